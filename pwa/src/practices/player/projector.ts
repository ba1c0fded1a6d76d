/** Plays a film on the elements of a scene that carry `data-part`, from wherever the run is. */

import { lastPoses, type Film } from './film';
import type { Head } from './run.svelte';
import type { Timeline } from './timeline';

/** How long the light takes to settle once a practice is over. */
export const AFTERGLOW_MS = 800;

export class Projector {
  readonly #root: Element;
  readonly #opening_ms: number;
  readonly #reels: Animation[];
  #afterglow: Animation[] = [];

  constructor(root: Element, film: Film, { opening_ms, total_ms }: Timeline) {
    this.#root = root;
    this.#opening_ms = opening_ms;
    this.#reels = this.#animate(film, { duration: opening_ms + total_ms, fill: 'both' });
  }

  seek({ place_ms, running }: Head): void {
    for (const reel of this.#reels) {
      // Pausing first: setting the time of a film that has run out would otherwise start it over.
      reel.pause();
      reel.currentTime = place_ms + this.#opening_ms;
      if (running) reel.play();
    }
  }

  /** From whatever is on the screen to the open door. */
  afterglow(): void {
    const poses = Object.entries(lastPoses()).map(([part, pose]) => [part, [pose]]);
    this.#afterglow = this.#animate(Object.fromEntries(poses) as Film, {
      duration: AFTERGLOW_MS,
      easing: 'ease-out',
      fill: 'forwards',
    });
  }

  close(): void {
    for (const reel of [...this.#reels, ...this.#afterglow]) reel.cancel();
  }

  #animate(film: Film, options: KeyframeAnimationOptions): Animation[] {
    return Object.entries(film).flatMap(([part, frames]) =>
      Array.from(this.#root.querySelectorAll(`[data-part=${part}]`), (element) =>
        element.animate(frames, options),
      ),
    );
  }
}
