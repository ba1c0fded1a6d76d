/** How far this phone is in step: read, begun for an owner, moved on, and started over at 0. */

import type { RecordRow, SyncRow } from '../../core/db';
import { now } from '../../core/clock';
import { read, write, type Tx } from './stores';

const EVERYTHING = Number.MAX_SAFE_INTEGER;

function fresh(owner: string): SyncRow {
  const numbers = { cursor: 0, floor: 0, since: EVERYTHING, starting_over: false };
  return { name: 'state', owner, history: null, ...numbers, last_sync_at: null };
}

export async function stateOf(tx: Tx): Promise<SyncRow | undefined> {
  return (await tx.objectStore('sync').get('state')) as SyncRow | undefined;
}

/** What another owner's sync has left means nothing to this one. */
export async function stateFor(owner: string): Promise<SyncRow> {
  const found = await read(stateOf);
  return found?.owner === owner ? found : begin(owner);
}

function begin(owner: string): Promise<SyncRow> {
  return write(owner, async (tx) => {
    if (await stateOf(tx)) await forget(tx);
    const state = fresh(owner);
    await tx.objectStore('sync').put(state);
    return state;
  });
}

async function forget(tx: Tx<'readwrite'>): Promise<void> {
  for (const store of ['ancestors', 'theirs', 'unseen', 'rejected'] as const) {
    await tx.objectStore(store).clear();
  }
}

/** Why the numbers of this phone mean nothing to the server any more. */
export type Break =
  /** Rows were purged that this phone has not heard of: what it knows is still part of the past. */
  | { kind: 'purged' }
  /** Restored from a backup: `since` is the last number both pasts have, 0 when nobody knows. */
  | { kind: 'restored'; history: string | null; since: number };

/**
 * The next reading begins at 0; what waits stays. Each row that was at the server is noted, so that in the
 * end those are known which the server has no more, and until then which it may have in another version.
 */
export function startOver(owner: string, because: Break): Promise<void> {
  return write(owner, async (tx) => {
    const state = (await stateOf(tx)) ?? fresh(owner);
    const notedBefore = (await tx.objectStore('unseen').count()) > 0;
    const since = because.kind === 'restored' ? because.since : EVERYTHING;
    await noteAll(tx, since);
    await dropWaiting(tx);
    const restored = because.kind === 'restored' && { history: because.history, since };
    if (restored && notedBefore) restored.since = Math.min(state.since, since);
    // Rows of former epochs may come back with it.
    const anew = { cursor: 0, floor: 0, starting_over: true, renewed_to: 0 };
    await tx.objectStore('sync').put({ ...state, ...restored, ...anew });
  });
}

async function noteAll(tx: Tx<'readwrite'>, since: number): Promise<void> {
  const unseen = tx.objectStore('unseen');
  for (const row of await tx.objectStore('records').getAll()) {
    const known = (await tx.objectStore('ancestors').get(row.id))?.seq ?? row.seq;
    const isThere = known || (since === EVERYTHING && (await wasSent(tx, row.id)));
    if (!isThere) continue;
    const before = await unseen.get(row.id);
    const trusted = (known ?? 0) <= since && before?.trusted !== false;
    await unseen.put({ id: row.id, trusted });
    if (!trusted) await disown(tx, row);
  }
}

/** It may have been there, and gone again, without a word that was heard. */
async function wasSent(tx: Tx<'readwrite'>, id: string): Promise<boolean> {
  const entries = await tx.objectStore('outbox').index('id').getAll(id);
  return entries.some(({ sent, after }) => sent || after.length > 0);
}

/**
 * Another version may have the same number in the server's present: what this phone builds upon its own
 * must not be taken for built upon that.
 */
async function disown(tx: Tx<'readwrite'>, row: RecordRow): Promise<void> {
  await tx.objectStore('records').put({ ...row, seq: null });
  const outbox = tx.objectStore('outbox');
  for (const entry of await outbox.index('id').getAll(row.id)) {
    await outbox.put({ ...entry, base: 0 });
  }
}

/** They come again with the new reading, under the numbers of the present. */
async function dropWaiting(tx: Tx<'readwrite'>): Promise<void> {
  const theirs = tx.objectStore('theirs');
  for (const { id, why } of await theirs.getAll()) if (why === 'waiting') await theirs.delete(id);
}

/** Learns it from the first answer there is. */
export async function isOfHistory(tx: Tx<'readwrite'>, history: string): Promise<boolean> {
  const state = await stateOf(tx);
  if (state?.history === null) await tx.objectStore('sync').put({ ...state, history });
  return state !== undefined && (state.history ?? history) === history;
}

/** All is read and sent. */
export function inStep(owner: string): Promise<void> {
  return write(owner, async (tx) => {
    const state = await stateOf(tx);
    if (!state) return;
    await tx.objectStore('sync').put({ ...state, last_sync_at: now().toISOString() });
  });
}

/** What a person is shown of it. */
export interface Counted {
  /** Edits that no server is known to hold. */
  waiting: number;
  /** Edits the server refused for good. */
  rejected: number;
  /** Records of the server's that this phone could not take. */
  refused: number;
  last_sync_at: string | null;
}

export function counted(owner: string): Promise<Counted> {
  return read(async (tx) => {
    const state = await stateOf(tx);
    const theirs = await tx.objectStore('theirs').getAll();
    return {
      waiting: await tx.objectStore('outbox').count(),
      rejected: await tx.objectStore('rejected').count(),
      refused: theirs.filter(({ why }) => why !== 'waiting').length,
      last_sync_at: state?.owner === owner ? state.last_sync_at : null,
    };
  });
}
