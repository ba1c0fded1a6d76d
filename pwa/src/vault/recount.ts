/** Counts a summary anew from the records themselves, without losing what is written meanwhile. */

import type { RecordRow } from '../core/db';
import { isSame, putLocal, type LocalEdit } from './commit';
import { mustBeOurs } from './device';
import { VaultError } from './errors';
import { ROUNDS, type Records } from './records';
import type { Shelf } from './shelf';
import { transact } from './transact';
import type { Kept } from './types';

/** Rejects as a write does. Nothing is written when `fold` answers null. */
export async function recount<T, S>(
  records: Records,
  summaries: Shelf,
  { key, collection }: { key: string; collection: string },
  fold: (kept: Kept<T>[]) => S | null,
): Promise<S | null> {
  for (let round = 0; round < ROUNDS; round++) {
    const rows = await records.rows(collection);
    const total = fold((await records.listed<T>(rows)).kept);
    if (total === null) return null;
    const replaced = await summaries.replacing(key, total);
    if (await commit(records.owner, replaced, collection, rows)) return total;
  }
  throw new VaultError('stale');
}

/** False, with nothing written, when a row or the summary is no longer what was read. */
function commit(
  owner: string,
  total: LocalEdit,
  collection: string,
  counted: readonly RecordRow[],
): Promise<boolean> {
  return transact(['keys', 'records', 'summaries'], 'readwrite', async (tx) => {
    await mustBeOurs(tx, owner);
    const rows = await tx.objectStore('records').index('collection').getAll(collection);
    const unchanged = rows.length === counted.length;
    if (!unchanged || !rows.every((row, at) => isSame(counted[at], row))) return false;
    return putLocal(tx, total);
  });
}
