/** The kept moments, and which of them is shown. */

import { SealedRoom } from '../parts/sealed-room.svelte';
import { MOMENTS_ROOM } from './records';
import { oneOf, type ListedMoment, type Moment } from './rules';

class Moments extends SealedRoom<Moment> {
  shown = $state.raw<ListedMoment | null>(null);
  #last: string | null = null;

  /** Not the one that was shown last, as long as there is another. */
  showOne(chance = Math.random()): void {
    this.shown = oneOf(this.list, this.#last, chance);
    this.#last = this.shown?.id ?? null;
  }

  hide(): void {
    this.shown = null;
  }

  override forget(): void {
    super.forget();
    [this.shown, this.#last] = [null, null];
  }
}

export const moments = new Moments(MOMENTS_ROOM);
