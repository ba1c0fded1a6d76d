/** Seals what this phone held before it had the account under the account's ring, one by one. */

import type { RecordRow } from '../core/db';
import { Changes } from './changes';
import { isSame } from './commit';
import { isDeleted } from './content';
import { keysOf, mustBeOurs, phoneWrap } from './device';
import { openRow } from './edit';
import { VaultError } from './errors';
import type { Keys } from './keys';
import {
  LANDING_STORES,
  landDraft,
  landRecord,
  landSingleton,
  putLanding,
  singletonKey,
  type Landing,
} from './landing';
import { formerWrap, isDraft, leavingIds, leavingRow, openDraft, type Known } from './leaving';
import { ROUNDS } from './records';
import { transact } from './transact';

/** `damaged` do not open, what they would join does not, or both are too long for one: they stay. */
export interface Moved {
  done: number;
  all: number;
  damaged: number;
}

/**
 * Goes on wherever it was left, and tells after each one. Null when there is nothing to bring. The
 * former ring goes with the last of what it sealed. Rejects as a write does; nothing is lost by that.
 */
export async function bringAlong(
  known: Known,
  tell: (moved: Moved) => void,
): Promise<Moved | null> {
  const former = await formerWrap();
  if (!former) return null;
  const from = await keysOf(former).catch(() => null);
  const mover = new Mover(from, await keysOf(await phoneWrap()), known);
  const ids = await leavingIds();
  const moved: Moved = { done: 0, all: ids.length, damaged: 0 };
  tell({ ...moved });
  try {
    for (const id of ids) {
      moved[(await mover.move(id)) ? 'done' : 'damaged']++;
      tell({ ...moved });
    }
    await dropFormer();
  } finally {
    mover.announce();
  }
  return moved;
}

class Mover {
  readonly #changed = new Set<string>();
  readonly #from: Keys | null;
  readonly #to: Keys;
  readonly #known: Known;

  constructor(from: Keys | null, to: Keys, known: Known) {
    this.#from = from;
    this.#to = to;
    this.#known = known;
  }

  /** False when it has to stay. One that another tab has moved is moved. */
  move(id: string): Promise<boolean> {
    return this.#moved(id).catch((error: unknown) => {
      if (error instanceof VaultError && error.code === 'too_large') return false;
      throw error;
    });
  }

  async #moved(id: string): Promise<boolean> {
    for (let round = 0; round < ROUNDS; round++) {
      const row = await leavingRow(id);
      if (!row) return true;
      const landing = await this.#landing(row);
      if (!landing) return false;
      if (await land(this.#to.owner, row, landing)) return true;
    }
    throw new VaultError('stale');
  }

  announce(): void {
    const changes = new Changes();
    for (const collection of this.#changed) changes.announce(collection);
    changes.close();
  }

  async #landing(row: RecordRow): Promise<Landing | null> {
    if (!this.#from) return null;
    if (isDraft(row)) return this.#draft(this.#from, row);
    const content = await openRow(this.#from, row);
    if (typeof content === 'string') return null;
    this.#changed.add(row.collection);
    // The account never had it, so nobody need be told that it is gone.
    if (isDeleted(content)) return {};
    const key = await singletonKey(this.#from, row, this.#known);
    return key === null
      ? landRecord(this.#to, row.id, content)
      : landSingleton(this.#to, content, key);
  }

  async #draft(from: Keys, row: RecordRow): Promise<Landing | null> {
    const opened = await openDraft(from, { ...row, name: row.id }, this.#known);
    return opened ? landDraft(this.#to, opened.field, opened.text) : null;
  }
}

/** False, with nothing written, when something changed meanwhile. */
function land(owner: string, row: RecordRow, landing: Landing): Promise<boolean> {
  return transact(['leaving', ...LANDING_STORES], 'readwrite', async (tx) => {
    await mustBeOurs(tx, owner);
    if (!isSame(row, await tx.objectStore('leaving').get(row.id))) return false;
    if (!(await putLanding(tx, landing))) return false;
    await tx.objectStore('leaving').delete(row.id);
    return true;
  });
}

function dropFormer(): Promise<void> {
  return transact(['keys', 'leaving'], 'readwrite', async (tx) => {
    if ((await tx.objectStore('leaving').count()) === 0)
      await tx.objectStore('keys').delete('leaving');
  });
}
