import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setClock } from '../core/clock';
import { emptyPhone } from '../vault/testing';
import { openVault, type Vault } from '../vault/vault';
import { localDateOf, logsOn, type PracticeLog } from './records';
import { Practices } from './store.svelte';
import { aCatalogue, fullPhone } from './testing';

const now = new Date();
const log: PracticeLog = {
  practice_id: 'look-up',
  form: 'full',
  started_at: now.toISOString(),
  ended_at: now.toISOString(),
  seconds_done: 60,
  ended: 'finished',
};

let vault: Vault;
let server: () => Response;

beforeEach(async () => {
  vault = await emptyPhone();
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

const keptToday = async () => (await logsOn(await openVault(), localDateOf(now))).logs;

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

test('a practice done is kept, and stands first among the recent ones', async () => {
  const practices = new Practices();
  await practices.open();
  expect(await practices.log(log)).toBe(true);
  await vi.waitFor(() => expect(practices.recents.map(({ id }) => id)).toEqual(['look-up']));
  expect(practices.logs).toEqual([log]);
  expect(practices.unkept).toBeNull();
});

test('what was done outlives the page', async () => {
  await new Practices().log(log);
  const reopened = new Practices();
  await reopened.open();
  expect(reopened.logs).toEqual([log]);
});

test("what was done on another day is not among today's", async () => {
  await new Practices().log(log);
  const restore = setClock(() => new Date(now.getTime() + 86_400_000));
  const tomorrow = new Practices();
  await tomorrow.open();
  restore();
  expect(tomorrow.logs).toEqual([]);
  expect(tomorrow.recents.map(({ id }) => id)).toEqual(['look-up']);
});

describe('a full phone', () => {
  test('is said, the practice waits, and is kept once there is room', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const practices = new Practices();
    const full = fullPhone();
    expect(await practices.log(log)).toBe(false);
    expect(practices.unkept).toBe('no_room');
    expect(await keptToday()).toEqual([]);

    full.mockRestore();
    await vi.advanceTimersByTimeAsync(20_000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(practices.unkept).toBeNull());
    expect(await keptToday()).toEqual([log]);
  });

  test('a thumb and the timer together keep it once', async () => {
    const practices = new Practices();
    const full = fullPhone();
    await practices.log(log);
    full.mockRestore();
    await Promise.all([practices.keepWaiting(), practices.keepWaiting()]);
    expect(await keptToday()).toEqual([log]);
    practices.letGo();
  });

  test('two practices wait together', async () => {
    const practices = new Practices();
    const full = fullPhone();
    await practices.log(log);
    await practices.log({ ...log, practice_id: 'slow-breath' });
    full.mockRestore();
    expect(await practices.keepWaiting()).toBe(true);
    expect(await keptToday()).toHaveLength(2);
  });

  test('what was let go is not kept later', async () => {
    const practices = new Practices();
    const full = fullPhone();
    await practices.log(log);
    practices.letGo();
    full.mockRestore();
    expect(await practices.keepWaiting()).toBe(true);
    expect(practices.unkept).toBeNull();
    expect(await keptToday()).toEqual([]);
  });
});

test('on a phone that keeps nothing one can practise all the same', async () => {
  await emptyPhone();
  vi.stubGlobal('indexedDB', undefined);
  const { closeVault } = await import('../vault/vault');
  await closeVault();
  const practices = new Practices();
  await practices.open();
  expect(practices.status).toBe('ready');
  expect(await practices.log(log)).toBe(false);
  expect(practices.unkept).toBe('other');
});

test('settings hold at once, and the next time', async () => {
  const practices = new Practices();
  await practices.open();
  const settings = { ...practices.settings, tones: true };
  await practices.change(settings);
  expect(practices.settings).toEqual(settings);

  const reopened = new Practices();
  await reopened.open();
  expect(reopened.settings).toEqual(settings);
});

test('settings of another tab arrive', async () => {
  const practices = new Practices();
  await practices.open();
  await new Practices().change({ ...practices.settings, volume: 0.2 });
  await vi.waitFor(() => expect(practices.settings.volume).toBe(0.2));
});

describe('a log that did not open', () => {
  beforeEach(async () => {
    await vault.add('practice_logs', { damaged: true }, localDateOf(now));
  });

  test('is said once when it is left', async () => {
    const practices = new Practices();
    await practices.open();
    expect(practices.damaged).toHaveLength(1);
    practices.leaveDamaged();
    await practices.log(log);
    await vi.waitFor(() => expect(practices.logs).toEqual([log]));
    expect(practices.damaged).toEqual([]);
  });

  test('can be taken away', async () => {
    const practices = new Practices();
    await practices.open();
    await practices.removeDamaged();
    expect(practices.damaged).toEqual([]);
    expect((await logsOn(vault, localDateOf(now))).damaged).toEqual([]);
  });
});
