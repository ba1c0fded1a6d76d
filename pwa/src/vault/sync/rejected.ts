/** What the server refused for good, and the two ways out: once more, or as the server has it. */

import type { OutboxEntry, RecordRow, RejectedRow, ServerRow } from '../../core/db';
import type { LocalEdit } from '../commit';
import { isDeleted, type Content } from '../content';
import { openRow } from '../edit';
import { VaultError } from '../errors';
import { ROUNDS } from '../records';
import { dropRejected } from './acknowledge';
import type { Context } from './context';
import { entryOf, openSealed, rowOf, sealed } from './sealing';
import { isStill, situationOf, type Situation } from './situation';
import { read, write, type Tx } from './stores';
import { putTotals, Tally } from './tally';

type Place = Pick<Context, 'keys' | 'counters' | 'changes'>;

/** What a person is shown of it. `value` is null for a removal, and for what does not open. */
export interface RejectedEdit {
  op: string;
  id: string;
  code: string;
  collection: string | null;
  on: string | null;
  value: unknown;
}

export async function rejectedEdits({ keys }: Place): Promise<RejectedEdit[]> {
  const rows = await read((tx) => tx.objectStore('rejected').getAll());
  return Promise.all(rows.map((row) => shown(keys, row)));
}

async function shown(keys: Context['keys'], row: RejectedRow): Promise<RejectedEdit> {
  const { op, id, code } = row;
  const content = await openSealed(keys, row);
  const nothing = { collection: null, on: null, value: null };
  if (typeof content === 'string') return { op, id, code, ...nothing };
  const { type: collection } = content;
  if (isDeleted(content)) return { op, id, code, ...nothing, collection };
  return { op, id, code, collection, on: content.on ?? null, value: content.value };
}

/** The record as it is now, as a new edit: whatever spoke against the last one may be gone. */
export function tryAnew(place: Place, op: string): Promise<void> {
  return decided(place, op, async (situation) => {
    const { row, entries } = situation;
    const edit = await once(place.keys, situation);
    return {
      collection: row?.collection,
      totals: [],
      put: async (tx) => {
        // A later edit waits, and has all of this one.
        if (entries.length > 0 || !edit) return;
        await tx.objectStore('records').put(edit.row);
        await tx.objectStore('outbox').add(edit.entry);
      },
    };
  });
}

/** As the server has it; where it has nothing, this phone keeps nothing. Refused with `damaged`. */
export function letGo(place: Place, op: string): Promise<void> {
  return decided(place, op, async (situation) => {
    const { id, row, entries } = situation;
    const tally = new Tally(place);
    if (row && entries.length === 0) tally.spoil(row.collection);
    const there = await takeBack(place.keys, situation);
    return {
      collection: row?.collection,
      totals: await tally.edits(),
      put: async (tx) => {
        if (entries.length > 0) return;
        await tx.objectStore('ancestors').delete(id);
        await tx.objectStore('theirs').delete(id);
        if (there) await tx.objectStore('records').put(there);
        else await tx.objectStore('records').delete(id);
      },
    };
  });
}

interface Decision {
  collection: string | undefined;
  totals: LocalEdit[];
  put: (tx: Tx<'readwrite'>) => Promise<void>;
}

/** Rejects with `not_found` when there is no such edit any more. */
async function decided(
  { keys, changes }: Place,
  op: string,
  decide: (situation: Situation) => Promise<Decision>,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const was = await read(async (tx) => {
      const row = await tx.objectStore('rejected').get(op);
      return row && situationOf(tx, row.id);
    });
    if (!was) throw new VaultError('not_found');
    const { collection, totals, put } = await decide(was);
    const isDone = await write(keys.owner, async (tx) => {
      if (!isStill(was, await situationOf(tx, was.id)) || !(await putTotals(tx, totals)))
        return false;
      await dropRejected(tx, was.id);
      await put(tx);
      return true;
    });
    if (isDone) return collection === undefined ? undefined : changes.announce(collection);
  }
  throw new VaultError('stale');
}

/** Built upon what the server was last known to hold, or upon what does not open: so the person said. */
async function once(
  keys: Context['keys'],
  situation: Situation,
): Promise<{ row: RecordRow; entry: OutboxEntry } | null> {
  const { id, row, ancestor, theirs } = situation;
  if (!row) return null;
  const content = await wordsOf(keys, row, situation.rejected);
  const over = theirs && theirs.why !== 'waiting' ? theirs : ancestor;
  const version = Math.max(row.version, over?.version ?? 0) + 1;
  if (version > 0xffffffff) throw new VaultError('damaged');
  const next = await sealed(keys, id, version, content);
  const written = await rowOf(keys, next, content, { seq: row.seq, slot: row.slot });
  return { row: written, entry: entryOf(written, over?.seq === 0 ? 0 : (over?.version ?? 0)) };
}

/** Where the record rotted on this phone, the edit that was laid aside still has them. */
async function wordsOf(
  keys: Context['keys'],
  row: RecordRow,
  rejected: readonly RejectedRow[],
): Promise<Content> {
  const content = await openRow(keys, row);
  if (typeof content !== 'string') return content;
  const [edit] = rejected;
  const kept = edit ? await openSealed(keys, edit, row.collection) : content;
  if (typeof kept === 'string') throw new VaultError('damaged');
  return kept;
}

async function takeBack(
  keys: Context['keys'],
  { row, ancestor, theirs }: Situation,
): Promise<RecordRow | null> {
  const there: ServerRow | undefined = theirs ?? (ancestor?.seq ? ancestor : undefined);
  if (!there) return null;
  const content = await openSealed(keys, there, row?.collection);
  if (typeof content === 'string') throw new VaultError('damaged');
  return rowOf(keys, there, content, { seq: there.seq, slot: row?.slot });
}
