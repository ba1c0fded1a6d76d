/** Which requests the release answers by itself. All others go to the network as if we were not here. */

import { CACHE } from './install';
import { worker } from './scope';
import { take } from './share';

/** The server's own paths. What they say is never kept: it may be another person's by tomorrow. */
const SERVER = /^\/(api|healthz|readyz|metrics|share)(\/|$)/;

export function answer(event: FetchEvent): void {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) return;
  if (isShared(request, url)) return event.respondWith(take(request));
  if (request.method !== 'GET') return;
  if (SERVER.test(url.pathname)) return;
  if (request.mode === 'navigate') event.respondWith(fromRelease('/', request));
  else if (isFile(url.pathname)) event.respondWith(fromRelease(url.pathname, request));
}

function isShared({ method, mode }: Request, { pathname }: URL): boolean {
  return method === 'POST' && mode === 'navigate' && pathname === '/share';
}

function isFile(path: string): boolean {
  return path.startsWith('/assets/') || __BESIDE_ASSETS__.includes(path);
}

/** The kept file; the network only where the browser threw the kept one away. */
async function fromRelease(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}
