/** The vault as the rooms know it, made of records, shelves and notices. */

import { Changes } from './changes';
import type { LocalEdit } from './commit';
import { carrying, isDeleted, live, type Content, type Live, type Tombstone } from './content';
import { DamageNotices } from './damage';
import { VaultError } from './errors';
import type { Keys } from './keys';
import { contentBehind, keptOf, randomId, Records, type Before, type Decide } from './records';
import { recount } from './recount';
import { Shelf } from './shelf';
import { transact } from './transact';
import type { Counting, Damaged, Kept, Listing, LocalDate, Vault } from './types';
import { writing } from './writing';

export class SealedVault implements Vault {
  readonly owner: string;
  readonly #changes = new Changes();
  readonly #notices = new DamageNotices();
  readonly #records: Records;
  readonly #summaries: Shelf;
  readonly #drafts: Shelf;

  readonly #keys: Keys;

  constructor(keys: Keys) {
    this.#keys = keys;

    this.owner = keys.owner;
    this.#records = new Records(keys, this.#notices);
    this.#summaries = new Shelf(keys, 'summaries');
    this.#drafts = new Shelf(keys, 'drafts');
  }

  list<T>(collection: string, on?: LocalDate): Promise<Listing<T>> {
    return this.#records.list(collection, on);
  }

  get<T>(collection: string, id: string): Promise<Kept<T> | null> {
    return this.#records.get(collection, id);
  }

  newId(): string {
    return randomId();
  }

  add<T>(collection: string, value: T, on?: LocalDate, id = randomId()): Promise<Kept<T>> {
    return this.#keep(collection, id, (before) => unlessThere(before, live(collection, value, on)));
  }

  change<T>(
    collection: string,
    id: string,
    value: T | ((before: T) => T),
    on?: LocalDate,
  ): Promise<Kept<T>> {
    return this.#keep(collection, id, (before) => {
      const found = mustBeLive(before);
      const next = isMaker<T>(value) ? value(found.value as T) : value;
      return carrying(found, live(collection, next, on ?? found.on));
    });
  }

  async remove(collection: string, id: string): Promise<void> {
    await this.#bury(collection, id, mustBeLive);
  }

  restore<T>(collection: string, kept: Kept<T>): Promise<Kept<T>> {
    const { id, value, on } = kept;
    return this.#keep(collection, id, (before) => {
      const found = mustBeOpen(before);
      if (!found) throw new VaultError('not_found');
      if (!isDeleted(found)) throw new VaultError('stale');
      return carrying(found, carrying(contentBehind(kept), live(collection, value, on)));
    });
  }

  async discardDamaged(collection: string, id: string): Promise<void> {
    await this.#bury(collection, id, mustBeDamaged);
  }

  async singleton<T>(collection: string, key = ''): Promise<Kept<T> | null> {
    return this.get(collection, await this.#keys.singletonId(collection, key));
  }

  putSingleton<T>(collection: string, value: T, key?: string): Promise<Kept<T>> {
    return this.updateSingleton(collection, value, () => value, key);
  }

  updateSingleton<T>(
    collection: string,
    empty: T,
    next: (before: T) => T,
    key = '',
  ): Promise<Kept<T>> {
    const decide: Decide<Live> = (before) => {
      const found = mustBeOpen(before);
      const value = found && !isDeleted(found) ? (found.value as T) : empty;
      return carrying(found, live(collection, next(value)));
    };
    return writing(async () => {
      const id = await this.#keys.singletonId(collection, key);
      return this.#keep(collection, id, decide);
    });
  }

  addCounted<T, S>(
    collection: string,
    value: T,
    on: LocalDate,
    { key, empty, next }: Counting<S>,
    id = randomId(),
  ): Promise<Kept<T>> {
    const count = () => this.#summaries.edit(key, empty, next);
    const decide: Decide<Live> = (before) => unlessThere(before, live(collection, value, on));
    return this.#keep(collection, id, decide, count);
  }

  summary<S>(key: string): Promise<S | null> {
    return this.#summaries.get(key) as Promise<S | null>;
  }

  putSummary<S>(key: string, value: S): Promise<void> {
    return this.#summaries.put(key, value);
  }

  recount<T, S>(
    key: string,
    collection: string,
    fold: (kept: Kept<T>[]) => S | null,
  ): Promise<S | null> {
    return writing(() => recount(this.#records, this.#summaries, { key, collection }, fold));
  }

  draft(field: string): Promise<string | null> {
    return this.#drafts.get(field) as Promise<string | null>;
  }

  saveDraft(field: string, text: string): Promise<void> {
    return this.#drafts.putLatest(field, text);
  }

  dropDraft(field: string): Promise<void> {
    return this.#drafts.drop(field);
  }

  waiting(): Promise<number> {
    return transact(['outbox'], 'readonly', (tx) => tx.objectStore('outbox').count());
  }

  onChange(listener: (collection: string) => void): () => void {
    return this.#changes.add(listener);
  }

  onDamaged(listener: (damaged: Damaged) => void, mended?: (id: string) => void): () => void {
    return this.#notices.add(listener, mended);
  }

  /** For sync, which is fetched later, and for no room. */
  inside(): { keys: Keys; notices: DamageNotices; changes: Changes } {
    return { keys: this.#keys, notices: this.#notices, changes: this.#changes };
  }

  close(): void {
    this.#changes.close();
  }

  async #keep<T>(
    collection: string,
    id: string,
    decide: Decide<Live>,
    count?: () => Promise<LocalEdit>,
  ): Promise<Kept<T>> {
    const { row, content } = await this.#records.write(collection, id, decide, count);
    this.#changes.announce(collection);
    return keptOf(row, content);
  }

  async #bury(collection: string, id: string, allow: (before: Before) => unknown): Promise<void> {
    await this.#records.write<Tombstone>(collection, id, (before) => {
      allow(before);
      return { type: collection, deleted: true };
    });
    this.#changes.announce(collection);
  }
}

/** No JSON value is a function. */
function isMaker<T>(value: unknown): value is (before: T) => T {
  return typeof value === 'function';
}

function mustBeOpen(before: Before): Content | null {
  if (typeof before === 'string') throw new VaultError('damaged');
  return before;
}

/** A second attempt finds what the first one wrote: then nothing is left to write. */
function unlessThere(before: Before, content: Live): Live | null {
  const found = mustBeOpen(before);
  if (!found) return content;
  if (JSON.stringify(found) !== JSON.stringify(content)) throw new VaultError('stale');
  return null;
}

function mustBeLive(before: Before): Live {
  const found = mustBeOpen(before);
  if (!found || isDeleted(found)) throw new VaultError('not_found');
  return found;
}

/** What a later Interlude wrote is whole, and not this one's to discard. */
function mustBeDamaged(before: Before): void {
  if (before === 'too_new') throw new VaultError('damaged');
  if (typeof before !== 'string') throw new VaultError('not_found');
}
