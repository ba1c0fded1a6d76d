/** All that stands around one record at one moment, and whether it still does. */

import type {
  OutboxEntry,
  RecordRow,
  RejectedRow,
  ServerRow,
  TheirsRow,
  UnseenRow,
} from '../../core/db';
import type { Tx } from './stores';

export interface Situation {
  id: string;
  row: RecordRow | undefined;
  /** What waits, in the order of writing. */
  entries: OutboxEntry[];
  rejected: RejectedRow[];
  ancestor: ServerRow | undefined;
  theirs: TheirsRow | undefined;
  unseen: UnseenRow | undefined;
}

/** Edits that no server is known to hold: a person's words, which nothing may be written over. */
export function isDirty({ entries, rejected }: Situation): boolean {
  return entries.length > 0 || rejected.length > 0;
}

export async function situationOf(tx: Tx, id: string): Promise<Situation> {
  const [only] = await situationsOf(tx, [id]);
  return only!;
}

/** Stores that hold nothing are asked once, not once for each record. */
export async function situationsOf(tx: Tx, ids: readonly string[]): Promise<Situation[]> {
  const names = ['outbox', 'rejected', 'ancestors', 'theirs', 'unseen'] as const;
  const counts = await Promise.all(names.map((name) => tx.objectStore(name).count()));
  const [outbox, rejected, ancestors, theirs, unseen] = counts.map((count) => count > 0);
  return Promise.all(
    ids.map(async (id) => ({
      id,
      row: await tx.objectStore('records').get(id),
      entries: outbox ? await tx.objectStore('outbox').index('id').getAll(id) : [],
      rejected: rejected ? await tx.objectStore('rejected').index('id').getAll(id) : [],
      ancestor: ancestors ? await tx.objectStore('ancestors').get(id) : undefined,
      theirs: theirs ? await tx.objectStore('theirs').get(id) : undefined,
      unseen: unseen ? await tx.objectStore('unseen').get(id) : undefined,
    })),
  );
}

/** Opening and sealing cannot happen inside a transaction: what was decided upon is compared there. */
export function isStill(was: Situation, is: Situation): boolean {
  return (
    isSameRow(was.row, is.row) &&
    isSameRow(was.ancestor, is.ancestor) &&
    isSameRow(was.theirs, is.theirs) &&
    was.unseen?.trusted === is.unseen?.trusted &&
    isSameList(was.entries, is.entries) &&
    isSameList(was.rejected, is.rejected)
  );
}

interface Versioned {
  version: number;
  sealed: Uint8Array;
}

export function isSameBytes(one: Versioned, other: Versioned): boolean {
  if (one.version !== other.version || one.sealed.length !== other.sealed.length) return false;
  return one.sealed.every((byte, at) => byte === other.sealed[at]);
}

/** `seq` too, or an acknowledgement would be undone. */
function isSameRow(was: SeqRow | undefined, is: SeqRow | undefined): boolean {
  if (!was || !is) return was === is;
  return was.seq === is.seq && isSameBytes(was, is);
}

type SeqRow = Versioned & { seq: number | null };

function isSameList(was: readonly OutboxEntry[], is: readonly OutboxEntry[]): boolean {
  const name = ({ op, sent, base }: OutboxEntry) => `${op} ${sent} ${base}`;
  return was.map(name).join() === is.map(name).join();
}
