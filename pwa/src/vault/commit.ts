/** A record, its outbox entry and the total that counts it become true together or not at all. */

import type { LocalRow, OutboxEntry, RecordRow } from '../core/db';
import { transact } from './transact';

/** A local row to put, and the one it was made from. */
export interface LocalEdit {
  was: LocalRow | undefined;
  row: LocalRow;
}

export interface Edit {
  was: RecordRow | undefined;
  row: RecordRow;
  entry: OutboxEntry;
  total?: LocalEdit | null;
}

/**
 * False, with nothing written, when a row changed after it was read: sealing cannot happen inside
 * a transaction, so the caller reads, seals and tries anew.
 */
export function commit({ was, row, entry, total }: Edit): Promise<boolean> {
  return transact(['records', 'outbox', 'summaries'], 'readwrite', async (tx) => {
    const records = tx.objectStore('records');
    const summaries = tx.objectStore('summaries');
    if (!isSame(was, await records.get(row.id))) return false;
    if (total && !isSame(total.was, await summaries.get(total.row.name))) return false;
    await records.put(row);
    await tx.objectStore('outbox').add(entry);
    if (total) await summaries.put(total.row);
    return true;
  });
}

/** By the sealed bytes: their nonce makes each sealing one of a kind, which a version is not. */
function isSame(
  was: { sealed: unknown } | undefined,
  is: { sealed: unknown } | undefined,
): boolean {
  return String(was?.sealed) === String(is?.sealed);
}
