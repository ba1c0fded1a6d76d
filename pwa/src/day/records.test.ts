import { beforeEach, expect, test } from 'vitest';
import { emptyPhone } from '../vault/testing';
import type { Vault } from '../vault/vault';
import {
  DAY_SETTINGS,
  daySettings,
  parseDaySettings,
  parseSessionTime,
  SESSIONS,
  sessionsOn,
} from './records';
import {
  addSession,
  changeDaySettings,
  changeSession,
  removeSession,
  restoreSession,
} from './sessions-keeping';
import { USUAL_DAY } from './rules';

const time = { on: '2026-11-23', at: '10:00', minutes: 50, zone: 'Europe/London' };
let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
});

test('a session is found on its day and on no other', async () => {
  const { id } = await addSession(vault, time);
  expect(await sessionsOn(vault, ['2026-11-22', time.on])).toEqual({
    sessions: [{ id, ...time }],
    free: [],
    damaged: 0,
  });
  expect((await sessionsOn(vault, ['2026-11-24'])).sessions).toEqual([]);
});

test('a session moved to another day is found there', async () => {
  const { id } = await addSession(vault, time);
  await changeSession(vault, id, { ...time, on: '2026-11-24' });
  expect((await sessionsOn(vault, [time.on])).sessions).toEqual([]);
  expect((await sessionsOn(vault, ['2026-11-24'])).sessions).toHaveLength(1);
});

test('a session keeps what a later Interlude wrote of it, when it is moved and when it is had back', async () => {
  const { id } = await vault.add(SESSIONS, { ...time, room: 'later' }, time.on);
  const moved = { ...time, on: '2026-11-24' };
  await changeSession(vault, id, moved);
  expect(await vault.get(SESSIONS, id)).toMatchObject({ value: { ...moved, room: 'later' } });
  await restoreSession(vault, (await removeSession(vault, id))!);
  expect(await vault.get(SESSIONS, id)).toMatchObject({ value: { ...moved, room: 'later' } });
});

test('a session tried twice under one id is kept once', async () => {
  const id = vault.newId();
  await addSession(vault, time, id);
  await addSession(vault, time, id);
  expect((await sessionsOn(vault, [time.on])).sessions).toEqual([{ id, ...time }]);
});

test('what was taken away can be had back', async () => {
  const { id } = await addSession(vault, time);
  const kept = await removeSession(vault, id);
  expect((await sessionsOn(vault, [time.on])).sessions).toEqual([]);
  await restoreSession(vault, kept!);
  expect((await sessionsOn(vault, [time.on])).sessions).toEqual([{ id, ...time }]);
});

test('taking away what is gone takes nothing', async () => {
  expect(await removeSession(vault, crypto.randomUUID())).toBeNull();
});

test('a record that is no session time is counted, and hides no other', async () => {
  await vault.add(SESSIONS, { ...time, at: 'ten' }, time.on);
  await addSession(vault, time);
  const { sessions, damaged } = await sessionsOn(vault, [time.on]);
  expect([sessions.length, damaged]).toEqual([1, 1]);
});

test.each([
  null,
  'ten',
  { ...time, on: '2026-02-30' },
  { ...time, at: '25:00' },
  { ...time, minutes: 0 },
  { ...time, minutes: 721 },
  { ...time, minutes: 49.5 },
  { ...time, zone: 'Mars/Base' },
])('%j is no session time', (value) => {
  expect(parseSessionTime(value)).toBeNull();
});

test('only the four fields of a time are read', () => {
  expect(parseSessionTime({ ...time, who: 'nobody' })).toEqual(time);
});

test('settings are as usual until they are changed, one field at a time', async () => {
  expect(await daySettings(vault)).toEqual(USUAL_DAY);
  await changeDaySettings(vault, { notes_minutes: 8 });
  await changeDaySettings(vault, { session_minutes: 45 });
  expect(await daySettings(vault)).toEqual({
    session_minutes: 45,
    notes_minutes: 8,
    leave_minutes: 2,
  });
});

test('a setting out of bounds is as usual, the others stay', () => {
  const settings = parseDaySettings({ session_minutes: -1, notes_minutes: 0, leave_minutes: '2' });
  expect(settings).toEqual({ session_minutes: 50, notes_minutes: 0, leave_minutes: 2 });
});

test('a setting of a later Interlude outlives a change', async () => {
  await vault.putSingleton(DAY_SETTINGS, { notes_minutes: 8, pause_minutes: 3 });
  await changeDaySettings(vault, { leave_minutes: 4 });
  const kept = await vault.singleton(DAY_SETTINGS);
  const settings = { session_minutes: 50, notes_minutes: 8, leave_minutes: 4 };
  expect(kept?.value).toEqual({ ...settings, pause_minutes: 3 });
});

test('settings of an odd shape do not stop a change', async () => {
  await vault.putSingleton(DAY_SETTINGS, 'fifty');
  expect(await changeDaySettings(vault, { leave_minutes: 3 })).toMatchObject({ leave_minutes: 3 });
});
