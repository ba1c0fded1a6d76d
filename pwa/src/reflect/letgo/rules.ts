/** When words that are in memory alone are let go of by themselves. Pure. */

import { addDays, instantOf, wallClockOf } from '../../core/zones';

/** Long enough to answer a call; short enough for a phone that lies about. */
export const HIDDEN_LONG_MS = 10 * 60_000;

/** The first instant of tomorrow on the wall clock of `zone`. */
export function dayEnds(at: Date, zone: string): Date {
  return instantOf(addDays(wallClockOf(at, zone).on, 1), '00:00', zone);
}

/** Whether the page was out of sight for so long, or into another day, that its words go. */
export function isGone(hidden: Date, at: Date, zone: string): boolean {
  return at.getTime() - hidden.getTime() >= HIDDEN_LONG_MS || at >= dayEnds(hidden, zone);
}
