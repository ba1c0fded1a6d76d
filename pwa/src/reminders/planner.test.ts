import { beforeEach, expect, test, vi } from 'vitest';
import { setClock } from '../core/clock';
import type { Wire } from '../core/http/client';
import { emptyPhone, onDisk } from '../vault/testing';
import type { Vault } from '../vault/vault';
import { Planner } from './planner.svelte';
import { addReminder, changeReminder } from './records';
import { aReminder } from './testing';

/** The server's side of it: a version that rises, and a plan. */
const server = { version: 0, reminders: [] as Wire['PlannedReminder'][], isThere: true };
const puts = vi.fn();

vi.mock('./api', () => {
  const planned = () => ({
    version: server.version,
    reminders: server.reminders.map(({ id }) => ({ id, next_due_at: 0 })),
  });
  const answered = () => ({ kind: 'answered', data: planned(), etag: null });
  const unheard = { kind: 'unheard', reason: 'no_network' };
  const problem = { status: 409, code: 'plan_changed', title: '', detail: null, retry_after: null };
  return {
    getPlan: () => Promise.resolve(server.isThere ? answered() : unheard),
    putPlan: (body: Wire['NewPlan']) => {
      puts(body);
      if (!server.isThere) return Promise.resolve(unheard);
      if (body.based_on !== server.version) return Promise.resolve({ kind: 'refused', problem });
      Object.assign(server, { version: server.version + 1, reminders: body.reminders });
      return Promise.resolve(answered());
    },
  };
});

let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
  Object.assign(server, { version: 0, reminders: [], isThere: true });
  puts.mockClear();
  setClock(() => new Date('2026-11-30T11:00:00Z'));
});

const add = (given = {}) => addReminder(vault, aReminder(given), vault.newId());

test('the server is told once what stands here', async () => {
  await add();
  const planner = new Planner();
  expect(await planner.tell()).toBe('told');
  expect(await planner.tell()).toBe('told');
  expect(puts).toHaveBeenCalledOnce();
  expect(server.reminders).toMatchObject([{ at: '12:50', class: 'reminder' }]);
});

test('a page opened later does not tell it anew', async () => {
  await add();
  await new Planner().tell();
  expect(await new Planner().tell()).toBe('told');
  expect(puts).toHaveBeenCalledOnce();
});

test('what was changed is told, and what was switched off is taken out', async () => {
  const { id } = await add();
  const planner = new Planner();
  await planner.tell();
  await changeReminder(vault, id, { at: '13:00' });
  await planner.tell();
  expect(server.reminders).toMatchObject([{ at: '13:00' }]);
  await changeReminder(vault, id, { state: 'off' });
  await planner.tell();
  expect(server.reminders).toEqual([]);
});

test('a phone that never had a reminder says nothing', async () => {
  expect(await new Planner().tell()).toBe('told');
  expect(puts).not.toHaveBeenCalled();
});

test('out of reach it waits, and is told when asked the next time', async () => {
  await add();
  server.isThere = false;
  const planner = new Planner();
  expect(await planner.tell()).toBe('waiting');
  server.isThere = true;
  expect(await planner.tell()).toBe('told');
});

test('what another phone told since is seen, and put right', async () => {
  await add();
  await new Planner().tell();
  Object.assign(server, { version: 9, reminders: [] });
  expect(await new Planner().tell()).toBe('told');
  expect(server).toMatchObject({ version: 10, reminders: [{}] });
});

test('one that was quicker is heard of', async () => {
  await add();
  const planner = new Planner();
  puts.mockImplementationOnce(() => (server.version += 1));
  expect(await planner.tell()).toBe('changed');
  expect(await planner.tell()).toBe('told');
});

test('asked while it is telling it tells once more, and no more than that', async () => {
  await add();
  const planner = new Planner();
  const first = planner.tell();
  await add({ at: '15:00' });
  await Promise.all([first, planner.tell(), planner.tell()]);
  await vi.waitFor(() => expect(server.reminders).toHaveLength(2));
});

test('neither the server nor the disk reads why', async () => {
  await add({ text: 'a canary in the coal mine' });
  await new Planner().tell();
  const disk = JSON.stringify(await onDisk(), (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  for (const seen of [JSON.stringify(puts.mock.calls), disk]) {
    expect(seen).not.toContain('canary');
  }
  expect(disk).not.toContain('12:50');
});
