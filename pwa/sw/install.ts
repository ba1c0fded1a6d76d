/** Laying a release in, whole or not at all, and clearing out the one before. */

import { worker } from './scope';

const PREFIX = 'interlude-';
const LIST = '/build.json';
export const CACHE = PREFIX + __RELEASE__;

/**
 * Keep every file of this release. One that is missing, or is another release's, fails the whole
 * installation, and the phone stays on the release it has: a page that names files it does not have
 * could not even offer the next update.
 */
export async function keepRelease(): Promise<void> {
  const [cache, files] = await Promise.all([caches.open(CACHE), listed()]);
  await Promise.all(files.map((file) => keep(cache, file)));
}

interface Listed {
  url: string;
  /** SHA-256 of its bytes in hex. */
  hash: string;
}

/** Apart from the worker, which would grow with every room. Its own name says whether it is the right one. */
async function listed(): Promise<Listed[]> {
  const response = await fetched(LIST);
  const { files } = (await response.json()) as { files: Listed[] };
  const name = await sha256(new TextEncoder().encode(JSON.stringify(files)).buffer);
  if (name.slice(0, __RELEASE__.length) !== __RELEASE__)
    throw new Error(`${LIST}: not this release`);
  return files;
}

async function keep(cache: Cache, { url, hash }: Listed): Promise<void> {
  // The same hashed name is the same bytes: what the release before kept need not travel again.
  const isNamed = url.startsWith('/assets/');
  const known = isNamed ? await caches.match(url, { ignoreVary: true }) : undefined;
  const response = known ?? (await fetched(url));
  if (!known && (await sha256(await response.clone().arrayBuffer())) !== hash)
    throw new Error(`${url}: not this release`);
  await cache.put(url, response);
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url, { cache: 'reload' });
  if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
  return response;
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Runs only once the pages agreed to the new release, or when there was none before. */
export async function dropOldReleases(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}
