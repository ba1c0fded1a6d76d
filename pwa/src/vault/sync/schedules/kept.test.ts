/** Schedules that once broke a promise, as small as they can be. */

import { afterAll, beforeAll, test, vi } from 'vitest';
import type { Phone } from '../testing';
import { Play } from './play';
import { keepsPromises } from './run';
import type { Step } from './steps';
import { aWorld, somePhones } from './world';

let phones: Phone[];
beforeAll(async () => {
  phones = await somePhones(2);
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await Promise.all(phones.map((phone) => phone.modules.closeVault()));
});

const change: Step = { do: 'change', phone: 0, pick: 0 };
const one: Step = { do: 'call', phone: 0, tab: 0, fate: 'well' };
const other: Step = { do: 'call', phone: 0, tab: 1, fate: 'well' };

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
])('%s', async (_, steps) => {
  const world = await aWorld(phones, 2);
  const play = new Play(world);
  for (const step of steps) await play.take(step);
  await play.rest();
  await keepsPromises(world);
});
