import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTransaction, type RecordRow } from '../core/db';
import { emptyPhone, meanwhile } from '../vault/testing';
import { VaultError, type Vault } from '../vault/vault';
import {
  changedSettings,
  countAnew,
  counted,
  discard,
  keepLog,
  keepPlayerSettings,
  localDateOf,
  LOGS_COUNTER,
  LOGS,
  logsOn,
  NO_SUMMARY,
  PLAYER_DEFAULTS,
  playerSettings,
  summaryOf,
  type PracticeLog,
} from './records';

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const noon = new Date(2026, 10, 23, 12, 0);

function aLog(practice_id: string, changes: Partial<PracticeLog> = {}): PracticeLog {
  const started_at = noon.toISOString();
  const ended_at = new Date(noon.getTime() + 60_000).toISOString();
  return {
    practice_id,
    form: 'full',
    started_at,
    ended_at,
    seconds_done: 60,
    ended: 'finished',
    ...changes,
  };
}

test('a log is kept under the day it began, and waits for a server', async () => {
  const late = new Date(2026, 10, 23, 23, 59, 30).toISOString();
  const log = aLog('look', { started_at: late });
  await keepLog(vault, log);

  expect(await logsOn(vault, '2026-11-23')).toEqual({ logs: [log], damaged: [] });
  expect((await logsOn(vault, '2026-11-24')).logs).toEqual([]);
  expect(await vault.waiting()).toBe(1);
});

test('the newest log of a day comes first', async () => {
  for (const [id, hour] of [
    ['early', 9],
    ['late', 17],
    ['noon', 12],
  ] as const)
    await keepLog(vault, aLog(id, { started_at: new Date(2026, 10, 23, hour).toISOString() }));
  const { logs } = await logsOn(vault, '2026-11-23');
  expect(logs.map(({ practice_id }) => practice_id)).toEqual(['late', 'noon', 'early']);
});

test('the total counts forms and early stops, and knows what was done lately', async () => {
  await keepLog(vault, aLog('look'));
  await keepLog(vault, aLog('breath', { form: 'short', ended: 'enough' }));
  await keepLog(vault, aLog('look', { ended_at: '2026-11-23T18:00:00.000Z' }));

  expect(await summaryOf(vault)).toEqual({
    counts: {
      look: { full: 2, short: 0, enough: 0, last_at: '2026-11-23T18:00:00.000Z' },
      breath: { full: 0, short: 1, enough: 1, last_at: aLog('x').ended_at },
    },
    recents: ['look', 'breath'],
  });
});

test('two tabs that keep a log at the same time lose neither count', async () => {
  await Promise.all([keepLog(vault, aLog('look')), keepLog(vault, aLog('look'))]);
  expect((await summaryOf(vault)).counts['look']?.full).toBe(2);
});

test('a total that is damaged is counted anew from the logs', async () => {
  await keepLog(vault, aLog('look'));
  await keepLog(vault, aLog('look'));
  await vault.putSummary('practices', { counts: 'gone' });

  expect((await summaryOf(vault)).counts['look']?.full).toBe(2);
  await keepLog(vault, aLog('look'));
  expect((await summaryOf(vault)).counts['look']?.full).toBe(3);
});

test('a log kept while the total is counted anew is counted', async () => {
  await keepLog(vault, aLog('look'));
  await vault.putSummary('practices', { counts: 'gone' });
  meanwhile('encrypt', () => keepLog(vault, aLog('look')));

  expect((await summaryOf(vault)).counts['look']?.full).toBe(2);
  expect((await summaryOf(vault)).counts['look']?.full).toBe(2);
});

test('a total of another shape stops no log, and is counted anew', async () => {
  await vault.putSummary('practices', 'seven');
  await keepLog(vault, aLog('look'));
  expect((await summaryOf(vault)).counts['look']?.full).toBe(1);
});

test('a log tried twice under one id is kept once and counted once', async () => {
  const id = vault.newId();
  await keepLog(vault, aLog('look'), id);
  await keepLog(vault, aLog('look'), id);
  expect((await logsOn(vault, '2026-11-23')).logs).toHaveLength(1);
  expect((await summaryOf(vault)).counts['look']?.full).toBe(1);
});

