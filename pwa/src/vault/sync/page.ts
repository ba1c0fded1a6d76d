/** Takes a page of what the server has: rows, totals and cursor become true together or not at all. */

import type { RecordRow, ServerRow, SyncRow } from '../../core/db';
import { VaultError } from '../errors';
import { ROUNDS } from '../records';
import { acknowledge } from './acknowledge';
import type { Context } from './context';
import { resolve } from './resolve';
import { entryOf, openSealed, serverRow } from './sealing';
import { isDirty, isStill, situationsOf, type Situation } from './situation';
import { stateOf } from './state';
import { read, write, type Tx } from './stores';
import { putTotals, Tally } from './tally';
import { weigh, type Sent, type Step } from './weigh';

/** What the state is to be once the page is taken, and what it must be until then. */
export interface Turn {
  was: SyncRow;
  next: SyncRow;
}

const SAME = ['cursor', 'history', 'starting_over', 'since'] as const;

interface Planned {
  sent: ServerRow;
  was: Situation;
  step: Step;
}

/**
 * A row that does not open, or cannot be so, is laid by and told; it harms no other, nor what this phone
 * holds. Starts over whenever one of the records changes meanwhile.
 */
export async function takePage(
  context: Context,
  changes: readonly ServerRow[],
  turn: Turn | null,
): Promise<void> {
  if (changes.length === 0 && turn && isUnmoved(turn)) return;
  const sent = await Promise.all(changes.map((row) => opened(context, row)));
  for (let round = 0; round < ROUNDS; round++) {
    const planned = await plan(context, sent);
    const divided = planned.filter(({ step }) => step.kind === 'resolve');
    for (const { sent: row } of divided) await resolve(context, row);
    if (divided.length > 0) continue;
    if (await commit(context, planned, turn)) return tell(context, planned);
  }
  throw new VaultError('stale');
}

/** An answer that brings nothing costs no write. */
function isUnmoved({ was, next }: Turn): boolean {
  return was.cursor === next.cursor && was.history === next.history && was.floor === next.floor;
}

/** What waited for the answer to an edit, and has no more to wait for. */
export async function takeFreed(context: Context): Promise<void> {
  const freed = await read(async (tx) => {
    const waiting = (await tx.objectStore('theirs').getAll()).filter(
      ({ why }) => why === 'waiting',
    );
    const situations = await situationsOf(
      tx,
      waiting.map(({ id }) => id),
    );
    return waiting
      .filter((_, at) => !isDirty(situations[at]!))
      .map((row) => serverRow(row, row.seq));
  });
  if (freed.length > 0) await takePage(context, freed, null);
}

async function opened({ keys }: Context, row: ServerRow): Promise<Sent> {
  return { row, content: await openSealed(keys, row) };
}

async function plan({ keys }: Context, sent: readonly Sent[]): Promise<Planned[]> {
  const ids = sent.map(({ row }) => row.id);
  const situations = await read((tx) => situationsOf(tx, ids));
  return Promise.all(
    sent.map(async (one, at) => {
      const was = situations[at]!;
      return { sent: one.row, was, step: await weigh(keys, one, was) };
    }),
  );
}

/** False, with nothing written, when something is no longer what was read. */
async function commit(context: Context, planned: Planned[], turn: Turn | null): Promise<boolean> {
  const totals = await totalsOf(context, planned);
  const ids = planned.map(({ was }) => was.id);
  return write(context.keys.owner, async (tx) => {
    const situations = await situationsOf(tx, ids);
    if (!planned.every(({ was }, at) => isStill(was, situations[at]!))) return false;
    if (turn && !(await isNow(tx, turn.was))) return true;
    if (!(await putTotals(tx, totals))) return false;
    if (turn) await tx.objectStore('sync').put(turn.next);
    for (const one of planned) await carryOut(tx, one);
    return true;
  });
}

/**
 * Another tab, in a browser without locks, may have gone on, or started over: then this page is none of its
 * time. A run that does not know of it has asked without a history, perhaps, and reads from 0 as well.
 */
async function isNow(tx: Tx, was: SyncRow): Promise<boolean> {
  const is = await stateOf(tx);
  return SAME.every((name) => is?.[name] === was[name]);
}

async function totalsOf(context: Context, planned: readonly Planned[]) {
  const tally = new Tally(context);
  for (const { step } of planned) {
    if (step.kind !== 'take') continue;
    if (step.before === 'damaged') tally.spoil(step.after.type);
    else tally.note(step.before, step.after);
  }
  return tally.edits();
}

async function carryOut(tx: Tx<'readwrite'>, { sent, was, step }: Planned): Promise<void> {
  if (step.kind === 'resolve') return;
  const theirs = tx.objectStore('theirs');
  if (step.kind === 'pass') {
    if (!isDirty(was)) await theirs.delete(sent.id);
    return;
  }
  if (step.kind === 'hold') {
    await theirs.put({ ...sent, why: step.why });
    return;
  }
  if (step.kind === 'heard') {
    await acknowledge(tx, step.entry, sent.seq);
    return;
  }
  await tx.objectStore('unseen').delete(sent.id);
  await theirs.delete(sent.id);
  if (step.kind === 'take') await tx.objectStore('records').put(step.row);
  else if (step.kind === 'confirm') await confirm(tx, sent, was);
  else await heal(tx, sent, step.row);
}

async function confirm(tx: Tx<'readwrite'>, { seq }: ServerRow, was: Situation): Promise<void> {
  const { row, ancestor } = was;
  if (ancestor) await tx.objectStore('ancestors').put({ ...ancestor, seq });
  else if (row && row.seq !== seq) await tx.objectStore('records').put({ ...row, seq });
}

async function heal(tx: Tx<'readwrite'>, sent: ServerRow, row: RecordRow): Promise<void> {
  await tx.objectStore('records').put({ ...row, seq: sent.seq });
  await tx.objectStore('ancestors').put(sent);
  await tx.objectStore('outbox').add(entryOf(row, sent.version));
}

function tell(context: Context, planned: readonly Planned[]): void {
  const changed = new Set<string>();
  for (const { sent, step } of planned) {
    if (step.kind === 'take') changed.add(step.row.collection);
    const why = step.kind === 'hold' ? step.why : isRolledBack(step) ? 'rolled_back' : 'waiting';
    if (why !== 'waiting') context.refused({ id: sent.id, code: why });
  }
  for (const collection of changed) context.changes.announce(collection);
}

const isRolledBack = (step: Step) => step.kind === 'heal' && step.rolled_back;
