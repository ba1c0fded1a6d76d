import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setClock } from '../core/clock';
import { emptyPhone } from '../vault/testing';
import { VaultError, type Listing, type Vault } from '../vault/vault';
import { SESSIONS, sessionsOn } from './records';
import { addSession } from './sessions-keeping';
import { add, change, remove, undoRemove } from './changing';
import { Day } from './store.svelte';
import { changeSettings, copyTo, copyToTomorrow } from './usual';

const time = { on: '2026-11-23', at: '10:00', minutes: 50, zone: 'UTC' };
let vault: Vault;
let day: Day;
let moment: Date;
let restore: () => void;

beforeEach(async () => {
  moment = new Date('2026-11-23T10:52:00Z');
  restore = setClock(() => moment);
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
    timeZone: 'UTC',
  } as Intl.ResolvedDateTimeFormatOptions);
  vault = await emptyPhone();
  day = new Day(vault);
});

afterEach(() => {
  day.close();
  restore();
  vi.restoreAllMocks();
});

function becomeVisible() {
  document.dispatchEvent(new Event('visibilitychange'));
}

test('loading comes first, then the day', async () => {
  expect(day.state).toBe('loading');
  await day.open();
  expect(day.state).toBe('ready');
  expect(day.moment).toEqual({ kind: 'none' });
});

test('a session added is on the rail, and outlives the page', async () => {
  await day.open();
  expect(await add(day, time)).toBe(true);
  expect(day.plan.sessions).toMatchObject([time]);
  expect(day.moment.kind).toBe('notes');

  const reopened = new Day(vault);
  await reopened.load();
  expect(reopened.plan.sessions).toMatchObject([time]);
});

test('running over makes the gap shorter at once', async () => {
  await day.open();
  await add(day, time);
  const [session] = day.plan.sessions;
  await change(day, session!.id, { ...time, minutes: 55 });
  expect(day.moment.kind).toBe('session');
});

test('a session taken away can be had back', async () => {
  await day.open();
  await add(day, time);
  const { id } = day.plan.sessions[0]!;

  await remove(day, day.plan.sessions[0]!);
  expect(day.plan.sessions).toEqual([]);
  expect(day.removed?.value).toEqual(time);

  expect(await undoRemove(day)).toBe(true);
  expect(day.plan.sessions).toMatchObject([{ id }]);
  expect(day.removed).toBeNull();
  expect(await undoRemove(day)).toBe(false);
});

test('what was taken away cannot be had back once something newer is done', async () => {
  await day.open();
  await add(day, time);
  await remove(day, day.plan.sessions[0]!);
  await add(day, { ...time, at: '12:00' });
  expect(day.removed).toBeNull();
  await remove(day, day.plan.sessions[0]!);
  expect(day.removed?.value.at).toBe('12:00');
});

test('with no room left the time stays on screen, and is kept on trying once more', async () => {
  await day.open();
  const full = vi.spyOn(vault, 'add').mockRejectedValueOnce(new VaultError('no_room'));

  expect(await add(day, time)).toBe(false);
  expect([day.trouble, day.unkept]).toEqual(['no_room', time]);
  expect(day.plan.sessions).toEqual([]);

  expect(await day.retry()).toBe(true);
  expect([day.trouble, day.unkept]).toEqual([null, null]);
  expect(full).toHaveBeenCalledTimes(2);
});

test('a change that found no room stays on screen too, and what was kept stays kept', async () => {
  await day.open();
  await add(day, time);
  vi.spyOn(vault, 'change').mockRejectedValueOnce(new VaultError('no_room'));
  const longer = { ...time, minutes: 55 };

  expect(await change(day, day.plan.sessions[0]!.id, longer)).toBe(false);
  expect(day.unkept).toEqual(longer);
  expect(day.plan.sessions).toMatchObject([time]);

  expect(await day.retry()).toBe(true);
  expect(day.plan.sessions).toMatchObject([longer]);
  expect(day.trouble).toBeNull();
});

