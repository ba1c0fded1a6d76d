/** Laying a release in, whole or not at all, and clearing out the one before. */

import { worker } from './scope';

const PREFIX = 'interlude-';
export const CACHE = PREFIX + __RELEASE__;

/** Files under here carry their content's hash in their name: the same name is the same bytes. */
const HASHED = '/assets/';

/**
 * Keep every file of this release. One missing file fails the whole installation, and the phone
 * stays on the release it has.
 */
export async function keepRelease(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(__FILES__.map((url) => keep(cache, url)));
}

async function keep(cache: Cache, url: string): Promise<void> {
  const known = url.startsWith(HASHED) ? await caches.match(url, { ignoreVary: true }) : undefined;
  const response = known ?? (await fetch(url, { cache: 'reload' }));
  if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
  await cache.put(url, response);
}

/** Runs only once the pages agreed to the new release, or when there was none before. */
export async function dropOldReleases(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}
