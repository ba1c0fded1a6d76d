/** Today as it stands: the day, and what it has been told since the app was opened. */

import { Day } from '../day/store.svelte';
import { openVault } from '../vault/vault';

class Today {
  /** Null until the vault is open, and for good where the browser keeps nothing. */
  day = $state.raw<Day | null>(null);
  keepsNothing = $state(false);
  /** The minutes a person said they have, when no session says it for them. */
  minutes = $state<number | null>(null);
  /** Where the gap began of which all the time may be used; the next gap is cautious anew. */
  longerIn = $state<number | null>(null);
  /** When a hard one was last told of, in epoch milliseconds. */
  hardAt = $state<number | null>(null);
  /** How often "another" was asked for. */
  turn = $state(0);

  #opening: Promise<void> | null = null;
  #offered: { gap: number; id: string }[] = [];

  /** Opened once: what was chosen, and the clock, go on while the person is in another room. */
  open(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  choose(minutes: number): void {
    this.minutes = minutes;
    this.turn = 0;
  }

  useLonger(gap: number): void {
    this.longerIn = gap;
    this.turn = 0;
  }

  /** What this gap offers is not offered first in the next. */
  offered(gap: number, id: string): void {
    this.#offered = [{ gap, id }, ...this.#offered.filter((each) => each.gap !== gap)].slice(0, 4);
  }

  offeredBefore(gap: number | null): string[] {
    return this.#offered.filter((each) => each.gap !== gap).map(({ id }) => id);
  }

  another(): void {
    this.turn += 1;
  }

  async #open(): Promise<void> {
    try {
      const day = new Day(await openVault());
      await day.open();
      this.day = day;
    } catch {
      this.keepsNothing = true;
      this.#opening = null; // The next visit tries once more: a full phone may have room by then.
    }
  }
}

export const today = new Today();
