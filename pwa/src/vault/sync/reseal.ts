/** After the ring was turned: what waits under a former key, sealed under the present one. */

import { openRow } from '../edit';
import type { Keys } from '../keys';
import { entryOf, rowOf, sealed } from './sealing';
import { isStill, situationOf, type Situation } from './situation';
import { read, write } from './stores';

/** False when there is nothing to do: no newer key here, or a row that does not open. */
export async function reseal(keys: Keys, id: string): Promise<boolean> {
  const was = await read((tx) => situationOf(tx, id));
  const made = await sealedAnew(keys, was);
  if (!made) return false;
  return write(keys.owner, async (tx) => {
    if (!isStill(was, await situationOf(tx, id))) return false;
    for (const { n } of was.entries) await tx.objectStore('outbox').delete(n!);
    await tx.objectStore('records').put(made.row);
    await tx.objectStore('outbox').add(made.entry);
    return true;
  });
}

async function sealedAnew(keys: Keys, { id, row, entries }: Situation) {
  const newest = entries.at(-1);
  if (!row || !newest || newest.epoch >= keys.cur) return null;
  const content = await openRow(keys, row);
  if (typeof content === 'string') return null;
  const next = await sealed(keys, id, row.version + 1, content);
  const written = await rowOf(keys, next, content, { seq: row.seq, slot: row.slot });
  return { row: written, entry: entryOf(written, newest.base, newest.after) };
}
