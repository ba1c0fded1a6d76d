/** Seals what this phone held before it had the account under the account's ring, one by one. */

import type { LocalRow, RecordRow, ServerRow } from '../core/db';
import { Changes } from './changes';
import { ancestorOf, findStanding, isSame, isStill, type Edit, type Standing } from './commit';
import { isDeleted, type Content, type Live } from './content';
import { keysOf, mustBeOurs, phoneWrap } from './device';
import { openRow, sealEdit } from './edit';
import { sealJson } from './envelope';
import { VaultError } from './errors';
import type { Keys } from './keys';
import { formerWrap, isDraft, leavingIds, leavingRow, openDraft, type Known } from './leaving';
import { randomId, ROUNDS } from './records';
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

/** What becomes of one row: written anew, or only dropped because nothing of it is missing. */
interface Landing {
  edit?: Edit;
  ancestor?: ServerRow;
  draft?: LocalRow;
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
    const key = await this.#singletonKey(this.#from, row);
    return key === null ? this.#record(row.id, content) : this.#singleton(content, key);
  }

  /** One that is there under the same id with other content stays, and this one lies beside it. */
  async #record(id: string, content: Live): Promise<Landing> {
    const standing = await findStanding(id);
    const there = await this.#opened(standing);
    if (there === null) return { edit: await sealEdit(this.#to, id, standing, content) };
    if (isEqual(there, content)) return {};
    const none = { was: undefined, last: undefined };
    const copy = { ...content, copy_of: id };
    return { edit: await sealEdit(this.#to, randomId(), none, copy) };
  }

  /** Where the account has a value too, that one holds. */
  async #singleton(content: Live, key: string): Promise<Landing | null> {
    const id = await this.#to.singletonId(content.type, key);
    const standing = await findStanding(id);
    const there = await this.#opened(standing);
    if (typeof there === 'string') return null;
    const isThere = there !== null && !isDeleted(there);
    const next = isThere ? completed(there, content) : content;
    if (isEqual(there, next)) return {};
    const edit = await sealEdit(this.#to, id, standing, next);
    return standing.was ? { edit } : { edit, ancestor: neverSent(edit.row) };
  }

  async #draft(from: Keys, row: RecordRow): Promise<Landing | null> {
    const opened = await openDraft(from, { ...row, name: row.id }, this.#known);
    if (!opened) return null;
    const { field, text } = opened;
    const place = { kind: 'drafts', id: field, version: 1, epoch: this.#to.cur } as const;
    const name = await this.#to.nameOf('drafts', field);
    const sealed = await sealJson(this.#to, place, text);
    return { draft: { name, version: 1, epoch: place.epoch, sealed } };
  }

  async #singletonKey(from: Keys, { id, collection }: RecordRow): Promise<string | null> {
    const named = (this.#known.singletons ?? []).filter((one) => one.collection === collection);
    for (const key of ['', ...named.map((one) => one.key)]) {
      if ((await from.singletonId(collection, key)) === id) return key;
    }
    return null;
  }

  async #opened({ was }: Standing): Promise<Content | string | null> {
    return was ? openRow(this.#to, was) : null;
  }
}

/** False, with nothing written, when something changed meanwhile. */
function land(owner: string, row: RecordRow, { edit, ancestor, draft }: Landing): Promise<boolean> {
  const stores = [
    'keys',
    'leaving',
    'records',
    'outbox',
    'ancestors',
    'summaries',
    'drafts',
  ] as const;
  return transact([...stores], 'readwrite', async (tx) => {
    await mustBeOurs(tx, owner);
    if (!isSame(row, await tx.objectStore('leaving').get(row.id))) return false;
    if (edit && !(await isStill(tx, edit))) return false;
    if (edit?.replaces !== undefined) await tx.objectStore('outbox').delete(edit.replaces);
    if (edit) await tx.objectStore('outbox').add(edit.entry);
    if (edit) await tx.objectStore('records').put(edit.row);
    const built_upon = ancestor ?? (edit && ancestorOf(edit));
    if (built_upon) await tx.objectStore('ancestors').put(built_upon);
    // Totals are counted anew from the records when they are next read.
    if (edit) await tx.objectStore('summaries').clear();
    // What was typed since is newer.
    const drafts = tx.objectStore('drafts');
    if (draft && !(await drafts.get(draft.name))) await drafts.put(draft);
    await tx.objectStore('leaving').delete(row.id);
    return true;
  });
}

/**
 * The merge with the account's own, which is not on this phone yet, must tell what was only brought
 * along from what the person changes after: no server holds a version with the number 0.
 */
function neverSent({ id, version, epoch, sealed }: RecordRow): ServerRow {
  return { id, version, epoch, seq: 0, sealed };
}

/** The account's, with the fields that only this phone has a value for. */
function completed(theirs: Live, ours: Live): Live {
  return { ...(filled(theirs, ours) as Live), value: filled(theirs.value, ours.value) };
}

function filled(theirs: unknown, ours: unknown): unknown {
  if (!isFields(ours) || !isFields(theirs)) return theirs;
  const missing = Object.entries(ours).filter(([name]) => !(name in theirs));
  return { ...theirs, ...Object.fromEntries(missing) };
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function dropFormer(): Promise<void> {
  return transact(['keys', 'leaving'], 'readwrite', async (tx) => {
    if ((await tx.objectStore('leaving').count()) === 0)
      await tx.objectStore('keys').delete('leaving');
  });
}
