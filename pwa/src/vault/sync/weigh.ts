/** What is to become of one row that the server sent. Writes nothing. */

import type { OutboxEntry, RecordRow, ServerRow } from '../../core/db';
import { isDeleted, type Content } from '../content';
import { openRow } from '../edit';
import type { Keys } from '../keys';
import type { Damage } from '../types';
import { isGivenBack, sameContent } from './merge';
import { rowOf, sealed } from './sealing';
import { isDirty, isSameBytes, type Situation } from './situation';

export type Step =
  /** Known already, and nothing of it has changed. */
  | { kind: 'pass' }
  /** The very edit that waits: its answer was lost, or is still to come. */
  | { kind: 'heard'; entry: OutboxEntry }
  /** What this phone holds, or built upon: the server still has it. */
  | { kind: 'confirm' }
  /** `before` is null for nothing, `damaged` for what did not open. */
  | { kind: 'take'; row: RecordRow; before: Content | null | 'damaged'; after: Content }
  /** Not taken. `waiting` for what comes of an edit that waits; else the reason is told. */
  | { kind: 'hold'; why: Damage | 'rolled_back' | 'waiting' }
  /** Older than what this phone holds, which the server is given once more. */
  | { kind: 'heal'; row: RecordRow; rolled_back: boolean }
  /** It may have gone two ways since a backup was restored. */
  | { kind: 'resolve' };

/** A row of the server's, opened or not. */
export interface Sent {
  row: ServerRow;
  content: Content | Damage;
}

export async function weigh(keys: Keys, sent: Sent, situation: Situation): Promise<Step> {
  const { row } = situation;
  if (isDirty(situation)) return weighWaiting(sent.row, situation);
  if (row && isSameBytes(row, sent.row)) return { kind: 'confirm' };
  const { content } = sent;
  if (typeof content === 'string') return { kind: 'hold', why: content };
  if (!row) return take(keys, sent.row, content, null);
  if (row.collection !== content.type) return { kind: 'hold', why: 'unreadable' };
  const here = await openRow(keys, row);
  if (typeof here !== 'string')
    return weighBoth(keys, sent.row, content, { ...situation, row, here });
  // What does not open here is mended by what does, unless that is older.
  const isOlder = sent.row.version < row.version;
  return isOlder ? { kind: 'hold', why: 'rolled_back' } : take(keys, sent.row, content, row);
}

/** The answer to the edit that waits says what becomes of both: it may be an older edit of our own. */
function weighWaiting(sent: ServerRow, { entries, ancestor, theirs }: Situation): Step {
  if (theirs && isSameBytes(theirs, sent)) return { kind: 'pass' };
  const heard = entries.find((entry) => isSameBytes(entry, sent));
  if (heard) return { kind: 'heard', entry: heard };
  if (ancestor && isSameBytes(ancestor, sent)) return { kind: 'confirm' };
  return { kind: 'hold', why: 'waiting' };
}

interface Held extends Situation {
  row: RecordRow;
  here: Content;
}

async function weighBoth(
  keys: Keys,
  sent: ServerRow,
  content: Content,
  { row, here, unseen }: Held,
): Promise<Step> {
  if (unseen && !unseen.trusted) return { kind: 'resolve' };
  if (isDeleted(here) && isGivenBack(content)) return bury(keys, sent, row, here);
  if (sent.version > row.version) return take(keys, sent, content, row, here);
  const isOlder = sent.version < row.version;
  if (sameContent(here, content)) {
    return isOlder && !isDeleted(here)
      ? { kind: 'heal', row, rolled_back: false }
      : { kind: 'pass' };
  }
  return isOlder ? { kind: 'heal', row, rolled_back: true } : { kind: 'hold', why: 'rolled_back' };
}

/** A phone that was away for long did not hear that it is gone. */
async function bury(keys: Keys, sent: ServerRow, row: RecordRow, grave: Content): Promise<Step> {
  const version = Math.max(sent.version, row.version) + 1;
  const next = await sealed(keys, row.id, version, grave);
  return { kind: 'heal', row: await rowOf(keys, next, grave, row), rolled_back: false };
}

async function take(
  keys: Keys,
  sent: ServerRow,
  after: Content,
  was: RecordRow | null,
  here?: Content,
): Promise<Step> {
  const row = await rowOf(keys, sent, after, { seq: sent.seq, slot: was?.slot });
  return { kind: 'take', row, before: was ? (here ?? 'damaged') : null, after };
}
