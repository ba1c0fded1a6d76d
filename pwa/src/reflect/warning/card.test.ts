import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { addDays } from '../../core/zones';
import { emptyPhone } from '../../vault/testing';
import type { Vault } from '../../vault/vault';
import { addPulse } from '../pulse/records';
import type { Steps } from '../pulse/rules';
import type { Reason } from '../trends/rules';
import { quietFor, raisedNow, type Raised } from './raised';
import { addPlan, putAside, readQuiet } from './records';
import type { WarningPlan } from './rules';
import WarningCard from './WarningCard.svelte';
import { daysWords, reasonWords } from './words';

let vault: Vault;
const plan: WarningPlan = {
  signs: 'Lunch at the desk.',
  promises: 'Call Ines.',
  lines: [{ item: 'fuel', step: 1, weeks: 2 }],
};

beforeEach(async () => {
  vault = await emptyPhone();
});

async function keepWeeks(all: readonly Steps[], first = '2026-02-03') {
  for (const [at, steps] of all.entries()) {
    const on = addDays(first, at * 7);
    await addPulse(vault, { at: `${on}T12:00:00.000Z`, kind: 'weekly', steps }, vault.newId());
  }
}

const usual = Array<Steps>(6).fill({ fuel: 4, switch_off: 4 });
const low: Steps = { fuel: 2, switch_off: 2 };

test('two items lower in two of three weeks: it comes up with items, days and own words', async () => {
  await addPlan(vault, plan, vault.newId());
  await keepWeeks([...usual, low, low]);
  const raised = (await raisedNow(vault, '2026-03-25'))!;
  const onquiet = vi.fn();
  render(WarningCard, { raised, onquiet });
  expect(
    screen.getByText(/^Fuel and Switch-off have been lower than your usual on .+\.$/),
  ).toBeTruthy();
  expect(screen.getByText('Lunch at the desk.')).toBeTruthy();
  expect(screen.getByText('Call Ines.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Someone to turn to' }).getAttribute('href')).toBe(
    '/help',
  );
  await fireEvent.click(screen.getByRole('button', { name: 'Not now' }));
  expect(onquiet).toHaveBeenCalledOnce();
});

test('"not now" is quiet until something new, on both phones', async () => {
  await keepWeeks([...usual, low, low]);
  const today = '2026-03-25';
  await putAside(vault, ['line:body:1'], '2026-W01');
  await quietFor(vault, (await raisedNow(vault, today))!, today);
  expect(await raisedNow(vault, today)).toBeNull();
  expect(await readQuiet(vault)).toMatchObject({ 'line:body:1': '2026-W01' });
  await keepWeeks(
    [
      { ...low, body: 5 },
      { ...low, body: 2 },
    ],
    '2026-03-31',
  );
  const later = await raisedNow(vault, '2026-04-08');
  expect(later?.reasons).toMatchObject([{ kind: 'fall', item: 'body' }]);
});

test('one’s own line holds from the first weeks on, without any usual', async () => {
  await addPlan(vault, plan, vault.newId());
  await keepWeeks([{ fuel: 1 }]);
  expect(await raisedNow(vault, '2026-02-04')).toBeNull();
  await keepWeeks([{ fuel: 1 }], '2026-02-10');
  expect((await raisedNow(vault, '2026-02-11'))?.reasons).toMatchObject([{ kind: 'line' }]);
});

test('without a plan it says so, and how to write one; unkept, it says that', () => {
  const raised: Raised = {
    reasons: [{ kind: 'floor', item: 'fuel', on: ['2026-03-03'] }],
    plan: null,
  };
  render(WarningCard, { raised, onquiet: vi.fn(), isUnkept: true });
  const card = screen.getByRole('region', { name: 'Your plan, if you want it' });
  expect(
    within(card).getByText('No words of yours are here yet. You may write some.'),
  ).toBeTruthy();
  expect(within(card).getByRole('alert')).toBeTruthy();
  expect(within(card).getByRole('link', { name: 'See the plan' })).toBeTruthy();
});

test('each reason is a sentence of items and days; Weight is heavier, not lower', () => {
  const on = ['2026-03-03', '2026-03-10'];
  const reasons: Reason[] = [
    { kind: 'drift', item: 'fuel', against: 'usual', on },
    { kind: 'drift', item: 'weight', against: 'usual', on },
    { kind: 'drift', item: 'body', against: 'anchor', on },
    { kind: 'floor', item: 'edges', on },
    { kind: 'line', item: 'weight', step: 2, on },
    { kind: 'fall', item: 'point', from: 5, to: 2, on: [on[0]!, on[1]!] },
  ];
  const days = daysWords(on);
  expect(['3 and 10 March', 'March 3 and 10']).toContain(days);
  const said = reasonWords(reasons);
  expect(said).toEqual([
    `Fuel has been lower than your usual on ${days}.`,
    `Weight has been heavier than your usual on ${days}.`,
    `On ${days}, Body was lower than in your good enough weeks.`,
    `Edges was at “spilled everywhere” on ${days}.`,
    `Weight was at “rather heavy” or harder on ${days}. That is a line you set.`,
    expect.stringMatching(/^Point went from “plain to see” on .+ to “faint” on .+\.$/),
  ]);
  expect(daysWords(['2026-02-24', '2026-03-03'])).toMatch(/Feb.* and .*Mar/);
});
