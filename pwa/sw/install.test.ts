/** A release is kept whole or not at all. Only the browser's caches and its network are made up here. */

import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const FILES = ['/', '/assets/same-1.js', '/assets/new-2.js', '/manifest.webmanifest'];

class Shelves {
  readonly named = new Map<string, Map<string, string>>();

  keys = () => Promise.resolve([...this.named.keys()]);
  delete = (name: string) => Promise.resolve(this.named.delete(name));
  has = (name: string) => this.named.has(name);

  open = (name: string) => {
    const shelf = this.named.get(name) ?? new Map<string, string>();
    this.named.set(name, shelf);
    const put = async (url: string, response: Response) => {
      shelf.set(url, await response.text());
    };
    return Promise.resolve({ put });
  };

  match = (url: string) => {
    const found = [...this.named.values()].find((shelf) => shelf.has(url))?.get(url);
    return Promise.resolve(found === undefined ? undefined : new Response(found));
  };

  fill(name: string, files: Record<string, string>): void {
    this.named.set(name, new Map(Object.entries(files)));
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** As the build writes it: every file with the hash of what is served. */
const LISTED = FILES.map((url) => ({ url, hash: sha256(`served ${url}`) }));
const LIST = '/build.json';
const RELEASE = sha256(JSON.stringify(LISTED)).slice(0, 12);

let shelves: Shelves;
const asked = vi.fn();
const claim = vi.fn(() => Promise.resolve());
/** What the server says to an address; all else is there. */
let server: Record<string, () => Response | Promise<Response>>;

beforeEach(() => {
  shelves = new Shelves();
  server = {};
  vi.resetModules();
  vi.stubGlobal('__RELEASE__', RELEASE);
  vi.stubGlobal('self', { clients: { claim } });
  vi.stubGlobal('caches', shelves);
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    asked(url, init?.cache);
    if (server[url]) return Promise.resolve(server[url]());
    const body = url === LIST ? JSON.stringify({ files: LISTED }) : `served ${url}`;
    return Promise.resolve(new Response(body));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

const install = () => import('./install');
const kept = () => Object.fromEntries(shelves.named.get(`interlude-${RELEASE}`) ?? []);
const askedFor = () => asked.mock.calls.map(([url]) => url as string).filter((url) => url !== LIST);

function redirected(): Response {
  const response = new Response('the page of a hotel');
  Object.defineProperty(response, 'redirected', { value: true });
  return response;
}

test('every file is kept, none of them out of the browser’s own cache', async () => {
  await (await install()).keepRelease();
  expect(kept()).toEqual(Object.fromEntries(FILES.map((url) => [url, `served ${url}`])));
  expect(asked.mock.calls.sort()).toEqual([...FILES, LIST].map((url) => [url, 'reload']).sort());
});

const NO_FILE: [string, () => Response | Promise<Response>][] = [
  ['is missing', () => new Response('', { status: 404 })],
  ['is broken', () => new Response('', { status: 503 })],
  ['is somewhere else', redirected],
  ['is out of reach', () => Promise.reject(new TypeError('Failed to fetch'))],
];

test.each([...FILES, LIST].flatMap((url) => NO_FILE.map((fault) => [url, ...fault] as const)))(
  'when %s %s the whole fails',
  async (url, _how, answer) => {
    server = { [url]: answer };
    await expect((await install()).keepRelease()).rejects.toThrow();
    expect(kept()).not.toHaveProperty([url]);
  },
);

test('a page of another release fails the whole, since it names files this one does not have', async () => {
  server = { '/': () => new Response('served / by a later release') };
  await expect((await install()).keepRelease()).rejects.toThrow('/: not this release');
});

test('a list of another release fails the whole', async () => {
  server = { [LIST]: () => new Response(JSON.stringify({ files: LISTED.slice(1) })) };
  await expect((await install()).keepRelease()).rejects.toThrow('/build.json: not this release');
  expect(kept()).toEqual({});
});

test('a file under a hashed name that holds something else fails the whole', async () => {
  server = { '/assets/new-2.js': () => new Response('a sentence of some proxy') };
  await expect((await install()).keepRelease()).rejects.toThrow('not this release');
});

test('an installation cut off is finished by the next, with what it had already', async () => {
  server = { '/': () => Promise.reject(new TypeError('Failed to fetch')) };
  const { keepRelease } = await install();
  await expect(keepRelease()).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve));
  server = {};
  asked.mockClear();
  await keepRelease();
  expect(Object.keys(kept()).sort()).toEqual([...FILES].sort());
  expect(askedFor().sort()).toEqual(['/', '/manifest.webmanifest']);
});

test('a file whose name carries its hash is taken from the release before', async () => {
  shelves.fill('interlude-old', { '/assets/same-1.js': 'as before' });
  await (await install()).keepRelease();
  expect(kept()['/assets/same-1.js']).toBe('as before');
  expect(askedFor().sort()).toEqual(FILES.filter((url) => url !== '/assets/same-1.js').sort());
});

test('a file without a hash in its name is fetched anew, whatever was kept', async () => {
  shelves.fill('interlude-old', { '/': 'the old page', '/manifest.webmanifest': 'the old one' });
  await (await install()).keepRelease();
  expect(kept()['/']).toBe('served /');
  expect(kept()['/manifest.webmanifest']).toBe('served /manifest.webmanifest');
});

test('the release before stays until the new one is agreed to', async () => {
  shelves.fill('interlude-old', { '/': 'the old page' });
  await (await install()).keepRelease();
  expect(Object.fromEntries(shelves.named.get('interlude-old')!)).toEqual({ '/': 'the old page' });
});

test('old releases are dropped then, and what is not ours is left alone', async () => {
  for (const name of ['interlude-old', 'interlude-older', 'another-app', `interlude-${RELEASE}`]) {
    shelves.fill(name, { '/': name });
  }
  await (await install()).dropOldReleases();
  expect([...shelves.named.keys()]).toEqual(['another-app', `interlude-${RELEASE}`]);
  expect(claim).toHaveBeenCalledOnce();
});
