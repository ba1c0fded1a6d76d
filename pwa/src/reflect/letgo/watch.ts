/** Calls back when words in memory have to go: the page leaves, is out of sight for long, or the day ends. */

import { now, thisZone } from '../../core/clock';
import { dayEnds, HIDDEN_LONG_MS, isGone } from './rules';

/** The longest sleep a timer of a browser takes. */
const LONGEST = 2 ** 31 - 1;

/** Answers with what ends the watch. */
export function watch(letGo: () => void): () => void {
  const ends = [whenHiddenLong(letGo), atDayEnd(letGo)];
  addEventListener('pagehide', letGo);
  return () => {
    removeEventListener('pagehide', letGo);
    for (const end of ends) end();
  };
}

function whenHiddenLong(letGo: () => void): () => void {
  let hidden: Date | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    // A phone asleep fires no timer: what was due meanwhile is done now.
    if (hidden && isGone(hidden, now(), thisZone())) letGo();
    hidden = document.hidden ? now() : null;
    if (hidden) timer = setTimeout(letGo, HIDDEN_LONG_MS);
  };
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}

/** Each day's end while the page is open. */
function atDayEnd(letGo: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ends = dayEnds(now(), thisZone());
  const wait = () => {
    const left = Math.max(0, ends.getTime() - now().getTime());
    timer = setTimeout(arrive, Math.min(left, LONGEST));
  };
  const arrive = () => {
    if (now() >= ends) {
      letGo();
      ends = dayEnds(now(), thisZone());
    }
    wait();
  };
  wait();
  return () => clearTimeout(timer);
}
