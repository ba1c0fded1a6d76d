/** After the ring got its next key: all that lies under a former one is sealed anew, some at a time. */

import { commit, findStanding } from '../commit';
import { openRow, sealEdit } from '../edit';
import { VaultError } from '../errors';
import type { Keys } from '../keys';
import { ROUNDS } from '../records';
import { writing } from '../writing';
import { stateOf } from './state';
import { read, write } from './stores';

/** One request takes twice as many. */
const AT_A_TIME = 50;

/** How far a run has come, in the order of ids. */
export interface Place {
  after: string;
}

/**
 * How many were looked at and, where they open, given an edit of the same content; 0 when none is left. Stopped
 * anywhere, the next run goes on with what still lies under a former key.
 */
export async function renewSome(keys: Keys, place: Place): Promise<number> {
  if (await isRenewed(keys)) return 0;
  const ids = await former(keys, place.after);
  for (const id of ids) {
    await renew(keys, id);
    place.after = id;
  }
  if (ids.length === 0) await noteRenewed(keys);
  return ids.length;
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

function former({ cur }: Keys, after: string): Promise<string[]> {
  return read(async (tx) => {
    const found: string[] = [];
    const rest = IDBKeyRange.lowerBound(after, true);
    let at = await tx.objectStore('records').openCursor(rest);
    for (; at && found.length < AT_A_TIME; at = await at.continue()) {
      if (at.value.epoch < cur) found.push(at.value.id);
    }
    return found;
  });
}

/** One that somebody edits meanwhile is under the present key by that, or is tried anew. */
function renew(keys: Keys, id: string): Promise<void> {
  return writing(async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const standing = await findStanding(id);
      if (!standing.was || standing.was.epoch >= keys.cur) return;
      const content = await openRow(keys, standing.was);
      if (typeof content === 'string') return;
      if (await commit(await sealEdit(keys, id, standing, content))) return;
    }
    throw new VaultError('stale');
  });
}

function noteRenewed({ owner, cur }: Keys): Promise<void> {
  return write(owner, async (tx) => {
    const state = await stateOf(tx);
    if (state) await tx.objectStore('sync').put({ ...state, renewed_to: cur });
  });
}
