/** That somebody wants to be asked later. What happened is written nowhere. */

import { isLocalDate, type LocalDate } from '../../core/zones';
import type { Policy } from '../../vault/sync/policies';
import type { Vault } from '../../vault/vault';
import { ASK_AFTER_DAYS, type Asking } from './rules';

export const ASKINGS = 'gentle_questions';
export const ASKINGS_POLICY: Policy = 'fields';

type Kept = Omit<Asking, 'id'>;

export async function addAsking(vault: Vault, on: LocalDate, id: string): Promise<void> {
  await vault.add<Kept>(ASKINGS, { on, answered: [] }, undefined, id);
}

export async function askings(vault: Vault): Promise<Asking[]> {
  const { kept } = await vault.list<unknown>(ASKINGS);
  return kept.flatMap(({ id, value }) => {
    if (typeof value !== 'object' || value === null) return [];
    const { on, answered } = value as Record<string, unknown>;
    if (!isLocalDate(on) || !Array.isArray(answered)) return [];
    return [{ id, on, answered: answered.filter((each) => typeof each === 'number') }];
  });
}

/** `days` of it, or all that is left: then it asks no more. */
export async function answerAsking(vault: Vault, id: string, days: number | 'all'): Promise<void> {
  await vault.change<Kept>(ASKINGS, id, (before) => ({
    ...before,
    answered: days === 'all' ? [...ASK_AFTER_DAYS] : [...before.answered, days],
  }));
}
