/** What Today may ask, and what was said of how close a session sat. Sealed, and about nobody but oneself. */

import type { Policy } from '../../vault/sync/policies';
import type { LocalDate, Vault } from '../../vault/vault';

export const ASKS = 'asks';
export const CLOSENESS = 'closeness';

export interface Asks {
  /** How it is after a practice. */
  helped: boolean;
  /** How close a session sat. */
  closeness: boolean;
}

/** Nothing is asked until somebody wants to be. */
export const NOTHING_ASKED: Asks = { helped: false, closeness: false };

export const ASKS_POLICY: Policy = { fields: NOTHING_ASKED };
export const CLOSENESS_POLICY: Policy = 'append';

export const CLOSE = ['arms_length', 'alongside', 'under_skin'] as const;
export type Close = (typeof CLOSE)[number];

export interface Closeness {
  /** An ISO instant in UTC. */
  at: string;
  how: Close;
}

export async function asksOf(vault: Vault): Promise<Asks> {
  const value = (await vault.singleton<Partial<Asks>>(ASKS))?.value ?? {};
  return { helped: value.helped === true, closeness: value.closeness === true };
}

export async function changeAsks(vault: Vault, changes: Partial<Asks>): Promise<void> {
  await vault.updateSingleton<object>(ASKS, NOTHING_ASKED, (before) => ({ ...before, ...changes }));
}

export async function addCloseness(
  vault: Vault,
  closeness: Closeness,
  on: LocalDate,
): Promise<void> {
  await vault.add(CLOSENESS, closeness, on);
}

/** Of one day, the latest first. */
export async function closenessOn(vault: Vault, on: LocalDate): Promise<Closeness[]> {
  const { kept } = await vault.list<unknown>(CLOSENESS, on);
  return kept
    .map(({ value }) => value)
    .filter(isCloseness)
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

function isCloseness(value: unknown): value is Closeness {
  if (typeof value !== 'object' || value === null) return false;
  const { at, how } = value as Record<string, unknown>;
  return typeof at === 'string' && (CLOSE as readonly unknown[]).includes(how);
}
