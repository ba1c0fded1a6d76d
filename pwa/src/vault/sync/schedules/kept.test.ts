/** Schedules that once broke a promise, as small as they can be. */

import { afterAll, beforeAll, test, vi } from 'vitest';
import type { Phone } from '../testing';
import { Play } from './play';
import { keepsPromises } from './run';
import type { Step } from './steps';
import { aWorld, somePhones } from './world';

let phones: Phone[];
beforeAll(async () => {
  phones = await somePhones(3);
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await Promise.all(phones.map((phone) => phone.modules.closeVault()));
});

type Call = Extract<Step, { do: 'call' }>;
const call = (phone: number, tab: Call['tab'] = 0, fate: Call['fate'] = 'well'): Step => {
  return { do: 'call', phone, tab, fate };
};
const change: Step = { do: 'change', phone: 0, pick: 0 };
const one = call(0);
const other = call(0, 1);

test.each<[string, Step[]]>([
  [
    'a conflict that a second tab hears of late, when all has been settled since',
    [
      { do: 'add', phone: 0 },
      other, // begins, and stands still with the first edit
      change,
      ...[one, one], // begins, and brings both edits in one
      other, // its own arrives: in conflict with what the first tab brought
      one,
      change,
      ...[one, one, one],
    ],
  ],
  [
    'a second tab that asked before it knew of any past, and is answered by a restored server',
    [
      ...([{ do: 'set', phone: 0 }, { do: 'backup' }, one] satisfies Step[]),
      ...([{ do: 'set', phone: 2 }, one, other] satisfies Step[]), // the other one asks with no history
      { do: 'restore' },
      ...([{ do: 'set', phone: 0 }, one, one] satisfies Step[]), // starts over
      ...[call(0, 0, 'lost'), call(0, 0, 'late'), call(2, 0, 'lost'), call(2)],
    ],
  ],
  [
    'the same, about a record that was changed meanwhile',
    [
      ...([{ do: 'add', phone: 1 }, { do: 'backup' }, { do: 'add', phone: 0 }] satisfies Step[]),
      ...[call(0), call(1), call(1, 1, 'late')],
      { do: 'change', phone: 1, pick: 15 },
      ...[call(0), call(1), call(1)],
      { do: 'restore' },
      ...[call(1), call(1, 1), call(1)],
      { do: 'change', phone: 0, pick: 1 },
      call(1, 0, 'unanswered'),
    ],
  ],
])('%s', async (_, steps) => {
  const world = await aWorld(phones, 3);
  const play = new Play(world);
  for (const step of steps) await play.take(step);
  await play.rest();
  await keepsPromises(world);
});
