import { render, screen } from '@testing-library/svelte';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone } from '../../vault/testing';
import type { Vault } from '../../vault/vault';
import FeelingWords from '../feelings/FeelingWords.svelte';
import words from '../feelings/words.en.json';
import { MOMENTS, type Moment } from '../format';
import { practices } from '../store.svelte';
import { aCatalogue } from '../testing';
import HelpsPage from './HelpsPage.svelte';
import { addAnswer, HELPS_COUNTER, isAnswered, tallies } from './records';
import { AFTERS, isEasier, saidOf, withAnswer, type After, type Answer } from './rules';

let vault: Vault;
const on = '2026-11-25';
const answer = (after: After, moment: Moment = 'between'): Answer => ({
  practice_id: 'look-up',
  moment,
  after,
  at: '2026-11-25T10:00:00.000Z',
});

beforeEach(async () => {
  vault = await emptyPhone();
  practices.catalogue = aCatalogue();
  practices.status = 'ready';
  vi.stubGlobal('requestIdleCallback', () => 0);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(aCatalogue())));
});
afterEach(() => vi.unstubAllGlobals());

async function say(...afters: After[]): Promise<void> {
  for (const after of afters) await addAnswer(vault, answer(after), on);
}

test('from six answers up it says how often it felt easier, and before that nothing', async () => {
  await say('easier', 'same', 'little_easier', 'harder', 'easier');
  expect(saidOf(await tallies(vault), 'between', ['look-up'])).toEqual([]);
  await say('easier');
  expect(saidOf(await tallies(vault), 'between', ['look-up'])).toEqual([
    { practice_id: 'look-up', all: 6, easier: 4 },
  ]);
  render(HelpsPage);
  await screen.findByText('felt easier after 4 of 6');
  expect(screen.getByRole('region', { name: 'Between sessions' })).toBeTruthy();
});

test('with nothing to say it says from when on it will', async () => {
  render(HelpsPage);
  await screen.findByText('From 6 answers for one practice on, it stands here.');
});

test('it stands in the catalogue’s order, whatever the counts', () => {
  const tally = { all: 6, easier: 0 };
  const counted = { b: { hard: { ...tally, easier: 6 } }, a: { hard: tally } };
  expect(saidOf(counted, 'hard', ['a', 'b']).map(({ practice_id }) => practice_id)).toEqual([
    'a',
    'b',
  ]);
});

test('a day that has an answer is known', async () => {
  expect(await isAnswered(vault, on)).toBe(false);
  await say('same');
  expect(await isAnswered(vault, on)).toBe(true);
  expect(await isAnswered(vault, '2026-11-26')).toBe(false);
});

test('a sum that was lost is counted anew from the answers', async () => {
  await say('easier', 'same');
  await vault.putSummary('helps', 'nonsense');
  expect(await tallies(vault)).toEqual({ 'look-up': { between: { all: 2, easier: 1 } } });
});

test('an answer of another phone is counted, what is none is not, and a sum of a later shape is left', () => {
  const { add, empty } = HELPS_COUNTER;
  expect(add(empty, answer('easier'), on)).toEqual({
    'look-up': { between: { all: 1, easier: 1 } },
  });
  expect(add(empty, { practice_id: 7 }, on)).toBe(empty);
  expect(add('later', answer('easier'), on)).toBe('later');
});

test('for any answers in any order, the counts are the same and add up', () => {
  const any = fc.record({
    practice_id: fc.constantFrom('a', 'b'),
    moment: fc.constantFrom(...MOMENTS),
    after: fc.constantFrom(...AFTERS),
    at: fc.constant(''),
  });
  fc.assert(
    fc.property(fc.array(any), (answers) => {
      const counted = answers.reduce(withAnswer, {});
      expect([...answers].reverse().reduce(withAnswer, {})).toEqual(counted);
      for (const id of ['a', 'b']) {
        const of = answers.filter(({ practice_id }) => practice_id === id);
        const easier = of.filter(({ after }) => isEasier(after)).length;
        const tallied = Object.values(counted[id] ?? {});
        expect(tallied.reduce((sum, { all }) => sum + all, 0)).toBe(of.length);
        expect(tallied.reduce((sum, tally) => sum + tally.easier, 0)).toBe(easier);
      }
    }),
  );
});

test('there are about sixty feeling words, each once, and a touched one stands out', async () => {
  const all = [...words.body, ...words.weather];
  expect(all.length).toBeGreaterThanOrEqual(58);
  expect(new Set(all).size).toBe(all.length);
  render(FeelingWords);
  const word = screen.getByRole('button', { name: 'knotted' });
  word.click();
  await Promise.resolve();
  expect(word.getAttribute('aria-pressed')).toBe('true');
  screen.getByRole('radio', { name: 'By weather' }).click();
  expect(await screen.findByRole('button', { name: 'foggy' })).toBeTruthy();
});
