/** One at a time over all tabs of this phone. */

import { alone } from '../vault/sync/alone';

/** Whatever changes the sign-in's cookies: an answer that comes late must not undo a later one's. */
export function changingCookies<T>(work: () => Promise<T>): Promise<T> {
  return alone('interlude-refresh', work);
}

/** Two tabs would do no harm, but the same work twice. */
export function bringing<T>(work: () => Promise<T>): Promise<T> {
  return alone('interlude-bringing', work);
}