test('what was let go is not tried once more', async () => {
  await day.open();
  vi.spyOn(vault, 'add').mockRejectedValueOnce(new VaultError('no_room'));
  await add(day, time);
  day.letGo();
  expect([day.trouble, day.unkept]).toEqual([null, null]);
  await day.retry();
  expect(day.plan.sessions).toEqual([]);
});

test('a mistake of ours is not taken for a full phone', async () => {
  await day.open();
  vi.spyOn(vault, 'add').mockRejectedValueOnce(new TypeError('ours'));
  await expect(add(day, time)).rejects.toThrow(TypeError);
  expect(day.trouble).toBeNull();
});

test('a record that cannot be read is counted, and the rest is shown', async () => {
  await vault.add(SESSIONS, { at: 'ten' }, time.on);
  await addSession(vault, time);
  await day.open();
  expect(day.damaged).toBe(1);
  expect(day.plan.sessions).toHaveLength(1);
});

test('without storage the day says so', async () => {
  vi.spyOn(vault, 'list').mockRejectedValue(new VaultError('no_storage'));
  await day.open();
  expect(day.state).toBe('no_storage');
});

test('what another tab adds appears', async () => {
  await day.open();
  await addSession(vault, time);
  await vi.waitFor(() => expect(day.plan.sessions).toHaveLength(1));
});

test('a slow answer never hides what a later one knew', async () => {
  await day.load();
  let answer: (listing: Listing<unknown>) => void = () => undefined;
  const empty = new Promise<Listing<unknown>>((resolve) => (answer = resolve));
  const listing = vi.spyOn(vault, 'list').mockReturnValue(empty);
  const slow = day.load();
  listing.mockRestore();
  await addSession(vault, time);
  await day.load();
  answer({ kept: [], damaged: [] });
  await slow;
  expect(day.plan.sessions).toHaveLength(1);
});

test('becoming visible tells the time anew', async () => {
  await day.open();
  await add(day, time);
  moment = new Date('2026-11-23T10:56:00Z');
  becomeVisible();
  expect(day.moment.kind).toBe('after');
});

test('a new day loads its own sessions', async () => {
  const wednesday = { ...time, on: '2026-11-25' };
  await addSession(vault, wednesday);
  await day.open();
  expect(day.sessions).toEqual([]);

  moment = new Date('2026-11-25T09:00:00Z');
  becomeVisible();
  await vi.waitFor(() => expect(day.plan.sessions).toMatchObject([wednesday]));
});

test('closed, the day asks nothing more of the clock', async () => {
  await day.open();
  day.close();
  moment = new Date('2026-11-23T12:00:00Z');
  becomeVisible();
  expect(day.now).toBe(Date.parse('2026-11-23T10:52:00Z'));
});

test('copied to tomorrow, each time is there once, however often it is asked', async () => {
  await day.open();
  await add(day, time);
  await add(day, { ...time, at: '11:00' });
  await copyToTomorrow(day);
  await copyToTomorrow(day);
  const tomorrow = day.sessions.filter(({ on }) => on === '2026-11-24');
  expect(tomorrow.map(({ at }) => at).sort()).toEqual(['10:00', '11:00']);
});

test('a day is copied to any other, and what is there already stays', async () => {
  await day.open();
  await add(day, time);
  await add(day, { ...time, at: '11:00' });
  await vault.add(SESSIONS, { ...time, on: '2026-12-18', at: '11:00', minutes: 20 }, '2026-12-18');
  expect(await copyTo(day, '2026-12-18')).toBe(true);
  const { sessions } = await sessionsOn(vault, ['2026-12-18']);
  expect(sessions.map(({ at, minutes }) => [at, minutes]).sort()).toEqual([
    ['10:00', 50],
    ['11:00', 20],
  ]);
});

test('settings change the plan', async () => {
  await day.open();
  await add(day, time);
  await changeSettings(day, { notes_minutes: 1 });
  expect(day.moment.kind).toBe('after');
});
