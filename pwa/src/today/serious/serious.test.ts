import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone } from '../../vault/testing';
import { openVault } from '../../vault/vault';
import GentleQuestion from './GentleQuestion.svelte';
import { addAsking, answerAsking, askings, ASKINGS } from './records';
import { questionFor } from './rules';

beforeEach(emptyPhone);

const asking = (on: string, answered: number[] = [], id = on) => ({ id, on, answered });

test.each([
  ['2026-11-20', null],
  ['2026-11-21', 1],
  ['2026-11-22', 1],
  ['2026-11-23', 3],
  ['2026-11-25', 3],
  ['2026-11-26', null],
  ['2026-11-29', null],
  ['2026-11-30', 10],
  ['2026-12-02', 10],
  ['2026-12-03', null],
  ['2027-11-20', null],
])('on %s the question is that of day %s', (today, days) => {
  expect(questionFor([asking('2026-11-20')], today)?.days ?? null).toBe(days);
});

test('one that was answered is not asked once more, and the next one is', () => {
  const answered = [asking('2026-11-20', [1])];
  expect(questionFor(answered, '2026-11-22')).toBeNull();
  expect(questionFor(answered, '2026-11-23')?.days).toBe(3);
});

test('however much happened, one question is asked', () => {
  const two = [asking('2026-11-20'), asking('2026-11-22')];
  expect(questionFor(two, '2026-11-23')).toEqual({ id: '2026-11-22', days: 1 });
});

test('the wish is kept without a word of what happened, answered, and ended', async () => {
  const vault = await openVault();
  const id = vault.newId();
  await addAsking(vault, '2026-11-20', id);
  const { kept } = await vault.list(ASKINGS);
  expect(kept.map(({ value }) => value)).toEqual([{ on: '2026-11-20', answered: [] }]);
  await answerAsking(vault, id, 1);
  expect((await askings(vault))[0]?.answered).toEqual([1]);
  await answerAsking(vault, id, 'all');
  expect(questionFor(await askings(vault), '2026-11-30')).toBeNull();
});

test('the question has an answer that asks for nothing, a way to somebody, and an end', async () => {
  const [onanswer, onstop] = [vi.fn(), vi.fn()];
  render(GentleQuestion, { onanswer, onstop });
  await fireEvent.click(screen.getByRole('button', { name: 'I could use someone' }));
  expect(onanswer).not.toHaveBeenCalled();
  expect(screen.getByRole('link', { name: 'Someone to call' }).getAttribute('href')).toBe('/help');
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(onanswer).toHaveBeenCalledOnce();
});
