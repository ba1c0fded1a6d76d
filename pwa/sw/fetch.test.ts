/** Which requests the worker answers, and with what. Only the browser's own doors are made up here. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const ORIGIN = 'https://interlude.example';
const FILES = ['/', '/assets/index-abc.js', '/manifest.webmanifest'];

let kept: Map<string, Response>;
const fetched = vi.fn((request: Request) => Promise.resolve(new Response(`net ${request.url}`)));

async function load() {
  vi.resetModules();
  return await import('./fetch');
}

beforeEach(() => {
  kept = new Map(FILES.map((url) => [url, new Response(`kept ${url}`)]));
  vi.stubGlobal('__BESIDE_ASSETS__', ['/', '/manifest.webmanifest']);
  vi.stubGlobal('__RELEASE__', 'r1');
  vi.stubGlobal('self', { location: new URL(`${ORIGIN}/sw.js`) });
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('caches', {
    open: (name: string) => {
      expect(name).toBe('interlude-r1');
      return Promise.resolve({ match: (url: string) => Promise.resolve(kept.get(url)) });
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

/** What the worker says to a request, or null when it leaves it to the network. */
async function said(path: string, init: { method?: string; mode?: string } = {}) {
  const { answer } = await load();
  const url = new URL(path, ORIGIN).href;
  const given: Promise<Response>[] = [];
  answer({
    request: { url, method: 'GET', mode: 'no-cors', ...init },
    respondWith: (response: Promise<Response>) => given.push(response),
  } as unknown as FetchEvent);
  const response = await given[0];
  return response ? await response.text() : null;
}

const navigate = { mode: 'navigate' };

test.each([
  '/api/practices',
  '/api',
  '/api/',
  '/api/practices?language=en',
  '/healthz',
  '/readyz',
  '/metrics',
  '/share/target',
])('%s is left to the network, fetched or entered as an address', async (path) => {
  expect(await said(path)).toBeNull();
  expect(await said(path, navigate)).toBeNull();
});

test('a file of the release that is called as the API is not kept from it', async () => {
  kept.set('/api/practices', new Response('someone else’s'));
  vi.stubGlobal('__BESIDE_ASSETS__', ['/', '/api/practices']);
  expect(await said('/api/practices')).toBeNull();
});

test.each(['POST', 'PUT', 'DELETE', 'HEAD'])('%s is left to the network', async (method) => {
  expect(await said('/', { method, ...navigate })).toBeNull();
  expect(await said('/assets/index-abc.js', { method })).toBeNull();
});

test.each([
  'https://elsewhere.example/',
  'https://elsewhere.example/assets/index-abc.js',
  'https://interlude.example:8443/assets/index-abc.js',
  'http://interlude.example/assets/index-abc.js',
])('%s is another origin, and left to the network', async (url) => {
  expect(await said(url)).toBeNull();
  expect(await said(url, navigate)).toBeNull();
});

test.each(['/', '/practices/landing', '/help?x=1', '/apiary', '/healthzone', '/sw.js'])(
  'entering %s gets the page of this release',
  async (path) => {
    expect(await said(path, navigate)).toBe('kept /');
    expect(fetched).not.toHaveBeenCalled();
  },
);

test('a file of the release is answered with the kept one', async () => {
  expect(await said('/assets/index-abc.js')).toBe('kept /assets/index-abc.js');
  expect(await said('/manifest.webmanifest?v=2')).toBe('kept /manifest.webmanifest');
  expect(fetched).not.toHaveBeenCalled();
});

test('a file of a release before is fetched from the server', async () => {
  expect(await said('/assets/index-old.js')).toBe(`net ${ORIGIN}/assets/index-old.js`);
});

test.each(['/sw.js', '/build.json', '/practices'])(
  'a fetch of %s, which is no file of the release, passes',
  async (path) => {
    expect(await said(path)).toBeNull();
  },
);

test('a kept file the browser threw away is fetched from the server', async () => {
  kept.delete('/assets/index-abc.js');
  expect(await said('/assets/index-abc.js')).toBe(`net ${ORIGIN}/assets/index-abc.js`);
});

test('a page the browser threw away is fetched from the server, at its own address', async () => {
  kept.delete('/');
  expect(await said('/practices', navigate)).toBe(`net ${ORIGIN}/practices`);
});
