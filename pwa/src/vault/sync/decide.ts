/** What is to become of a record of which phone and server hold different versions. Writes nothing. */

import type { OutboxEntry, RecordRow, ServerRow } from '../../core/db';
import { isDeleted, type Content, type Live } from '../content';
import { openRow } from '../edit';
import { VaultError } from '../errors';
import type { Keys } from '../keys';
import type { Damage } from '../types';
import type { Context } from './context';
import { sameContent, settle, type Ancestor, type Settled } from './merge';
import { policyOf } from './policies';
import { copyId, entryOf, openSealed, rowOf, sealed } from './sealing';
import { isSameBytes, situationOf, type Situation } from './situation';
import { read } from './stores';

/** What is written under one id; `entry` when the server is to have it too. */
export interface Placed {
  row: RecordRow;
  entry: OutboxEntry | null;
}

export type Move =
  /** It is the very edit that waits: an answer was lost. */
  | { kind: 'heard'; entry: OutboxEntry }
  /** What the server holds does not open. */
  | { kind: 'theirs_damaged'; code: Damage }
  | { kind: 'ours_damaged' }
  | {
      kind: 'placed';
      before: Content;
      after: Content;
      place: Placed;
      copy: (Placed & { content: Live; was: Situation }) | null;
      rolled_back: boolean;
    };

export async function decide(
  { keys, policies }: Pick<Context, 'keys' | 'policies'>,
  situation: Situation,
  theirs: ServerRow,
  since: number,
): Promise<Move> {
  const entry = situation.entries.find((waiting) => isSameBytes(waiting, theirs));
  if (entry) return { kind: 'heard', entry };
  const row = situation.row!;
  const there = await openSealed(keys, theirs, row.collection);
  if (typeof there === 'string') return { kind: 'theirs_damaged', code: there };
  const here = await openRow(keys, row);
  if (typeof here === 'string') return { kind: 'ours_damaged' };
  const past = await pastOf(keys, situation, theirs, since);
  const [ours, other] = [side(here, row), side(there, theirs)];
  const settled: Settled =
    past === 'older' || past === 'rolled_back'
      ? { place: 'ours', copy: null }
      : settle(ours, other, past, policyOf(policies, row.collection));
  const placed = await carried(keys, { row, here, theirs, there }, settled);
  return { kind: 'placed', before: here, ...placed, rolled_back: past === 'rolled_back' };
}

const side = (content: Content, { version }: { version: number }) => ({ content, version });

/**
 * What both have in common. `older`: theirs is from before what this phone holds, by a backup that was
 * restored; `rolled_back`: the same with no backup to explain it.
 */
async function pastOf(
  keys: Keys,
  { row, entries, ancestor, unseen }: Situation,
  theirs: ServerRow,
  since: number,
): Promise<Ancestor | 'older' | 'rolled_back'> {
  if (unseen && !unseen.trusted) return theirs.seq <= since ? 'older' : 'unknown';
  if (!ancestor) return (entries[0]?.base ?? 0) > 0 ? 'unknown' : null;
  const brought = ancestor.seq === 0;
  if (!brought && theirs.version < ancestor.version) return 'rolled_back';
  const content = await openSealed(keys, ancestor, row!.collection);
  return typeof content === 'string' ? 'unknown' : { content, brought };
}

interface Both {
  row: RecordRow;
  here: Content;
  theirs: ServerRow;
  there: Content;
}

type Carried = Pick<Extract<Move, { kind: 'placed' }>, 'after' | 'place' | 'copy'>;

/** Two long texts together may be too long for one record: then both are kept. */
async function carried(keys: Keys, both: Both, { place, copy }: Settled): Promise<Carried> {
  try {
    const after = place === 'ours' ? both.here : place === 'theirs' ? both.there : place;
    const placed = await placeOf(keys, both, place, after);
    return { after, place: placed, copy: copy && (await copyOf(keys, both.row.id, copy)) };
  } catch (error) {
    const isMerged = error instanceof VaultError && error.code === 'too_large' && !isWord(place);
    if (!isMerged) throw error;
    return carried(keys, both, { place: 'theirs', copy: both.here as Live });
  }
}

const isWord = (place: Settled['place']) => typeof place === 'string';

/**
 * As it is, where its version is above the other's; else sealed anew above both. The version of a record
 * never falls, or two sealings could share one.
 */
async function placeOf(
  keys: Keys,
  { row, theirs }: Both,
  place: Settled['place'],
  after: Content,
): Promise<Placed> {
  const held = { seq: theirs.seq, slot: row.slot };
  if (place === 'theirs' && theirs.version >= row.version) {
    return { row: await rowOf(keys, theirs, after, held), entry: null };
  }
  const isAbove = place === 'ours' && row.version > theirs.version;
  const version = Math.max(row.version, theirs.version) + 1;
  const next = isAbove ? row : await sealed(keys, row.id, version, after);
  const written = await rowOf(keys, next, after, held);
  return { row: written, entry: entryOf(written, theirs.version) };
}

/** Null when the same copy lies there already: made by the other phone, or the last time. */
async function copyOf(
  keys: Keys,
  original: string,
  content: Live,
): Promise<(Placed & { content: Live; was: Situation }) | null> {
  const copied: Live = { ...content, ...{ copy_of: original } };
  for (let nth = 0; ; nth++) {
    const id = await copyId(keys, original, content, nth);
    const was = await read((tx) => situationOf(tx, id));
    if (!was.row) return { ...(await newRow(keys, id, copied, content)), was };
    const there = await openRow(keys, was.row);
    if (typeof there !== 'string' && sameContent(there, copied)) return null;
  }
}

async function newRow(
  keys: Keys,
  id: string,
  copied: Live,
  content: Live,
): Promise<Placed & { content: Live }> {
  const [made, kept] = await sealed(keys, id, 1, copied)
    .then((row) => [row, copied] as const)
    // A record that is full to the brim has no room for the name of its original.
    .catch(async () => [await sealed(keys, id, 1, content), content] as const);
  const row = await rowOf(keys, made, kept, { seq: null });
  return { row, entry: entryOf(row, 0), content: kept };
}

export function isTombstone(content: Content | Damage): boolean {
  return typeof content !== 'string' && isDeleted(content);
}
