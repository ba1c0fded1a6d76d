/** After all was read from 0: gives the server back what it has no more. */

import type { OutboxEntry, RecordRow, ServerRow } from '../../core/db';
import { isDeleted, type Content, type Live } from '../content';
import { openRow } from '../edit';
import type { Keys } from '../keys';
import { isTombstone } from './decide';
import { entryOf, LEAP, rowOf, sealed, serverRow } from './sealing';
import { isStill, situationsOf, type Situation } from './situation';
import { stateOf } from './state';
import { read, write, type Tx } from './stores';

const AT_ONCE = 50;

/**
 * After a backup was restored, live rows go as they are, with the version and the bytes they have. Else the
 * server lost none, but had tombstones that are purged by now: such a row goes marked as given back, so
 * that a phone which still knows it to be gone says so once more. An edit that waits needs no mark. Both
 * leap far above the version of the tombstone, which nobody here knows.
 *
 * A tombstone stays here, so that an older version of what it buried is known when it comes; nobody need
 * be told of it. What does not open cannot be told from rubbish and stays, except what a later Interlude
 * wrote, which is whole.
 */
export async function giveBack(keys: Keys): Promise<void> {
  const ids = await read((tx) => tx.objectStore('unseen').getAllKeys());
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await giveSome(keys, ids.slice(at, at + AT_ONCE));
  await write(keys.owner, async (tx) => {
    const state = await stateOf(tx);
    if (state) await tx.objectStore('sync').put({ ...state, starting_over: false });
  });
}

/** The server holds nothing under this id, and said so in answer to an edit of it. */
export async function giveOne(keys: Keys, id: string): Promise<void> {
  await giveSome(keys, [id]);
}

async function giveSome(keys: Keys, ids: readonly string[]): Promise<void> {
  const situations = await read((tx) => situationsOf(tx, ids));
  const fates = await Promise.all(situations.map((one) => fateOf(keys, one)));
  await write(keys.owner, async (tx) => {
    const now = await situationsOf(tx, ids);
    for (const [at, was] of situations.entries()) {
      const fate = fates[at]!;
      // What changed meanwhile waits for the next time.
      if (fate && isStill(was, now[at]!)) await carryOut(tx, was, fate);
    }
  });
}

/** `row`: what is to lie here now; `entry`: what the server is given. */
interface Fate {
  row: RecordRow | null;
  entry: OutboxEntry | null;
  /** What others may have built upon. */
  ancestor: ServerRow | null;
}

const LEFT: Fate = { row: null, entry: null, ancestor: null };

/** Null for what a person has still to decide, and for what the server does have, in another version. */
async function fateOf(keys: Keys, situation: Situation): Promise<Fate | null> {
  const { row, entries, rejected, theirs, unseen, ancestor = null } = situation;
  if (rejected.length > 0 || theirs?.why === 'waiting') return null;
  if (!row) return LEFT;
  const content = await openRow(keys, row);
  if (isTombstone(content)) return { ...LEFT, row: { ...row, seq: null } };
  if (typeof content === 'string' && content !== 'too_new') return entries.length > 0 ? null : LEFT;
  const trusted = unseen?.trusted !== false;
  const isEdited = entries.length > 0;
  const given = await givenRow(keys, row, content, { isEdited, trusted });
  const built = isEdited ? ancestor : trusted ? serverRow(row, row.seq ?? 1) : null;
  return { row: given, entry: entryOf(given, 0), ancestor: built };
}

/** An edit leaps over the tombstone that may have been there, and needs no mark. */
async function givenRow(
  keys: Keys,
  row: RecordRow,
  content: Content | 'too_new',
  { isEdited, trusted }: { isEdited: boolean; trusted: boolean },
): Promise<RecordRow> {
  const asIs = { ...row, seq: null };
  if (content === 'too_new' || isDeleted(content) || (!isEdited && !trusted)) return asIs;
  const leap = row.version + LEAP;
  const marked: Live = isEdited ? content : { ...content, given_back: true };
  // One that is full to the brim has no room for the mark, and comes back as an edit would.
  const leapt = await sealed(keys, row.id, leap, marked).catch(() =>
    sealed(keys, row.id, leap, content),
  );
  return rowOf(keys, leapt, content, asIs);
}

async function carryOut(tx: Tx<'readwrite'>, was: Situation, fate: Fate): Promise<void> {
  const { id, entries, unseen } = was;
  // Which way the others went is not known before one of them is met.
  if (unseen?.trusted !== false || !fate.row) await tx.objectStore('unseen').delete(id);
  if (!fate.row) return;
  for (const { n } of entries) await tx.objectStore('outbox').delete(n!);
  await tx.objectStore('records').put(fate.row);
  if (fate.entry) await tx.objectStore('outbox').add(fate.entry);
  if (fate.ancestor) await tx.objectStore('ancestors').put(fate.ancestor);
  else await tx.objectStore('ancestors').delete(id);
}
