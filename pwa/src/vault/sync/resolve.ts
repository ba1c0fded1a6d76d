/** Settles what this phone wrote with what the server holds of the same record, in one transaction. */

import type { ServerRow } from '../../core/db';
import type { LocalEdit } from '../commit';
import { VaultError } from '../errors';
import { ROUNDS } from '../records';
import { acknowledge, dropRejected, layAside } from './acknowledge';
import type { Context } from './context';
import { decide, type Move } from './decide';
import { isStill, situationOf, type Situation } from './situation';
import { stateOf } from './state';
import { read, write, type Tx } from './stores';
import { putTotals, Tally } from './tally';

/** `later`: it cannot be settled by this version of the app, and waits. */
export type Verdict = 'settled' | 'later';

type Placing = Extract<Move, { kind: 'placed' }>;

/**
 * Starts over whenever the record, or a total that counts it, changes meanwhile. `op` is the edit that
 * the server found to be in conflict: once it waits no more, another tab has settled it.
 */
export async function resolve(
  context: Context,
  theirs: ServerRow,
  op: string | null = null,
): Promise<Verdict> {
  for (let round = 0; round < ROUNDS; round++) {
    const { situation, since } = await stand(theirs.id);
    if (!situation.row || !isWaiting(situation, op)) return 'settled';
    const move = await decide(context, situation, theirs, since);
    if (await carryOut(context, situation, theirs, move)) return tell(context, theirs.id, move);
  }
  throw new VaultError('stale');
}

const isWaiting = ({ entries }: Situation, op: string | null) =>
  op === null || entries.some((entry) => entry.op === op);

function stand(id: string): Promise<{ situation: Situation; since: number }> {
  return read(async (tx) => {
    return { situation: await situationOf(tx, id), since: (await stateOf(tx))?.since ?? 0 };
  });
}

async function carryOut(
  context: Context,
  was: Situation,
  theirs: ServerRow,
  move: Move,
): Promise<boolean> {
  const totals = move.kind === 'placed' ? await totalsOf(context, move) : [];
  return write(context.keys.owner, async (tx) => {
    if (!isStill(was, await situationOf(tx, was.id))) return false;
    const copy = move.kind === 'placed' && move.copy;
    if (copy && !isStill(copy.was, await situationOf(tx, copy.was.id))) return false;
    if (!(await putTotals(tx, totals))) return false;
    if (move.kind === 'heard') await acknowledge(tx, move.entry, theirs.seq);
    else if (move.kind === 'placed') await place(tx, was, theirs, move);
    else await keepApart(tx, was, theirs, move);
    return true;
  });
}

function totalsOf(context: Context, { before, after, copy }: Placing): Promise<LocalEdit[]> {
  const tally = new Tally(context);
  tally.note(before, after);
  if (copy) tally.note(null, copy.content);
  return tally.edits();
}

async function place(
  tx: Tx<'readwrite'>,
  { id, entries }: Situation,
  theirs: ServerRow,
  move: Placing,
): Promise<void> {
  await clear(tx, entries);
  await dropRejected(tx, id);
  await tx.objectStore('theirs').delete(id);
  await tx.objectStore('unseen').delete(id);
  for (const placed of [move.place, move.copy]) {
    if (placed) await tx.objectStore('records').put(placed.row);
    if (placed?.entry) await tx.objectStore('outbox').add(placed.entry);
  }
  if (move.place.entry) await tx.objectStore('ancestors').put(theirs);
  else await tx.objectStore('ancestors').delete(id);
}

/** Nothing is written over what does not open, here or there; the edit waits, or the person decides. */
async function keepApart(
  tx: Tx<'readwrite'>,
  { entries }: Situation,
  theirs: ServerRow,
  move: Extract<Move, { kind: 'theirs_damaged' | 'ours_damaged' }>,
): Promise<void> {
  const why = move.kind === 'theirs_damaged' ? move.code : 'waiting';
  await tx.objectStore('theirs').put({ ...theirs, why });
  const newest = entries.at(-1);
  if (!newest || why === 'too_new') return;
  await clear(tx, entries.slice(0, -1));
  await layAside(tx, newest, why === 'waiting' ? 'damaged_here' : why);
}

async function clear(tx: Tx<'readwrite'>, entries: Situation['entries']): Promise<void> {
  for (const { n } of entries) await tx.objectStore('outbox').delete(n!);
}

function tell(context: Context, id: string, move: Move): Verdict {
  if (move.kind === 'theirs_damaged') context.refused({ id, code: move.code });
  if (move.kind !== 'placed') return isLater(move) ? 'later' : 'settled';
  if (move.rolled_back) context.refused({ id, code: 'rolled_back' });
  context.changes.announce(move.place.row.collection);
  return 'settled';
}

const isLater = (move: Move) => move.kind === 'theirs_damaged' && move.code === 'too_new';
