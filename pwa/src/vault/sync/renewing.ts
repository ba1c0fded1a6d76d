/** After the ring got its next key: all that lies under a former one is sealed anew, some at a time. */

import type { RecordRow } from '../../core/db';
import { commit, findStanding } from '../commit';
import { openRow, sealEdit } from '../edit';
import type { Keys } from '../keys';
import { writing } from '../writing';
import { stateOf } from './state';
import { read, write } from './stores';

/** One request takes twice as many. */
const AT_A_TIME = 50;

/**
 * How many were given an edit of the same content; 0 when none is left. Those that do not open stay as they are.
 * Stopped anywhere, it goes on with what still lies under a former key.
 */
export async function renewSome(keys: Keys, tried: Set<string>): Promise<number> {
  if (await isRenewed(keys)) return 0;
  const rows = await former(keys, tried);
  for (const row of rows) {
    tried.add(row.id);
    await renew(keys, row.id);
  }
  if (rows.length === 0) await noteRenewed(keys);
  return rows.length;
}

/** How many lie under a former key. */
export async function formerCount(owner: string, cur: number): Promise<number> {
  if (cur <= 1) return 0;
  return read(async (tx) => {
    const state = await stateOf(tx);
    if (state?.owner !== owner || state.renewed_to === cur) return 0;
    const rows = await tx.objectStore('records').getAll();
    return rows.filter(({ epoch }) => epoch < cur).length;
  });
}

/** A ring that never got a next key has nothing under a former one. */
async function isRenewed({ cur }: Keys): Promise<boolean> {
  return cur <= 1 || read(async (tx) => (await stateOf(tx))?.renewed_to === cur);
}

/** What waits to be sent is sealed anew when the server asks for it. */
function former({ cur }: Keys, tried: ReadonlySet<string>): Promise<RecordRow[]> {
  return read(async (tx) => {
    const found: RecordRow[] = [];
    let at = await tx.objectStore('records').openCursor();
    for (; at && found.length < AT_A_TIME; at = await at.continue()) {
      if (at.value.epoch < cur && !tried.has(at.value.id)) found.push(at.value);
    }
    return found;
  });
}

function renew(keys: Keys, id: string): Promise<boolean> {
  return writing(async () => {
    const standing = await findStanding(id);
    if (!standing.was || standing.was.epoch >= keys.cur) return false;
    const content = await openRow(keys, standing.was);
    if (typeof content === 'string') return false;
    return commit(await sealEdit(keys, id, standing, content));
  });
}

function noteRenewed({ owner, cur }: Keys): Promise<void> {
  return write(owner, async (tx) => {
    const state = await stateOf(tx);
    if (state) await tx.objectStore('sync').put({ ...state, renewed_to: cur });
  });
}
