/** Reads and writes sealed records. Nothing is written over what could not be opened. */

import { randomBytes, uuidOf } from '../core/bytes';
import type { OutboxEntry, RecordRow } from '../core/db';
import { commit, type Edit, type LocalEdit } from './commit';
import { contentOf, isDeleted, type Content, type Live } from './content';
import type { DamageNotices } from './damage';
import { openJson, sealJson } from './envelope';
import { VaultError } from './errors';
import type { Keys } from './keys';
import { nextStep } from './outbox';
import { transact } from './transact';
import type { Damage, Kept, Listing, LocalDate } from './types';

/** What lies at an id: nothing, something that does not open, a tombstone, or a record. */
export type Before = Content | Damage | null;
/** Pure; says no by throwing a VaultError. */
export type Decide<C extends Content> = (before: Before) => C;

/** Each round somebody's write gets through, so this many tabs would have to write at once. */
const ROUNDS = 200;

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

  async list<T>(collection: string, on?: LocalDate): Promise<Listing<T>> {
    const rows = await this.#rows(collection, on);
    const opened = await Promise.all(rows.map((row) => this.#open(row, on)));
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
  async write<C extends Content>(
    collection: string,
    id: string,
    decide: Decide<C>,
    count?: () => Promise<LocalEdit | null>,
  ): Promise<{ row: RecordRow; content: C }> {
    for (let round = 0; round < ROUNDS; round++) {
      const { content, ...edit } = await this.#prepare(collection, id, decide);
      const total = count ? await count() : null;
      if (!(await commit({ ...edit, total }))) continue;
      this.#notices.mended(id);
      return { row: edit.row, content };
    }
    throw new VaultError('stale');
  }

  async #prepare<C extends Content>(
    collection: string,
    id: string,
    decide: Decide<C>,
  ): Promise<Edit & { content: C }> {
    const { row: was, last } = await findWithLast(id);
    if (was && was.collection !== collection) throw new VaultError('not_found');
    const content = decide(was ? await this.#open(was) : null);
    const { version, base, after } = nextStep(was, last);
    const epoch = this.#keys.cur;
    const sealed = await sealJson(this.#keys, { kind: 'item', id, version, epoch }, content);
    const purgeable = isDeleted(content);
    const slot = isDeleted(content) ? (was?.slot ?? '') : await this.#slotOf(content);
    const row: RecordRow = { id, collection, slot, version, epoch, seq: was?.seq ?? null, sealed };
    if (purgeable) row.purgeable = true;
    const op = crypto.randomUUID();
    return { was, content, row, entry: { op, id, version, base, after, epoch, sealed, purgeable } };
  }

  async #open(row: RecordRow, on?: LocalDate): Promise<Content | Damage> {
    const opened = await openJson(this.#keys, { kind: 'item', ...row }, row.sealed);
    const found = typeof opened === 'string' ? opened : contentOf(opened.json, row.collection);
    const content = isOfDay(found, on) ? found : 'unreadable';
    if (typeof content === 'string') this.#notices.meet(row.id, content);
    return content;
  }

  async #rows(collection: string, on?: LocalDate): Promise<RecordRow[]> {
    const slot = on === undefined ? null : await this.#keys.slot(collection, on);
    return transact(['records'], 'readonly', (tx) =>
      slot === null
        ? tx.objectStore('records').index('collection').getAll(collection)
        : tx.objectStore('records').index('day').getAll([collection, slot]),
    );
  }

  async #slotOf({ type, on }: Live): Promise<string> {
    return on ? this.#keys.slot(type, on) : '';
  }
}

/** The record and its newest edit that waits, as they stood at one moment. */
function findWithLast(
  id: string,
): Promise<{ row: RecordRow | undefined; last: OutboxEntry | undefined }> {
  return transact(['records', 'outbox'], 'readonly', async (tx) => {
    const newest = await tx.objectStore('outbox').index('id').openCursor(id, 'prev');
    return { row: await tx.objectStore('records').get(id), last: newest?.value };
  });
}

/** A record lying in the slot of a day it is not of was moved there. */
function isOfDay(content: Content | Damage, on: LocalDate | undefined): boolean {
  if (on === undefined || typeof content === 'string' || isDeleted(content)) return true;
  return content.on === on;
}

export function keptOf<T>({ id, version }: RecordRow, { on, value }: Live): Kept<T> {
  return { id, version, on: on ?? null, value: value as T };
}
