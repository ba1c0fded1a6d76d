import { emptyPhone } from '../vault/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchNewer, openCatalogue } from './catalogue';
import { keepCatalogue } from './db';
import type { Catalogue } from './format';
import snapshot from './snapshot/catalogue.en.json?url';
import { aCatalogue } from './testing';

const shipped = aCatalogue({ version: 'shipped' });
const newer = aCatalogue({ version: 'newer' });
let server: () => Response;
let asset: () => Response;

beforeEach(async () => {
  await emptyPhone();
  server = () => Response.error();
  asset = () => Response.json(shipped);
  vi.stubGlobal('fetch', (asked: string | Request) =>
    Promise.resolve(typeof asked === 'string' ? asset() : server()),
  );
});

afterEach(() => vi.unstubAllGlobals());

const versionOf = (catalogue: Catalogue | null) => catalogue?.version ?? null;

test('with nothing kept, the snapshot opens', async () => {
  expect(versionOf(await openCatalogue())).toBe('shipped');
});

test('a newer one is fetched, kept, and opens the next time without a network', async () => {
  server = () => Response.json(newer);
  expect(versionOf(await fetchNewer(shipped))).toBe('newer');

  server = () => Response.error();
  expect(versionOf(await openCatalogue())).toBe('newer');
});

test('it asks only for what differs from the version at hand', async () => {
  let asked: string | null = null;
  vi.stubGlobal('fetch', (request: Request) => {
    asked = request.headers.get('If-None-Match');
    return Promise.resolve(new Response(null, { status: 304 }));
  });
  expect(await fetchNewer(shipped)).toBeNull();
  expect(asked).toBe('"shipped"');
});

test.each([
  ['says nothing', () => Response.error()],
  ['is not our server', () => new Response('<html>', { status: 200 })],
  ['answers out of shape', () => Response.json({ ...newer, practices: [{ id: 'x' }] })],
  ['answers in another language', () => Response.json({ ...newer, language: 'es' })],
  ['answers with the same version', () => Response.json(shipped)],
])('a server that %s changes nothing', async (_, answer) => {
  server = answer;
  expect(await fetchNewer(shipped)).toBeNull();
  expect(versionOf(await openCatalogue())).toBe('shipped');
});

test('a kept one that is damaged gives way to the snapshot', async () => {
  await keepCatalogue('en', { over: snapshot, catalogue: { ...newer, practices: 'gone' } });
  expect(versionOf(await openCatalogue())).toBe('shipped');
});

test('a kept one from before an update of the app gives way to the snapshot', async () => {
  await keepCatalogue('en', { over: '/assets/catalogue.en-before.json', catalogue: newer });
  expect(versionOf(await openCatalogue())).toBe('shipped');
});

test('when the snapshot cannot be read, an older kept one is better than none', async () => {
  await keepCatalogue('en', { over: '/assets/catalogue.en-before.json', catalogue: newer });
  asset = () => new Response('', { status: 504 });
  expect(versionOf(await openCatalogue())).toBe('newer');
});

test('with neither there is none, and no error', async () => {
  asset = () => new Response('{"version":', { status: 200 });
  expect(await openCatalogue()).toBeNull();
});

test('a phone that keeps nothing shows the newer one for this visit', async () => {
  vi.stubGlobal('indexedDB', undefined);
  server = () => Response.json(newer);
  expect(versionOf(await fetchNewer(shipped))).toBe('newer');
});
