/** Tells the time at each minute's edge while the page is seen, and costs nothing while it is not. */

import { now } from '../core/clock';
import { MINUTE } from './rules';

/** Calls `tell` at once, at every whole minute, and on becoming visible. Returns what stops it. */
export function everyMinute(tell: (instant: number) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tick() {
    clearTimeout(timer);
    if (document.hidden) return;
    const instant = now().getTime();
    timer = setTimeout(tick, MINUTE - (instant % MINUTE));
    tell(instant);
  }

  document.addEventListener('visibilitychange', tick);
  // A page taken from the back-forward cache shows no visibility change in some engines.
  window.addEventListener('pageshow', tick);
  tick();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', tick);
    window.removeEventListener('pageshow', tick);
  };
}
