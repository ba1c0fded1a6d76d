/** Keeps the sealed totals in step with records that other phones wrote, in the same transaction. */

import { isSame, type LocalEdit } from '../commit';
import { isDeleted, type Content, type Live } from '../content';
import { Shelf } from '../shelf';
import type { Context } from './context';
import { sameContent } from './merge';
import type { Counter } from './policies';
import { read, type Tx } from './stores';

type Place = Pick<Context, 'keys' | 'counters'>;

/** What a few writes do to the totals. One that was not only added to is counted anew when next read. */
export class Tally {
  readonly #added = new Map<string, Live[]>();
  readonly #spoiled = new Set<string>();
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  /** `before` is what lay there, null for nothing. */
  note(before: Content | null, after: Content): void {
    const { type } = after;
    if (!Object.hasOwn(this.#place.counters, type)) return;
    if (before && sameContent(before, after)) return;
    if (before) this.#spoiled.add(type);
    else if (!isDeleted(after)) this.#added.set(type, [...(this.#added.get(type) ?? []), after]);
  }

  /** For what cannot be reckoned: one that did not open, or that is gone without a tombstone. */
  spoil(collection: string): void {
    if (Object.hasOwn(this.#place.counters, collection)) this.#spoiled.add(collection);
  }

  async edits(): Promise<LocalEdit[]> {
    const collections = new Set([...this.#added.keys(), ...this.#spoiled]);
    return Promise.all([...collections].map((collection) => this.#edit(collection)));
  }

  async #edit(collection: string): Promise<LocalEdit> {
    const shelf = new Shelf(this.#place.keys, 'summaries');
    const counter = this.#place.counters[collection]!;
    const added = this.#added.get(collection) ?? [];
    // Where records lie that nobody has counted yet, a total begun now would leave them out.
    const hasOthers = await hasAny(collection);
    const next = (before: unknown) => sum(counter, before, added);
    const edit = await shelf.edit(counter.key, counter.empty, next);
    const isBegun = edit.was !== undefined || !hasOthers;
    const isSound = isBegun && !this.#spoiled.has(collection);
    return isSound ? edit : shelf.replacing(counter.key, null);
  }
}

/** Null, which is no total, where the room cannot count one: it then counts them all anew. */
function sum(counter: Counter, before: unknown, added: readonly Live[]): unknown {
  try {
    return added.reduce((total, { value, on }) => counter.add(total, value, on ?? null), before);
  } catch {
    return null;
  }
}

async function hasAny(collection: string): Promise<boolean> {
  return read(async (tx) => {
    return (await tx.objectStore('records').index('collection').count(collection)) > 0;
  });
}

/** False, with nothing put, when one of them is no longer what was read. */
export async function putTotals(
  tx: Tx<'readwrite'>,
  totals: readonly LocalEdit[],
): Promise<boolean> {
  const summaries = tx.objectStore('summaries');
  for (const { name, was } of totals) {
    if (!isSame(was, await summaries.get(name))) return false;
  }
  for (const { row } of totals) if (row) await summaries.put(row);
  return true;
}
