import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone } from '../vault/testing';
import { closeVault, openVault } from '../vault/vault';
import { keepLog, type PracticeLog } from './records';
import { Practices } from './store.svelte';
import { aCatalogue } from './testing';

let server: () => Response;

beforeEach(async () => {
  await emptyPhone();
  server = () => Response.error();
  vi.stubGlobal('requestIdleCallback', () => 0);
  vi.stubGlobal('fetch', (asked: string | Request) =>
    Promise.resolve(typeof asked === 'string' ? Response.json(aCatalogue()) : server()),
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('the practices are there without a server', async () => {
  const practices = new Practices();
  expect(practices.status).toBe('loading');
  await practices.open();
  expect(practices.status).toBe('ready');
  expect(practices.all.map(({ id }) => id)).toEqual(['slow-breath', 'look-up']);
});

test('opening twice is opening once', async () => {
  const practices = new Practices();
  expect(practices.open()).toBe(practices.open());
  await practices.open();
});

test('a catalogue that cannot be read is said, and can be tried anew', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  const practices = new Practices();
  await practices.open();
  expect(practices.status).toBe('missing');

  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(aCatalogue())));
  await practices.reopen();
  expect(practices.status).toBe('ready');
});

test('a newer catalogue takes over', async () => {
  const practices = new Practices();
  await practices.open();
  server = () => Response.json(aCatalogue({ version: 'newer' }));
  await practices.refresh();
  expect(practices.catalogue?.version).toBe('newer');
});

test('the server is asked once there is nothing else to do', async () => {
  const whenIdle = vi.fn();
  vi.stubGlobal('requestIdleCallback', whenIdle);
  server = () => Response.json(aCatalogue({ version: 'newer' }));
  const practices = new Practices();
  await practices.open();
  expect(practices.catalogue?.version).toBe(aCatalogue().version);

  whenIdle.mock.calls[0]![0]();
  await vi.waitFor(() => expect(practices.catalogue?.version).toBe('newer'));
});

test('sources are those the catalogue has', async () => {
  const practices = new Practices();
  await practices.open();
  const practice = practices.find('slow-breath')!;
  const evidence = { ...practice.evidence, sources: ['study-2022', 'nowhere-1999'] };
  expect(practices.sourcesOf({ ...practice, evidence })).toMatchObject([{ year: 2022 }]);
});

const log: PracticeLog = {
  practice_id: 'look-up',
  form: 'full',
  started_at: '2026-03-02T10:52:00Z',
  ended_at: '2026-03-02T10:53:00Z',
  seconds_done: 60,
  ended: 'finished',
};

test('a practice done stands first among the recent ones', async () => {
  const practices = new Practices();
  await practices.open();
  expect(practices.recents).toEqual([]);

  await keepLog(await openVault(), log);

  await vi.waitFor(() => expect(practices.recents.map(({ id }) => id)).toEqual(['look-up']));
});

test('what was done outlives the page', async () => {
  await keepLog(await openVault(), log);
  const reopened = new Practices();
  await reopened.open();
  expect(reopened.recents.map(({ id }) => id)).toEqual(['look-up']);
});

test('on a phone that keeps nothing the practices are there all the same', async () => {
  await closeVault();
  vi.stubGlobal('indexedDB', undefined);
  const practices = new Practices();
  await practices.open();
  expect(practices.status).toBe('ready');
});
