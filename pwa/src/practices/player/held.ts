/**
 * A run left for the help page. Its place waits in memory, so that help costs nobody the practice;
 * what was done is told once, whether the person comes back or not.
 */

import type { Ground } from './ground';
import type { Place } from './run.svelte';

export const WAITS_MS = 30 * 60_000;

interface Held {
  readonly key: string;
  readonly place: Place;
  readonly until: number;
  readonly tell: () => void;
  readonly stopWaiting: () => void;
}

let held: Held | null = null;

export function leftForHelp(): boolean {
  return location.pathname === '/help';
}

/** `tell` is called once at most: when nobody has come back in time, or another run begins first. */
export function hold(key: string, place: Place, ground: Ground, tell: () => void): void {
  settle();
  const stopTimer = ground.after(WAITS_MS, settle);
  addEventListener('pagehide', settle);
  held = {
    key,
    place,
    until: ground.today().getTime() + WAITS_MS,
    tell,
    stopWaiting() {
      stopTimer();
      removeEventListener('pagehide', settle);
    },
  };
}

/** The place to go on from, handed out once. From then on the new run does the telling. */
export function take(key: string, ground: Ground): Place | null {
  // A sleeping phone's timer may be late: the time of day decides.
  if (held && ground.today().getTime() >= held.until) settle();
  return held?.key === key ? letGo(held).place : null;
}

/** Nobody comes back to it any more. */
export function settle(): void {
  if (held) letGo(held).tell();
}

function letGo(letting: Held): Held {
  letting.stopWaiting();
  held = null;
  return letting;
}
