import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { instantOf } from '../core/zones';
import { emptyPhone } from '../vault/testing';
import { VaultError, type Vault } from '../vault/vault';
import { add, change, remove, undoRemove } from './changing';
import { addFreeDay } from './sessions-keeping';
import { Day } from './store.svelte';
import { copyToTomorrow, repeatWeekly, setFree, timesOfDay } from './usual';
import { slotOf, WEEKLY, weeklyFrom, weeklyOn, weeklyTimes } from './weekly';
import { addWeekly, putWeekly, removeWeekly } from './weekly-keeping';

const on = '2026-11-25'; // a Wednesday
let vault: Vault;
let day: Day;

beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', 'Europe/Lisbon');
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(on, '08:00', 'Europe/Lisbon') });
  await addWeekly(vault, 3, { at: '11:00', minutes: 50 });
  await addWeekly(vault, 3, { at: '09:00', minutes: 30, kind: 'break' });
  day = new Day(vault);
  await day.open();
});
afterEach(() => {
  day.close();
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const starts = () => day.plan.sessions.map(({ at }) => at);
const eleven = () => day.plan.sessions.find(({ at }) => at === '11:00')!;

test('the times of the week are there on their day, in order, and on no other', async () => {
  expect(starts()).toEqual(['09:00', '11:00']);
  expect(day.plan.sessions[0]).toMatchObject({ kind: 'break', minutes: 30 });
  expect(await weeklyTimes(vault)).toMatchObject({ 3: [{ at: '09:00' }, { at: '11:00' }] });
  expect(weeklyOn(day.weekly, '2026-11-26', day.zone, [])).toEqual([]);
});

test('changed on one day, the week stays as it is', async () => {
  await change(day, eleven().id, { ...eleven(), minutes: 60 });
  expect(eleven().minutes).toBe(60);
  expect(slotOf(eleven().id)).toBeNull();
  expect(starts()).toEqual(['09:00', '11:00']);
  expect(weeklyOn(day.weekly, '2026-12-02', day.zone, [])).toHaveLength(2);
});

test('moved on one day, it is not at its old time as well', async () => {
  await change(day, eleven().id, { on, at: '14:00', minutes: 50, zone: day.zone });
  expect(starts()).toEqual(['09:00', '14:00']);
});

test('left out of one day it can be had back, whether it was changed before or not', async () => {
  await remove(day, eleven());
  expect(starts()).toEqual(['09:00']);
  expect(await undoRemove(day)).toBe(true);
  expect(starts()).toEqual(['09:00', '11:00']);
  expect(slotOf(eleven().id)).not.toBeNull();

  await change(day, eleven().id, { ...eleven(), minutes: 60 });
  await remove(day, eleven());
  expect(starts()).toEqual(['09:00']);
  expect(await undoRemove(day)).toBe(true);
  expect(eleven().minutes).toBe(60);
});

test('a day without sessions has none, has them back, and one that is added ends it', async () => {
  await setFree(day, true);
  expect([day.isFree, starts()]).toEqual([true, []]);
  await setFree(day, false);
  expect([day.isFree, starts()]).toEqual([false, ['09:00', '11:00']]);

  await setFree(day, true);
  await add(day, { on, at: '16:00', minutes: 50, zone: day.zone });
  expect(day.isFree).toBe(false);
  expect(starts()).toContain('16:00');
});

test('a copy that stopped half way goes on, and nothing is there twice', async () => {
  const add = vault.add.bind(vault);
  let left = 1;
  vi.spyOn(vault, 'add').mockImplementation((...given: Parameters<Vault['add']>) =>
    left-- > 0 ? add(...given) : Promise.reject(new VaultError('no_room')),
  );
  await setFreeTomorrow();
  expect(await copyToTomorrow(day)).toBe(false);
  vi.mocked(vault.add).mockRestore();
  expect(await day.retry()).toBe(true);
  const next = day.sessions.filter((each) => each.on === '2026-11-26');
  expect(next.map(({ at }) => at).sort()).toEqual(['09:00', '11:00']);
});

/** Copied to all the same, it is no day without sessions any more. */
async function setFreeTomorrow(): Promise<void> {
  await addFreeDay(vault, '2026-11-26', vault.newId());
  await day.load();
}

test('a time that could not be made one of the week is not there twice', async () => {
  await add(day, { on, at: '15:00', minutes: 45, zone: day.zone });
  const session = day.plan.sessions.find(({ at }) => at === '15:00')!;
  vi.spyOn(vault, 'updateSingleton').mockRejectedValueOnce(new VaultError('no_room'));
  expect(await repeatWeekly(day, session)).toBe(false);
  await day.load();
  expect(starts().filter((at) => at === '15:00')).toHaveLength(1);
  expect(await day.retry()).toBe(true);
  expect(starts().filter((at) => at === '15:00')).toHaveLength(1);
});

test('a session of one day becomes one of the week, and is not there twice', async () => {
  await add(day, { on, at: '15:00', minutes: 45, zone: day.zone });
  await repeatWeekly(
    day,
    day.plan.sessions.find(({ at }) => at === '15:00')!,
  );
  expect(starts()).toEqual(['09:00', '11:00', '15:00']);
  expect(weeklyOn(day.weekly, '2026-12-02', day.zone, []).map(({ at }) => at)).toContain('15:00');
});

test('a day is copied with its breaks, without what did not take place, and once', async () => {
  await change(day, eleven().id, { ...eleven(), off: 'cancelled' });
  await copyToTomorrow(day);
  await copyToTomorrow(day);
  const next = day.sessions.filter((each) => each.on === '2026-11-26');
  expect(next.map(({ at, kind }) => [at, kind])).toEqual([['09:00', 'break']]);
});

test('today’s times can be those of the week', async () => {
  expect(timesOfDay(day)).toEqual([
    { at: '09:00', minutes: 30, kind: 'break' },
    { at: '11:00', minutes: 50 },
  ]);
});

test('each day is a field of its own, one start a time, and what a later Interlude keeps stays', async () => {
  const kept = async () => (await vault.singleton<object>(WEEKLY))?.value;
  await vault.putSingleton(WEEKLY, { ...(await kept()), later: true });
  await addWeekly(vault, 3, { at: '11:00', minutes: 90 });
  await removeWeekly(vault, 3, '09:00');
  await putWeekly(vault, 5, [{ at: '08:00', minutes: 480, kind: 'shift' }]);
  expect(await kept()).toEqual({
    later: true,
    3: [{ at: '11:00', minutes: 90 }],
    5: [{ at: '08:00', minutes: 480, kind: 'shift' }],
  });
});

test('what is no time of a week is none', () => {
  const week = weeklyFrom({
    1: 'early',
    2: [
      { at: '25:00', minutes: 50 },
      { at: '09:00', minutes: 0 },
    ],
    3: [null, 7, { at: '09:00', minutes: 50, kind: 'party' }],
    4: [{ at: '09:00', minutes: 50 }],
  });
  expect(Object.values(week).flat()).toEqual([{ at: '09:00', minutes: 50 }]);
  expect(weeklyFrom(null)[1]).toEqual([]);
});
