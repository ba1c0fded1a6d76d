import { beforeEach, expect, test } from 'vitest';
import { emptyPhone } from '../vault/testing';
import type { Vault } from '../vault/vault';
import {
  addReminder,
  allReminders,
  changeReminder,
  parseReminder,
  REMINDERS,
  removeReminder,
  restoreReminder,
} from './records';
import { aReminder } from './testing';

let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
});

test('what was kept is found, in the order of the day', async () => {
  const late = aReminder({ at: '17:00' });
  const early = aReminder({ at: '09:00' });
  for (const reminder of [late, early]) await addReminder(vault, reminder, vault.newId());
  const { reminders } = await allReminders(vault);
  expect(reminders).toMatchObject([early, late]);
});

test('tried twice under one id it is kept once', async () => {
  const [id, reminder] = [vault.newId(), aReminder()];
  await addReminder(vault, reminder, id);
  await addReminder(vault, reminder, id);
  expect((await allReminders(vault)).reminders).toHaveLength(1);
});

test('what a later Interlude keeps of it stays, when it is changed and when it is had back', async () => {
  const { id } = await vault.add(REMINDERS, { ...aReminder(), sound: 'bell' });
  await changeReminder(vault, id, { at: '13:00' });
  await restoreReminder(vault, (await removeReminder(vault, id))!);
  expect(await vault.get(REMINDERS, id)).toMatchObject({ value: { at: '13:00', sound: 'bell' } });
});

test('what is gone already is taken away without a word', async () => {
  const { id } = await addReminder(vault, aReminder(), vault.newId());
  await removeReminder(vault, id);
  expect(await removeReminder(vault, id)).toBeNull();
});

test('what is no reminder is counted, and the rest is shown', async () => {
  await addReminder(vault, aReminder(), vault.newId());
  await vault.add(REMINDERS, { at: '25:00' });
  expect(await allReminders(vault)).toMatchObject({ reminders: [{}], damaged: 1 });
});

test.each([
  ['kind', 'lunch'],
  ['text', null],
  ['at', '9:00'],
  ['weekdays', [0]],
  ['weekdays', 'all'],
  ['zone', 'Mars'],
  ['state', 'maybe'],
  ['paused_until', 'later'],
  ['skips', ['tomorrow']],
  ['moves', [{ on: '2026-11-30' }]],
  ['plan_id', 'mine'],
])('a reminder whose %s is %o is none', (name, value) => {
  expect(parseReminder(aReminder())).not.toBeNull();
  expect(parseReminder({ ...aReminder(), [name]: value })).toBeNull();
});

test.each([null, undefined, 'x', []])('%o is no reminder', (value) => {
  expect(parseReminder(value)).toBeNull();
});
