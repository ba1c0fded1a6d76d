/** Time that goes on while the phone sleeps, and never goes back. */

/** A sleep shorter than this is as likely the wall clock being set right by the network. */
const SLEPT_AT_LEAST_MS = 500;

/**
 * A clock in milliseconds from nowhere in particular.
 *
 * `performance.now()` may stand still while a phone is suspended (Android, macOS), and `Date.now()`
 * may be set back or forward. So the first leads, and the second only says how long a sleep was.
 */
export function wakefulClock(
  monotonic: () => number = () => performance.now(),
  wall: () => number = () => Date.now(),
): () => number {
  let last = { monotonic: monotonic(), wall: wall() };
  let slept = 0;
  return () => {
    const now = { monotonic: monotonic(), wall: wall() };
    const missing = now.wall - last.wall - (now.monotonic - last.monotonic);
    if (missing > SLEPT_AT_LEAST_MS) slept += missing;
    last = now;
    return now.monotonic + slept;
  };
}
