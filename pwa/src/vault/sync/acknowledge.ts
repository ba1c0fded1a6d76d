/** What an answer does to the edit it answers, in the transaction that is given. */

import type { OutboxEntry } from '../../core/db';
import { serverRow } from './sealing';
import type { Tx } from './stores';

/**
 * The server holds this edit under `seq`. A later one, made while the request flew, still waits: it is
 * now built upon this, and names no more what came before.
 */
export async function acknowledge(
  tx: Tx<'readwrite'>,
  { op, id, version, epoch, sealed }: OutboxEntry,
  seq: number,
): Promise<void> {
  const entry = await tx.objectStore('outbox').index('op').get(op);
  if (!entry) return;
  await tx.objectStore('outbox').delete(entry.n!);
  const left = await tx.objectStore('outbox').index('id').getAll(id);
  for (const later of left) await rebase(tx, later, version, op);
  const row = await tx.objectStore('records').get(id);
  const isHeld = left.length > 0 || row?.version === version;
  if (row && isHeld) await tx.objectStore('records').put({ ...row, seq });
  const held = serverRow({ id, version, epoch, sealed }, seq);
  if (left.length > 0) await tx.objectStore('ancestors').put(held);
  else await tx.objectStore('ancestors').delete(id);
  // The answer to a repeat may be old: what came later than this edit is still to be taken.
  const theirs = await tx.objectStore('theirs').get(id);
  if (theirs && theirs.seq <= seq) await tx.objectStore('theirs').delete(id);
  await tx.objectStore('unseen').delete(id);
  await dropRejected(tx, id);
}

async function rebase(
  tx: Tx<'readwrite'>,
  later: OutboxEntry,
  base: number,
  op: string,
): Promise<void> {
  const after = later.after.slice(later.after.indexOf(op) + 1);
  await tx.objectStore('outbox').put({ ...later, base, after });
}

/** A later edit of the record was taken, so nothing of an earlier one is missing. */
export async function dropRejected(tx: Tx<'readwrite'>, id: string): Promise<void> {
  const rejected = tx.objectStore('rejected');
  for (const op of await rejected.index('id').getAllKeys(id)) await rejected.delete(op);
}

/**
 * Refused for good: it is laid aside for the person to decide, and the record keeps their words. The row
 * is no longer taken for what the server holds. When a later edit waits, that one is tried instead.
 */
export async function layAside(
  tx: Tx<'readwrite'>,
  { op, id }: OutboxEntry,
  code: string,
): Promise<void> {
  const outbox = tx.objectStore('outbox');
  const entry = await outbox.index('op').get(op);
  if (!entry) return;
  await outbox.delete(entry.n!);
  if ((await outbox.index('id').count(id)) > 0) return;
  await dropRejected(tx, id);
  await tx.objectStore('rejected').put({ ...entry, code });
  const row = await tx.objectStore('records').get(id);
  if (row) await tx.objectStore('records').put({ ...row, seq: null });
}
