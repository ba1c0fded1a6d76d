/** What every room of somebody's words does alike: read, write with a draft, keep, take away, have back. */

import type { Kept, LocalDate, Vault, VaultErrorCode } from '../../vault/vault';
import { addOrChange, unlessThere } from './attempts';
import { dropDraft, keepDraft, readDrafts, type Draft } from './drafts';
import { findAll, type Listed, type Parse } from './found';
import { VaultDoor } from './vault-door';

export interface RoomOf<T> {
  collection: string;
  /** What its drafts are kept under. */
  field: string;
  parse: Parse<T>;
  /** Of one half written, where that may be less than a record. */
  half?: Parse<T>;
  /** As it is kept: within its limits. */
  tidied: (value: T) => T;
  /** The day it is filed under. */
  dayOf: (value: T) => LocalDate;
  order: (a: Listed<T>, b: Listed<T>) => number;
}

export class SealedRoom<T extends object> {
  list = $state.raw<Listed<T>[]>([]);
  damaged = $state(0);
  /** Read at least once, so that an empty list is empty and not on its way. */
  isRead = $state(false);
  /** The one that was asked for by its id. */
  one = $state.raw<Listed<T> | null>(null);
  /** What stands in the form. */
  draft = $state.raw<Draft<T> | null>(null);
  /** All that is half written here. */
  halves = $state.raw<Draft<T>[]>([]);
  /** Why the last change was not kept; null once one was. */
  trouble = $state<VaultErrorCode | null>(null);
  /** What was taken away last, to have it back. */
  removed = $state.raw<Kept<T>[]>([]);

  readonly #of: RoomOf<T>;
  readonly #door: VaultDoor;
  #newId: string | null = null;
  /** Typed, and not on the disk yet, as on a full phone. */
  #unsealed: Draft<T> | null = null;
  #sealing: Promise<unknown> = Promise.resolve();
  #reading: Promise<unknown> = Promise.resolve();
  #next: Promise<boolean> | null = null;

  constructor(of: RoomOf<T>) {
    this.#of = of;
    this.#door = new VaultDoor(of.collection, () => void this.open());
  }

