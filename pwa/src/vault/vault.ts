/** The one door to everything personal on this phone: sealed on the way in, opened on the way out. */

import { closeDb } from '../core/db';
import { openKeys } from './device';
import { VaultError } from './errors';
import { SealedVault } from './sealed-vault';
import type { Vault } from './types';

export { VaultError, type VaultErrorCode } from './errors';
export { whenIdle } from './writing';
export type { Counting, Damage, Damaged, Kept, Listing, LocalDate, Vault } from './types';

let opened: Promise<SealedVault> | undefined;

/**
 * One vault a page; makes the owner id and the ring at the very first open.
 *
 * Rejects with a VaultError: `no_crypto`, `no_storage`, `no_room`, `ring_damaged`, `old_app`.
 * A failed opening is tried anew by the next call.
 */
export function openVault(): Promise<Vault> {
  opened ??= start().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function start(): Promise<SealedVault> {
  if (!globalThis.crypto?.subtle) throw new VaultError('no_crypto');
  return new SealedVault(await openKeys());
}

/** Lets go of keys, channel and database; `openVault` then starts anew. */
export async function closeVault(): Promise<void> {
  const closing = opened;
  opened = undefined;
  (await closing?.catch(() => undefined))?.close();
  await closeDb();
}
