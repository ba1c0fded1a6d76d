/** Reads and writes sealed records. Nothing is written over what could not be opened. */

import { randomBytes, uuidOf } from '../core/bytes';
import type { RecordRow } from '../core/db';
import { commit, findStanding, type LocalEdit } from './commit';
import { isDeleted, type Content, type Live } from './content';
import type { DamageNotices } from './damage';
import { openRow, sealEdit } from './edit';
import { VaultError } from './errors';
import type { Keys } from './keys';
import { transact } from './transact';
import type { Damage, Kept, Listing, LocalDate } from './types';
import { writing } from './writing';

/** What lies at an id: nothing, something that does not open, a tombstone, or a record. */
export type Before = Content | Damage | null;
/** Pure; `null` when what is there is what should be. Says no by throwing a VaultError. */
export type Decide<C extends Content> = (before: Before) => C | null;

/** A row, and what is or will be in it. */
export interface Written<C extends Content> {
  row: RecordRow;
  content: C;
}

/** Each round somebody's write gets through, so this many tabs would have to write at once. */
export const ROUNDS = 200;

/** Without version bits, so that a server cannot tell it from an id derived from the ring. */
export function randomId(): string {
  return uuidOf(randomBytes(16));
}

export class Records {
  readonly #keys: Keys;
  readonly #notices: DamageNotices;

  constructor(keys: Keys, notices: DamageNotices) {
    this.#keys = keys;
    this.#notices = notices;
  }

  get owner(): string {
    return this.#keys.owner;
  }

  async list<T>(collection: string, on?: LocalDate): Promise<Listing<T>> {
    return this.listed(await this.rows(collection, on));
  }

  /** Rows as `rows` gave them, opened. */
  async listed<T>(rows: readonly RecordRow[]): Promise<Listing<T>> {
    const opened = await Promise.all(rows.map((row) => this.#open(row)));
    const listing: Listing<T> = { kept: [], damaged: [] };
    rows.forEach((row, at) => {
      const content = opened[at]!;
      if (typeof content === 'string') listing.damaged.push({ id: row.id, code: content });
      else if (!isDeleted(content)) listing.kept.push(keptOf(row, content));
    });
    return listing;
  }

  async get<T>(collection: string, id: string): Promise<Kept<T> | null> {
    const row = await transact(['records'], 'readonly', (tx) => tx.objectStore('records').get(id));
    if (row?.collection !== collection) return null;
    const content = await this.#open(row);
    return typeof content === 'string' || isDeleted(content) ? null : keptOf(row, content);
  }

  /** Rejects with what `decide` throws, `too_large`, `no_room`, or `stale` after many rounds. */
  write<C extends Content>(
    collection: string,
    id: string,
    decide: Decide<C>,
    count?: () => Promise<LocalEdit>,
  ): Promise<Written<C>> {
    return writing(async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const done = await this.#attempt(collection, id, decide, count);
        if (done) return done;
      }
      throw new VaultError('stale');
    });
  }

  async #attempt<C extends Content>(
    collection: string,
    id: string,
    decide: Decide<C>,
    count?: () => Promise<LocalEdit>,
  ): Promise<Written<C> | null> {
    const standing = await findStanding(id);
    const { was } = standing;
    if (was && was.collection !== collection) throw new VaultError('not_found');
    const before = was ? await this.#open(was) : null;
    const content = decide(before);
    if (!content) return { row: was!, content: before as C };
    const edit = await sealEdit(this.#keys, id, standing, content);
    const total = count ? await count() : null;
    if (!(await commit({ ...edit, total }))) return null;
    this.#notices.mended(id);
    return { row: edit.row, content };
  }

  async #open(row: RecordRow): Promise<Content | Damage> {
    const content = await openRow(this.#keys, row);
    if (typeof content === 'string') this.#notices.meet(row.id, content);
    else this.#notices.mended(row.id);
    return content;
  }

  /** In the order of their ids, so that two readings can be compared. */
  async rows(collection: string, on?: LocalDate): Promise<RecordRow[]> {
    const slot = on === undefined ? null : await this.#keys.slot(collection, on);
    return transact(['records'], 'readonly', (tx) =>
      slot === null
        ? tx.objectStore('records').index('collection').getAll(collection)
        : tx.objectStore('records').index('day').getAll([collection, slot]),
    );
  }
}

const contents = new WeakMap<object, Live>();

export function keptOf<T>({ id, version }: RecordRow, content: Live): Kept<T> {
  const kept = { id, version, on: content.on ?? null, value: content.value as T };
  contents.set(kept, content);
  return kept;
}

/** What `kept` was made of: all its fields, so that undoing a removal loses none. */
export function contentBehind(kept: Kept<unknown>): Live | undefined {
  return contents.get(kept);
}