test('a damaged log that will not go stops no other, and is told', async () => {
  await keepLog(vault, aLog('look'));
  const whole = await vault.add('practice_logs', { practice_id: 7 }, '2026-11-23');
  await flipOneBit((row) => row.id !== whole.id);
  const { damaged } = await logsOn(vault, '2026-11-23');
  const gone = { id: vault.newId(), code: 'not_authentic' as const };
  const real = vault.discardDamaged.bind(vault);
  vi.spyOn(vault, 'discardDamaged').mockImplementationOnce(() =>
    Promise.reject(new VaultError('no_room')),
  );

  await expect(discard(vault, [...damaged, gone])).rejects.toMatchObject({ code: 'no_room' });
  expect((await logsOn(vault, '2026-11-23')).damaged).toEqual(
    damaged.filter(({ id }) => id !== whole.id),
  );

  await real('practice_logs', damaged[0]!.id);
  await discard(vault, [gone]);
  expect((await logsOn(vault, '2026-11-23')).damaged).toEqual([]);
});

test('a log with a flipped bit is told, the rest is readable, and it goes only on a yes', async () => {
  await keepLog(vault, aLog('look'));
  await keepLog(vault, aLog('breath'));
  await flipOneBit();

  const { logs, damaged } = await logsOn(vault, '2026-11-23');
  expect(logs).toHaveLength(1);
  expect(damaged).toMatchObject([{ code: 'not_authentic' }]);

  await discard(vault, damaged);
  expect((await logsOn(vault, '2026-11-23')).damaged).toEqual([]);
  expect((await logsOn(vault, '2026-11-23')).logs).toEqual(logs);
});

test('a record that is no practice log is told too, and can be taken away', async () => {
  await vault.add('practice_logs', { practice_id: 7 }, '2026-11-23');
  const { logs, damaged } = await logsOn(vault, '2026-11-23');
  expect(logs).toEqual([]);
  expect(damaged).toMatchObject([{ code: 'misshapen' }]);

  await discard(vault, damaged);
  expect((await logsOn(vault, '2026-11-23')).damaged).toEqual([]);
});

test('nothing of a log stands in the clear on the phone', async () => {
  await keepLog(vault, aLog('canary-practice'));
  const rows = await inTransaction(['records', 'outbox', 'summaries'], 'readonly', async (tx) => [
    ...(await tx.objectStore('records').getAll()),
    ...(await tx.objectStore('outbox').getAll()),
    ...(await tx.objectStore('summaries').getAll()),
  ]);
  expect(rows).toHaveLength(3);
  const latin1 = new TextDecoder('latin1');
  for (const row of rows) {
    expect(latin1.decode(row.sealed)).not.toContain('canary');
    expect(JSON.stringify({ ...row, sealed: null })).not.toContain('canary');
  }
});

test('player settings start silent, and are kept', async () => {
  expect(await playerSettings(vault)).toEqual(PLAYER_DEFAULTS);
  const loud = { tones: true, vibration: true, volume: 0.8, reduced: true };
  await keepPlayerSettings(vault, loud);
  expect(await playerSettings(vault)).toEqual(loud);
});

test('only the settings named change: those of another tab and of a later Interlude stay', async () => {
  await vault.putSingleton('player_settings', { tones: true, volume: 0.2, haptics: 'soft' });
  await keepPlayerSettings(vault, { vibration: true });
  const { value } = (await vault.singleton('player_settings'))!;
  expect(value).toEqual({
    ...{ tones: true, volume: 0.2, haptics: 'soft' },
    ...{ vibration: true, reduced: null },
  });
});

test('settings of two tabs that change at once are both kept', async () => {
  await Promise.all([
    keepPlayerSettings(vault, { tones: true }),
    keepPlayerSettings(vault, { reduced: true }),
  ]);
  expect(await playerSettings(vault)).toMatchObject({ tones: true, reduced: true });
});

