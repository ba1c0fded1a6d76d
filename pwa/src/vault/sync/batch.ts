/** Takes what waits out of the outbox, as much as one request carries, and marks it before it flies. */

import type { OutboxEntry } from '../../core/db';
import { read, write, type Tx } from './stores';
import { MOST_BYTES, weight } from './wire';

/** The most ops an edit may name; the server takes no more. */
const MOST_AFTER = 32;

export interface Limits {
  most: number;
  /** Records to leave out, by id. */
  but: ReadonlySet<string>;
}

/** In the order of writing; of each record one edit, those before it dropped. */
export async function takeBatch(owner: string, limits: Limits): Promise<OutboxEntry[]> {
  if (limits.most === 0 || !(await isAnyLeft(limits.but))) return [];
  return write(owner, async (tx) => {
    const batch = await fitting(tx, limits);
    for (const entry of batch) await send(tx, entry);
    return batch.map((entry) => ({ ...entry, sent: true }));
  });
}

/** Whether anything is still to be sent that was not put off. */
export function isAnyLeft(but: ReadonlySet<string>): Promise<boolean> {
  return read(async (tx) => {
    const keys = await tx.objectStore('outbox').index('id').openKeyCursor(null, 'nextunique');
    for (let cursor = keys; cursor; cursor = await cursor.continue()) {
      if (!but.has(cursor.key)) return true;
    }
    return false;
  });
}

async function fitting(tx: Tx<'readwrite'>, { most, but }: Limits): Promise<OutboxEntry[]> {
  const batch: OutboxEntry[] = [];
  let bytes = 0;
  for (let cursor = await tx.objectStore('outbox').openCursor(); cursor;) {
    const entry = but.has(cursor.value.id) ? null : await nextOf(tx, cursor.value);
    bytes += entry ? weight(entry) : 0;
    if (batch.length >= most || (bytes > MOST_BYTES && batch.length > 0)) break;
    if (entry) batch.push(entry);
    cursor = await cursor.continue();
  }
  return batch;
}

/**
 * What to send of the record whose newest edit is `entry`; null for an edit that is not the newest. One
 * that names too many waits until an older one, which may be there, was answered.
 */
async function nextOf(tx: Tx<'readwrite'>, entry: OutboxEntry): Promise<OutboxEntry | null> {
  const byId = tx.objectStore('outbox').index('id');
  const newest = await byId.openKeyCursor(entry.id, 'prev');
  if (newest?.primaryKey !== entry.n) return null;
  if (entry.after.length <= MOST_AFTER) return entry;
  const all = await byId.getAll(entry.id);
  return all.findLast(({ after }) => after.length <= MOST_AFTER) ?? entry;
}

/** Those before it go first: an older edit that arrives after a newer one would be refused. */
async function send(tx: Tx<'readwrite'>, entry: OutboxEntry): Promise<void> {
  const outbox = tx.objectStore('outbox');
  for (const n of await outbox.index('id').getAllKeys(entry.id)) {
    if (n < entry.n!) await outbox.delete(n);
  }
  if (!entry.sent) await outbox.put({ ...entry, sent: true });
}
