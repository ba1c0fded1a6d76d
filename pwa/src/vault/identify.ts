/** Which record an id is, for a person who sees nothing but the id; and taking records away by it. */

import { isDeleted } from './content';
import { openKeys } from './device';
import { openRow } from './edit';
import type { Keys } from './keys';
import { VaultError } from './errors';
import { transact } from './transact';
import type { LocalDate, Vault } from './types';

/** `sealed`: it does not open. `later`: a later Interlude wrote it, and it is not this one's to take away. */
export type Standing = 'live' | 'erased' | 'sealed' | 'later';

export interface Identity {
  collection: string;
  on: LocalDate | null;
  standing: Standing;
}

/** Null for what this phone does not hold. */
export async function identify(
  id: string,
  keys: Keys | Promise<Keys> = openKeys(),
): Promise<Identity | null> {
  const row = await transact(['records'], 'readonly', (tx) => tx.objectStore('records').get(id));
  if (!row) return null;
  const content = await openRow(await keys, row);
  const { collection } = row;
  if (typeof content === 'string') {
    return { collection, on: null, standing: content === 'too_new' ? 'later' : 'sealed' };
  }
  if (isDeleted(content)) return { collection, on: null, standing: 'erased' };
  return { collection, on: content.on ?? null, standing: 'live' };
}

/**
 * Leaves a sealed tombstone over it, which goes to the server like any edit. Answers with what it was;
 * null when there is nothing to take away. Rejects as the vault refuses; `damaged` for `later`.
 */
export async function eraseRecord(vault: Vault, id: string, keys?: Keys): Promise<Identity | null> {
  const was = await identify(id, keys);
  if (!was || was.standing === 'erased') return null;
  if (was.standing === 'later') throw new VaultError('damaged');
  const taken =
    was.standing === 'live'
      ? vault.remove(was.collection, id)
      : vault.discardDamaged(was.collection, id);
  const isGone = await taken.then(() => false).catch(goneMeanwhile);
  return isGone ? null : was;
}

export interface Erased {
  /** Of which collections something was taken away. */
  collections: Set<string>;
  count: number;
  /** What would not be taken away. */
  left: number;
}

/** One by one: whoever stops half way has erased so many. `tell` is given a share of 0 to 1. */
export async function eraseAll(vault: Vault, tell: (share: number) => void): Promise<Erased> {
  const ids = await transact(['records'], 'readonly', (tx) =>
    tx.objectStore('records').getAllKeys(),
  );
  const keys = await openKeys();
  const erased: Erased = { collections: new Set(), count: 0, left: 0 };
  for (const [place, id] of ids.entries()) {
    tell(place / ids.length);
    try {
      const was = await eraseRecord(vault, id, keys);
      if (!was) continue;
      erased.collections.add(was.collection);
      erased.count++;
    } catch {
      erased.left++;
    }
  }
  return erased;
}

/** Another tab or phone was quicker. */
function goneMeanwhile(error: unknown): boolean {
  if (error instanceof VaultError && error.code === 'not_found') return true;
  throw error;
}
