/** What the rooms see of the vault: records in the clear, in memory only, and what can go wrong. */

/** A day on the phone's own calendar, `2026-11-23`. */
export type LocalDate = string;

export interface Kept<T> {
  id: string;
  /** Rises with every edit, from 1. */
  version: number;
  on: LocalDate | null;
  value: T;
}

/**
 * Why a record could not be opened.
 *
 * - `unknown_format`: the first byte is not ours, or there are no sealed bytes at all
 * - `not_authentic`: the bytes, or the id, version, epoch or owner they were sealed for, were altered
 * - `unreadable`: sealed by this ring, but not a record of this collection and day
 * - `too_new`: sealed under an epoch this phone has no key for, or in a shape of a later Interlude
 */
export type Damage = 'unknown_format' | 'not_authentic' | 'unreadable' | 'too_new';

export interface Damaged {
  id: string;
  code: Damage;
}

export interface Listing<T> {
  kept: Kept<T>[];
  damaged: Damaged[];
}

/** A sealed running total that is brought up to date together with the record it counts. */
export interface Counting<S> {
  key: string;
  empty: S;
  /** Pure: called once more whenever another tab was quicker. */
  next: (before: S) => S;
}

export interface Vault {
  /** The random id all of this phone's records are sealed for; an account takes it over. */
  readonly owner: string;

  /** In no particular order, tombstones left out. One damaged record never hides another. */
  list<T>(collection: string, on?: LocalDate): Promise<Listing<T>>;
  /** `null` when there is none, or when it is damaged, which `onDamaged` then tells. */
  get<T>(collection: string, id: string): Promise<Kept<T> | null>;
  /** An id for `add` or `addCounted`, taken before the first attempt. */
  newId(): string;
  /**
   * With an `id` of `newId` it may be tried any number of times: once it is there, the same value and
   * day are answered as the first time, and anything else, a tombstone too, is refused with `stale`.
   */
  add<T>(collection: string, value: T, on?: LocalDate, id?: string): Promise<Kept<T>>;
  /**
   * Keeps the day unless `on` is given. Refused with `not_found` or `damaged`. A pure function makes the
   * value of what is there: by spreading that, it keeps fields that it does not know.
   */
  change<T>(
    collection: string,
    id: string,
    value: T | ((before: T) => T),
    on?: LocalDate,
  ): Promise<Kept<T>>;
  /** Leaves a sealed tombstone. Refused with `not_found` or `damaged`. */
  remove(collection: string, id: string): Promise<void>;
  /** Undo of `remove`: the same id, a later version. Refused with `stale` if it is there. */
  restore<T>(collection: string, kept: Kept<T>): Promise<Kept<T>>;
  /** Puts a tombstone over a damaged record: only for a person who was told and said yes. */
  discardDamaged(collection: string, id: string): Promise<void>;

  /** A record there is one of, its id derived from the ring so that two phones meet in it. */
  singleton<T>(collection: string, key?: string): Promise<Kept<T> | null>;
  putSingleton<T>(collection: string, value: T, key?: string): Promise<Kept<T>>;
  /** Read, change and put as one step: no other tab's field is lost. `next` must be pure. */
  updateSingleton<T>(
    collection: string,
    empty: T,
    next: (before: T) => T,
    key?: string,
  ): Promise<Kept<T>>;

  /** The record, its outbox entry and the summary that counts it, all or none. `id` as in `add`. */
  addCounted<T, S>(
    collection: string,
    value: T,
    on: LocalDate,
    summary: Counting<S>,
    id?: string,
  ): Promise<Kept<T>>;
  /** `null` when nothing was counted yet, or when it is damaged: it can be made anew from records. */
  summary<S>(key: string): Promise<S | null>;
  /** Replaces a summary, damaged or not, whatever it is now: to count one anew, see `recount`. */
  putSummary<S>(key: string, value: S): Promise<void>;
  /**
   * Replaces a summary, damaged or not, by what `fold` makes of the records that open. It starts over
   * when one of them or the summary changes meanwhile, so no count is lost. `fold` must be pure; when
   * it answers null, nothing is written.
   */
  recount<T, S>(
    key: string,
    collection: string,
    fold: (kept: Kept<T>[]) => S | null,
  ): Promise<S | null>;

  draft(field: string): Promise<string | null>;
  saveDraft(field: string, text: string): Promise<void>;
  dropDraft(field: string): Promise<void>;

  /** How many edits wait for a server. One never sent gives way to the next of its record. */
  waiting(): Promise<number>;

  /** Called after each committed write, of this tab or another, with the collection's name. */
  onChange(listener: (collection: string) => void): () => void;
  /**
   * `listener` is called for every damaged record met, those already met included; `mended` with the
   * id of each that opens once more or was discarded, in this tab or, when next read, in another.
   */
  onDamaged(listener: (damaged: Damaged) => void, mended?: (id: string) => void): () => void;
}
