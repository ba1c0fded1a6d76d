/** Sealed things that stay on this phone, each under a keyed name: summaries and drafts. */

import type { LocalEdit } from './commit';
import type { LocalRow } from '../core/db';
import { mustBeOurs } from './device';
import { openJson, sealJson, type Opened } from './envelope';
import type { Keys } from './keys';
import { transact } from './transact';
import { writing } from './writing';

interface Found {
  name: string;
  was: LocalRow | undefined;
  opened: Opened | undefined;
}

export class Shelf {
  #queue: Promise<unknown> = Promise.resolve();
  readonly #waiting = new Map<string, { value: unknown; written: Promise<void> }>();

  readonly #keys: Keys;
  readonly #store: 'summaries' | 'drafts';

  constructor(keys: Keys, store: 'summaries' | 'drafts') {
    this.#keys = keys;
    this.#store = store;
  }

  /** `null` when there is none or it does not open. */
  get(id: string): Promise<unknown> {
    return this.#inTurn(async () => {
      const { opened } = await this.#find(id);
      return typeof opened === 'object' ? opened.json : null;
    });
  }

  put(id: string, value: unknown): Promise<void> {
    return this.#write(() => this.#putNow(id, value));
  }

  /**
   * As `put`, for what is typed: what still waits its turn gives way to the newest, so that the last letters
   * are on the disk after two writes however many there were.
   */
  putLatest(id: string, value: unknown): Promise<void> {
    const waiting = this.#waiting.get(id);
    if (waiting) {
      waiting.value = value;
      return waiting.written;
    }
    const latest = { value, written: Promise.resolve() };
    this.#waiting.set(id, latest);
    latest.written = this.#write(async () => {
      if (this.#waiting.get(id) === latest) this.#waiting.delete(id);
      await this.#putNow(id, latest.value);
    });
    return latest.written;
  }

  drop(id: string): Promise<void> {
    this.#waiting.delete(id); // what is typed from now on comes after
    return this.#write(async () => {
      const name = await this.#keys.nameOf(this.#store, id);
      await transact([this.#store], 'readwrite', (tx) => tx.objectStore(this.#store).delete(name));
    });
  }

  /**
   * For `commit`. What does not open is left as it is, and so is null, which stands for a total to be
   * counted anew; the write still depends on its staying so.
   */
  async edit<S>(id: string, empty: S, next: (before: S) => S): Promise<LocalEdit> {
    const found = await this.#find(id);
    const { name, was, opened } = found;
    if (typeof opened === 'string' || opened?.json === null) return { name, was, row: null };
    const value = next(opened ? (opened.json as S) : empty);
    return { name, was, row: await this.#rowAfter(found, id, value) };
  }

  /** For `recount`: `value` in place of what is there, damaged or not. */
  async replacing(id: string, value: unknown): Promise<LocalEdit> {
    const found = await this.#find(id);
    return { name: found.name, was: found.was, row: await this.#rowAfter(found, id, value) };
  }

  async #putNow(id: string, value: unknown): Promise<void> {
    const row = await this.#rowAfter(await this.#find(id), id, value);
    await transact(['keys', this.#store], 'readwrite', async (tx) => {
      await mustBeOurs(tx, this.#keys.owner);
      await tx.objectStore(this.#store).put(row);
    });
  }

  async #find(id: string): Promise<Found> {
    const kind = this.#store;
    const name = await this.#keys.nameOf(kind, id);
    const was = await transact([kind], 'readonly', (tx) => tx.objectStore(kind).get(name));
    const opened = was && (await openJson(this.#keys, { ...was, kind, id }, was.sealed));
    return { name, was, opened };
  }

  async #rowAfter({ name, was }: Found, id: string, value: unknown): Promise<LocalRow> {
    const version = (was?.version ?? 0) + 1;
    const epoch = this.#keys.cur;
    const place = { kind: this.#store, id, version, epoch };
    return { name, version, epoch, sealed: await sealJson(this.#keys, place, value) };
  }

  #write<T>(work: () => Promise<T>): Promise<T> {
    return writing(() => this.#inTurn(work));
  }

  /** Sealing takes its time: without a queue a quick typist's last letters could come first. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}
