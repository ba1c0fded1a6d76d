/** What somebody said after a practice: a sealed record each, and their sealed sum. */

import type { Counter, Policy } from '../../vault/sync/policies';
import type { LocalDate, Vault } from '../../vault/vault';
import { isAnswer, isTallies, withAnswer, type Answer, type Tallies } from './rules';

export const HELPS = 'helps';
export const HELPS_POLICY: Policy = 'append';
const SUMMARY = 'helps';

export const HELPS_COUNTER: Counter = {
  key: SUMMARY,
  empty: {},
  add: (before, value) =>
    isTallies(before) && isAnswer(value) ? withAnswer(before, value) : before,
};

export async function addAnswer(vault: Vault, answer: Answer, on: LocalDate): Promise<void> {
  await vault.addCounted<Answer, Tallies>(HELPS, answer, on, {
    key: SUMMARY,
    empty: {},
    next: (before) => (isTallies(before) ? withAnswer(before, answer) : before),
  });
}

/** Counted anew from the answers themselves when the sum is gone or damaged. */
export async function tallies(vault: Vault): Promise<Tallies> {
  const kept = await vault.summary<unknown>(SUMMARY);
  if (isTallies(kept)) return kept;
  const anew = await vault.recount<unknown, Tallies>(SUMMARY, HELPS, (answers) => {
    const sound = answers.map(({ value }) => value).filter(isAnswer);
    return sound.length === 0 ? null : sound.reduce(withAnswer, {} as Tallies);
  });
  return anew ?? {};
}

/** Whether this day has an answer already: at most one a day is asked for. */
export async function isAnswered(vault: Vault, on: LocalDate): Promise<boolean> {
  return (await vault.list<unknown>(HELPS, on)).kept.length > 0;
}
