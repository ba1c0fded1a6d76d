/** The journal, what is being written in it, and what is being looked for. */

import { SealedRoom } from '../parts/sealed-room.svelte';
import { JOURNAL_ROOM } from './records';
import type { Entry, ListedEntry } from './rules';
import { SearchIndex } from './search';

/** Milliseconds of folding at a time: less than a frame, so that no letter typed waits. */
const SLICE = 6;

class Journal extends SealedRoom<Entry> {
  query = $state('');

  readonly #index = new SearchIndex();
  #indexed: readonly ListedEntry[] | null = null;

  found = $derived.by(() => this.#find(this.query, this.list));

  #visits = 0;

  /** Words looked for stay while one goes from an entry to the list, and end with the last of the pages. */
  visit(): () => void {
    this.#visits += 1;
    return () => {
      this.#visits -= 1;
      setTimeout(() => {
        if (this.#visits === 0) this.query = '';
      });
    };
  }

  /** Brings the folded copies up to date while nothing else is to be done. */
  prepare(): void {
    if (!this.#takeIn(this.list)) return;
    const step = () => {
      const end = performance.now() + SLICE;
      if (!this.#index.work(() => performance.now() >= end)) setTimeout(step);
    };
    setTimeout(step);
  }

  #find(query: string, list: readonly ListedEntry[]): ListedEntry[] {
    if (query.trim() === '') return [];
    this.#takeIn(list);
    const ids = new Set(this.#index.find(query));
    return list.filter(({ id }) => ids.has(id));
  }

  #takeIn(list: readonly ListedEntry[]): boolean {
    if (this.#indexed === list) return false;
    this.#index.put(list);
    this.#indexed = list;
    return true;
  }

  override forget(): void {
    super.forget();
    this.query = '';
    this.#takeIn([]);
  }
}

export const journal = new Journal(JOURNAL_ROOM);