  get #half(): Parse<T> {
    return this.#of.half ?? this.#of.parse;
  }

  find(id: string): Listed<T> | null {
    const isOne = this.one?.id === id;
    return this.list.find((each) => each.id === id) ?? (isOne ? this.one : null);
  }

  /** One, and what is half written, without a wait for all the others. */
  async openOne(id: string | null): Promise<void> {
    await this.#door.quietly(async (vault) => {
      const { collection, field, parse } = this.#of;
      this.halves = await readDrafts(vault, field, this.#half);
      const kept = id === null ? null : await vault.get<unknown>(collection, id);
      const value = kept && parse(kept.value);
      this.one = kept && value ? { on: kept.on, ...value, id: kept.id } : null;
    });
  }

  /** One reading after the other; all who ask while one is running share the next. */
  open(): Promise<boolean> {
    this.#next ??= this.#reading.then(() => {
      this.#next = null;
      const reading = this.#door.quietly((vault) => this.#read(vault));
      this.#reading = reading.catch(() => undefined);
      return reading;
    });
    return this.#next;
  }

  async #read(vault: Vault): Promise<void> {
    const { collection, parse, field, order } = this.#of;
    const { list, damaged } = await findAll(vault, collection, parse);
    this.halves = await readDrafts(vault, field, this.#half);
    [this.list, this.damaged, this.isRead] = [list.sort(order), damaged, true];
  }

  /** Another person, or another test, may have the page next. */
  forget(): void {
    [this.list, this.halves, this.removed] = [[], [], []];
    this.one = null;
    [this.damaged, this.isRead, this.draft, this.trouble] = [0, false, null, null];
    this.#unsealed = null;
  }

  /** Goes on with what was half written of this one, else begins with what is given. */
  async begin(of: string | null, blank: T): Promise<void> {
    await this.#sealing;
    await this.openOne(of);
    [this.#newId, this.trouble] = [null, null];
    const halves = this.#unsealed ? [this.#unsealed, ...this.halves] : this.halves;
    this.draft = halves.find((half) => half.of === of) ?? { of, value: blank };
  }

  /** Sealed as it is typed, the newest only. */
  type(value: T): void {
    if (!this.draft) return;
    const draft = { of: this.draft.of, value };
    this.draft = this.#unsealed = draft;
    this.#sealing = this.#sealing.then(() => this.#seal(draft));
  }

  async #seal(draft: Draft<T>): Promise<void> {
    if (this.#unsealed !== draft) return;
    const { field } = this.#of;
    const isSealed = await this.#door.quietly(
      (vault) => keepDraft(vault, field, draft, this.#half),
      // A full phone is told when something is kept; that drafts are too long in all, nothing else would tell.
      (code) => (this.trouble = code === 'too_large' ? code : this.trouble),
    );
    if (isSealed && this.#unsealed === draft) this.#unsealed = null;
  }

  /** What is half written stays so; the form is closed. */
  async put(): Promise<void> {
    const { draft } = this;
    await this.#sealing;
    // Another may have been begun meanwhile.
    if (this.draft === draft) this.draft = null;
  }

  /** The id of what was kept; null when it could not be, and stands here all the same. */
  async keep(): Promise<string | null> {
    const { draft } = this;
    if (!draft) return null;
    let id: string | null = null;
    const isKept = await this.#changing(async (vault) => {
      const value = this.#of.tidied(draft.value);
      id = await this.#keptAs(vault, draft.of, value);
      await this.#drop(vault, draft.of);
      this.#show(id, value);
    });
    if (!isKept) return null;
    // Typed on while it was being kept: that stays in the form.
    if (this.draft === draft) this.draft = null;
    return id;
  }

  /** On screen at once; a long list is read anew behind it. */
  #show(id: string, value: T | null): void {
    const others = this.list.filter((each) => each.id !== id);
    const { dayOf, order } = this.#of;
    const shown = value && { on: dayOf(value), ...value, id };
    if (this.one?.id === id) this.one = shown;
    this.list = shown ? [...others, shown].sort(order) : others;
    void this.open();
  }

  /** Without a form, as when a word in it is replaced. */
  async change(id: string, value: T): Promise<boolean> {
    const { collection, tidied, dayOf } = this.#of;
    const kept = tidied(value);
    return this.#changing(async (vault) => {
      await vault.change<T>(collection, id, (before) => ({ ...before, ...kept }), dayOf(kept));
      this.#show(id, kept);
    });
  }

  /** One that another phone took away meanwhile is kept as a new one: no words are lost. */
  async #keptAs(vault: Vault, of: string | null, value: T): Promise<string> {
    const { collection, dayOf } = this.#of;
    if (of !== null && (await vault.get(collection, of))) {
      await vault.change<T>(collection, of, (before) => ({ ...before, ...value }), dayOf(value));
      return of;
    }
    this.#newId ??= vault.newId();
    await addOrChange(vault, collection, { id: this.#newId, value, on: dayOf(value) });
    return this.#newId;
  }

  /** Lets go of what was half written. */
  async leave(): Promise<void> {
    if (this.draft) await this.letGo(this.draft.of);
  }

  async letGo(of: string | null): Promise<void> {
    if (this.draft?.of === of) this.draft = null;
    await this.#door.quietly((vault) => this.#drop(vault, of));
  }

  async #drop(vault: Vault, of: string | null): Promise<void> {
    await this.#sealing;
    if (this.#unsealed?.of === of && this.#unsealed !== this.draft) this.#unsealed = null;
    await dropDraft(vault, this.#of.field, of, this.#half);
    this.halves = this.halves.filter((half) => half.of !== of);
  }

  async remove(ids: readonly string[]): Promise<boolean> {
    const gone: Kept<T>[] = [];
    const isDone = await this.#changing(async (vault) => {
      for (const id of ids) await this.#take(vault, id, gone);
    });
    // Also when it was refused half way: what went can be had back.
    if (gone.length) this.removed = gone;
    if (gone.some(({ id }) => id === this.draft?.of)) this.draft = null;
    return isDone;
  }

  async #take(vault: Vault, id: string, gone: Kept<T>[]): Promise<void> {
    const kept = await vault.get<T>(this.#of.collection, id);
    if (!kept) return;
    await vault.remove(this.#of.collection, id);
    gone.push(kept);
    await this.#drop(vault, id);
    this.#show(id, null);
  }

  async undo(): Promise<boolean> {
    const isDone = await this.#changing(async (vault) => {
      for (const kept of [...this.removed]) {
        await vault.restore(this.#of.collection, kept).catch(unlessThere);
        this.removed = this.removed.filter((other) => other !== kept);
      }
    });
    await this.open();
    return isDone;
  }

  async #changing(work: (vault: Vault) => Promise<void>): Promise<boolean> {
    this.trouble = null;
    return this.#door.quietly(work, (code) => (this.trouble = code));
  }
}
