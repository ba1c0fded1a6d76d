/** How long to wait before the next attempt. Pure. */

const FIRST_SECONDS = 2;
const MOST_SECONDS = 300;
/** However long the server would like: a wrong number must not silence a phone for good. */
const MOST_ASKED_SECONDS = 3600;

/** 2 s · 2ⁿ up to five minutes, a random half of it left out, so that phones do not come back as one. */
export function waitMs(failures: number, asked: number | null, random: () => number): number {
  const grown = Math.min(MOST_SECONDS, FIRST_SECONDS * 2 ** Math.max(0, failures - 1));
  const jittered = grown * (0.5 + random() / 2);
  return 1000 * Math.max(jittered, Math.min(asked ?? 0, MOST_ASKED_SECONDS));
}
