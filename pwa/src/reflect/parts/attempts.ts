/** What a second attempt may find of the first one. */

import { VaultError, type LocalDate, type Vault } from '../../vault/vault';

/** Adds it; where the first attempt got there, with other words since, those are changed. */
export async function addOrChange<T extends object>(
  vault: Vault,
  collection: string,
  { id, value, on }: { id: string; value: T; on: LocalDate },
): Promise<void> {
  try {
    await vault.add(collection, value, on, id);
  } catch (error) {
    if (!(error instanceof VaultError && error.code === 'stale')) throw error;
    await vault.change<T>(collection, id, value, on);
  }
}

/** Had back already, as in another tab. */
export function unlessThere(error: unknown): void {
  if (!(error instanceof VaultError && error.code === 'stale')) throw error;
}