test('only what differs counts as changed', () => {
  const after = { ...PLAYER_DEFAULTS, volume: 0.7, reduced: false };
  expect(changedSettings(PLAYER_DEFAULTS, after)).toEqual({ volume: 0.7, reduced: false });
});

test('settings that make no sense fall back one by one', async () => {
  await vault.putSingleton('player_settings', { tones: true, volume: 7, reduced: 'yes' });
  expect(await playerSettings(vault)).toEqual({ ...PLAYER_DEFAULTS, tones: true, volume: 1 });
});

test('a day is written in the phone’s own calendar', () => {
  expect(localDateOf(new Date(2026, 0, 5, 0, 0))).toBe('2026-01-05');
  expect(localDateOf(new Date(2026, 11, 31, 23, 59))).toBe('2026-12-31');
});

test('however logs come, counts add up and recents are few, each once, the newest first', () => {
  const log = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    form: fc.constantFrom('full' as const, 'short' as const),
    ended: fc.constantFrom('finished' as const, 'enough' as const),
  });
  fc.assert(
    fc.property(fc.array(log, { maxLength: 30 }), (done) => {
      const { counts, recents } = done.reduce(
        (before, { id, ...rest }) => counted(before, aLog(id, rest)),
        NO_SUMMARY,
      );
      const sum = Object.values(counts).reduce((all, { full, short }) => all + full + short, 0);
      expect(sum).toBe(done.length);
      expect(new Set(recents).size).toBe(recents.length);
      expect(recents.length).toBe(Math.min(5, Object.keys(counts).length));
      expect(recents[0]).toBe(done.at(-1)?.id);
    }),
  );
});

async function flipOneBit(of: (row: RecordRow) => boolean = () => true): Promise<void> {
  await inTransaction(['records'], 'readwrite', async (tx) => {
    const row = (await tx.objectStore('records').getAll()).find(of)!;
    row.sealed[row.sealed.length - 1]! ^= 1;
    await tx.objectStore('records').put(row);
  });
}

test('a log of another phone that arrives late is not among the first', () => {
  const at = (hour: number) => ({ ended_at: new Date(2026, 10, 23, hour).toISOString() });
  const logs = [aLog('noon', at(12)), aLog('evening', at(18)), aLog('morning', at(9))];

  const { recents } = logs.reduce(counted, NO_SUMMARY);

  expect(recents).toEqual(['evening', 'noon', 'morning']);
});

test('logs of another phone are counted in whatever order they come, the newest first', () => {
  const at = (hour: number) => new Date(2026, 10, 23, hour).toISOString();
  const hours = [9, 15, 11, 8, 17, 10, 12];
  const logs = hours.map((hour) => aLog(`p${hour}`, { started_at: at(hour), ended_at: at(hour) }));
  const add = (before: unknown, log: unknown) => LOGS_COUNTER.add(before, log, null);
  const total = logs.reduce<unknown>(add, NO_SUMMARY);
  expect(total).toMatchObject({ recents: ['p17', 'p15', 'p12', 'p11', 'p10'] });
  expect(add(total, logs[0])).toMatchObject({ counts: { p9: { full: 2 }, p8: { full: 1 } } });
});

test('what is no log, or no total, is left as it is', () => {
  expect(LOGS_COUNTER.add(NO_SUMMARY, { practice_id: 7 }, null)).toBe(NO_SUMMARY);
  expect(LOGS_COUNTER.add(null, aLog('look'), null)).toBeNull();
});

test('logs that were taken away elsewhere count no more, and where none is left nothing does', async () => {
  await keepLog(vault, aLog('look'));
  await keepLog(vault, aLog('look'));
  const [first, second] = (await vault.list(LOGS)).kept;

  await vault.remove(LOGS, first!.id);
  await countAnew(vault);
  expect((await summaryOf(vault)).counts['look']?.full).toBe(1);

  await vault.remove(LOGS, second!.id);
  await countAnew(vault);
  expect(await summaryOf(vault)).toEqual(NO_SUMMARY);
});
