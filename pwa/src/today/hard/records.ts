/** That one was hard: when, and nothing else. One sealed record each time. */

import type { Policy } from '../../vault/sync/policies';
import type { LocalDate, Vault } from '../../vault/vault';
import { AFTERS, type After } from './rules';

export const HARD = 'hard_hours';
export const HARD_POLICY: Policy = 'fields';

export interface HardHour {
  /** An ISO instant in UTC. */
  at: string;
  /** Null while nobody has been asked. */
  after: After | null;
}

export interface ListedHard extends HardHour {
  id: string;
}

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export async function addHard(
  vault: Vault,
  at: Date,
  on: LocalDate,
  id?: string,
): Promise<ListedHard> {
  const value: HardHour = { at: at.toISOString(), after: null };
  const kept = await vault.add(HARD, value, on, id);
  return { id: kept.id, ...value };
}

/** Those of a day, the newest first. What does not open is the vault's to say. */
export async function hardOn(vault: Vault, on: LocalDate): Promise<ListedHard[]> {
  const { kept } = await vault.list<unknown>(HARD, on);
  const found = kept.flatMap(({ id, value }) => {
    const hour = hardFrom(value);
    return hour ? [{ id, ...hour }] : [];
  });
  return found.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

export async function answerHard(vault: Vault, id: string, after: After): Promise<void> {
  await vault.change<HardHour>(HARD, id, (before) => ({ ...before, after }));
}

function hardFrom(value: unknown): HardHour | null {
  if (typeof value !== 'object' || value === null) return null;
  const { at, after } = value as Record<string, unknown>;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return null;
  return { at, after: AFTERS.find((each) => each === after) ?? null };
}
