import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setClock } from '../core/clock';
import { emptyPhone } from '../vault/testing';
import { openVault, type Vault } from '../vault/vault';
import { localDateOf, logsOn, type PracticeLog } from './records';
import { Logbook } from './logbook.svelte';
import { summaryOf } from './summary';
import { fullPhone } from './testing';

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

beforeEach(async () => {
  vault = await emptyPhone();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const keptToday = async () => (await logsOn(await openVault(), localDateOf(now))).logs;

test('a practice done is kept, and stands first among the recent ones', async () => {
  const logbook = new Logbook();
  await logbook.open();
  expect(await logbook.log(log)).toBe(true);
  await vi.waitFor(() => expect(logbook.logs).toEqual([log]));
  expect((await summaryOf(vault)).recents).toEqual(['look-up']);
  expect(logbook.unkept).toBeNull();
});

test('what was done outlives the page', async () => {
  await new Logbook().log(log);
  const reopened = new Logbook();
  await reopened.open();
  expect(reopened.logs).toEqual([log]);
});

test("what was done on another day is not among today's", async () => {
  await new Logbook().log(log);
  const restore = setClock(() => new Date(now.getTime() + 86_400_000));
  const tomorrow = new Logbook();
  await tomorrow.open();
  restore();
  expect(tomorrow.logs).toEqual([]);
  expect((await summaryOf(vault)).recents).toEqual(['look-up']);
});

describe('a full phone', () => {
  test('is said, the practice waits, and is kept once there is room', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const logbook = new Logbook();
    const full = fullPhone();
    expect(await logbook.log(log)).toBe(false);
    expect(logbook.unkept).toBe('no_room');
    expect(await keptToday()).toEqual([]);

    full.mockRestore();
    await vi.advanceTimersByTimeAsync(20_000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(logbook.unkept).toBeNull());
    expect(await keptToday()).toEqual([log]);
  });

  test('a thumb and the timer together keep it once', async () => {
    const logbook = new Logbook();
    const full = fullPhone();
    await logbook.log(log);
    full.mockRestore();
    await Promise.all([logbook.keepWaiting(), logbook.keepWaiting()]);
    expect(await keptToday()).toEqual([log]);
    logbook.letGo();
  });

  test('two practices wait together', async () => {
    const logbook = new Logbook();
    const full = fullPhone();
    await logbook.log(log);
    await logbook.log({ ...log, practice_id: 'slow-breath' });
    full.mockRestore();
    expect(await logbook.keepWaiting()).toBe(true);
    expect(await keptToday()).toHaveLength(2);
  });

  test('what was let go is not kept later', async () => {
    const logbook = new Logbook();
    const full = fullPhone();
    await logbook.log(log);
    logbook.letGo();
    full.mockRestore();
    expect(await logbook.keepWaiting()).toBe(true);
    expect(logbook.unkept).toBeNull();
    expect(await keptToday()).toEqual([]);
  });
});

test('on a phone that keeps nothing one can practise all the same', async () => {
  await emptyPhone();
  vi.stubGlobal('indexedDB', undefined);
  const { closeVault } = await import('../vault/vault');
  await closeVault();
  const logbook = new Logbook();
  await logbook.open();
  expect(await logbook.log(log)).toBe(false);
  expect(logbook.unkept).toBe('other');
});

test('settings hold at once, and the next time', async () => {
  const logbook = new Logbook();
  await logbook.open();
  const settings = { ...logbook.settings, tones: true };
  await logbook.change(settings);
  expect(logbook.settings).toEqual(settings);

  const reopened = new Logbook();
  await reopened.open();
  expect(reopened.settings).toEqual(settings);
});

test('settings of another tab arrive', async () => {
  const logbook = new Logbook();
  await logbook.open();
  await new Logbook().change({ ...logbook.settings, volume: 0.2 });
  await vi.waitFor(() => expect(logbook.settings.volume).toBe(0.2));
});

describe('a log that did not open', () => {
  beforeEach(async () => {
    await vault.add('practice_logs', { damaged: true }, localDateOf(now));
  });

  test('is said once when it is left', async () => {
    const logbook = new Logbook();
    await logbook.open();
    expect(logbook.damaged).toHaveLength(1);
    logbook.leaveDamaged();
    await logbook.log(log);
    await vi.waitFor(() => expect(logbook.logs).toEqual([log]));
    expect(logbook.damaged).toEqual([]);
  });

  test('can be taken away', async () => {
    const logbook = new Logbook();
    await logbook.open();
    await logbook.removeDamaged();
    expect(logbook.damaged).toEqual([]);
    expect((await logsOn(vault, localDateOf(now))).damaged).toEqual([]);
  });
});
