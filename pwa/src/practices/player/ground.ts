/** What a run stands on: time, timers and whether anyone can see the page. A door, so that tests bring their own. */

import { wakefulClock } from './clock';

export interface Ground {
  /** Milliseconds that only ever grow, sleep included. */
  now(): number;
  /** The date and time of day, for the log. */
  today(): Date;
  /** Calls once, not before `ms` have passed; returns how to call it off. */
  after(ms: number, then: () => void): () => void;
  visible(): boolean;
  /** Calls whenever the page is shown or hidden; returns how to stop that. */
  onshown(then: () => void): () => void;
}

/** Timers take at most 2³¹ − 1 ms; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

export function browserGround(): Ground {
  return {
    now: wakefulClock(),
    today: () => new Date(),
    after(ms, then) {
      const timer = setTimeout(then, Math.min(LONGEST_TIMER_MS, Math.ceil(ms)));
      return () => clearTimeout(timer);
    },
    visible: () => document.visibilityState === 'visible',
    onshown(then) {
      document.addEventListener('visibilitychange', then);
      return () => document.removeEventListener('visibilitychange', then);
    },
  };
}
