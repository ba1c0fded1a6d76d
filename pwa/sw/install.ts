/** Laying a release in, whole or not at all, and clearing out the one before. */

import { worker } from './scope';

const PREFIX = 'interlude-';
export const CACHE = PREFIX + __RELEASE__;

/**
 * Keep every file of this release. One that is missing, or is another release's, fails the whole
 * installation, and the phone stays on the release it has: a page that names files it does not have
 * could not even offer the next update.
 */
export async function keepRelease(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.entries(__FILES__).map(([url, hash]) => keep(cache, url, hash)));
}

async function keep(cache: Cache, url: string, hash: string): Promise<void> {
  // The same hashed name is the same bytes: what the release before kept need not travel again.
  const known = hash ? undefined : await caches.match(url, { ignoreVary: true });
  const response = known ?? (await fetch(url, { cache: 'reload' }));
  if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
  if (hash && (await sha256(response.clone())) !== hash)
    throw new Error(`${url}: not this release`);
  await cache.put(url, response);
}

async function sha256(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Runs only once the pages agreed to the new release, or when there was none before. */
export async function dropOldReleases(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}
