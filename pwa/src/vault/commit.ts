/** A record, its outbox entry and the total that counts it become true together or not at all. */

import type {
  LocalRow,
  Mode,
  OutboxEntry,
  RecordRow,
  ServerRow,
  StoreName,
  Transaction,
} from '../core/db';
import { mustBeOurs } from './device';
import { transact } from './transact';

/** A local row to put, or to leave as it is, and the one this was decided upon. */
export interface LocalEdit {
  name: string;
  was: LocalRow | undefined;
  row: LocalRow | null;
}

/** A record and its newest edit that waits, as they stood at one moment. */
export interface Standing {
  was: RecordRow | undefined;
  last: OutboxEntry | undefined;
}

export interface Edit extends Standing {
  owner: string;
  row: RecordRow;
  entry: OutboxEntry;
  replaces: number | undefined;
  total?: LocalEdit | null;
}

export function findStanding(id: string): Promise<Standing> {
  return transact(['records', 'outbox'], 'readonly', (tx) => standing(tx, id));
}

/**
 * False, with nothing written, when a row changed after it was read: sealing cannot happen inside
 * a transaction, so the caller reads, seals and tries anew. Rejects with `ring_changed`.
 */
export function commit(edit: Edit): Promise<boolean> {
  const { owner, row, entry, replaces, total } = edit;
  const stores = ['keys', 'records', 'outbox', 'ancestors', 'summaries'] as const;
  const ancestor = ancestorOf(edit);
  return transact([...stores], 'readwrite', async (tx) => {
    await mustBeOurs(tx, owner);
    if (!(await isStill(tx, edit))) return false;
    if (total && !(await putLocal(tx, total))) return false;
    if (ancestor) await tx.objectStore('ancestors').put(ancestor);
    // Never in its place: whoever reads that place finds the edit they read before, or nothing.
    if (replaces !== undefined) await tx.objectStore('outbox').delete(replaces);
    await tx.objectStore('outbox').add(entry);
    await tx.objectStore('records').put(row);
    return true;
  });
}

/** What the server holds and this edit, the first of those that wait, is built upon: to merge by. */
export function ancestorOf({ was, last }: Standing): ServerRow | null {
  if (!was || was.seq === null || last) return null;
  const { id, version, epoch, seq, sealed } = was;
  return { id, version, epoch, seq, sealed };
}

type Holding<Names extends StoreName, M extends Mode> = Pick<Transaction<Names, M>, 'objectStore'>;

/** Whether the record and its newest edit that waits are still those this was decided upon. */
export async function isStill<M extends Mode>(
  tx: Holding<'records' | 'outbox', M>,
  { was, last, row }: Edit,
): Promise<boolean> {
  const is = await standing(tx, row.id);
  return isSame(was, is.was) && isSameEdit(last, is.last);
}

async function standing<M extends Mode>(
  tx: Holding<'records' | 'outbox', M>,
  id: string,
): Promise<Standing> {
  const newest = await tx.objectStore('outbox').index('id').openCursor(id, 'prev');
  return { was: await tx.objectStore('records').get(id), last: newest?.value };
}

/** False, with nothing put, when it is no longer what was read. */
export async function putLocal(
  tx: Holding<'summaries', 'readwrite'>,
  { name, was, row }: LocalEdit,
): Promise<boolean> {
  const summaries = tx.objectStore('summaries');
  if (!isSame(was, await summaries.get(name))) return false;
  if (row) await summaries.put(row);
  return true;
}

interface Versioned {
  version: number;
  seq?: number | null;
  sealed: unknown;
}

/** `seq` too, or an acknowledgement would be undone; the bytes, for a row altered from outside. */
export function isSame(was: Versioned | undefined, is: Versioned | undefined): boolean {
  return (
    was?.version === is?.version &&
    was?.seq === is?.seq &&
    String(was?.sealed) === String(is?.sealed)
  );
}

/** An edit that was sent meanwhile must be named, no longer replaced. */
function isSameEdit(was: OutboxEntry | undefined, is: OutboxEntry | undefined): boolean {
  return was?.op === is?.op && was?.sent === is?.sent && was?.base === is?.base;
}
