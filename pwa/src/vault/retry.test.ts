import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone, meanwhile, onDisk } from './testing';
import type { Vault } from './vault';

const MONDAY = '2026-11-23';
const counted = { key: 'helped', empty: 0, next: (before: number) => before + 1 };

let vault: Vault;
let id: string;
beforeEach(async () => {
  vault = await emptyPhone();
  id = vault.newId();
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('a write that was committed is never reported as refused, though nobody can be told', async () => {
  vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockImplementation(() => {
    throw new DOMException('closed', 'InvalidStateError');
  });
  const heard = vi.fn();
  vault.onChange(heard);

  const kept = await vault.add('log', { n: 1 });
  await vault.remove('log', kept.id);

  expect(heard).toHaveBeenCalledTimes(2);
});

test('an id taken before the first attempt looks like any other, and is used', async () => {
  expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  expect(vault.newId()).not.toBe(id);
  expect(await vault.add('log', { n: 1 }, MONDAY, id)).toMatchObject({ id, version: 1 });
});

test('the same once more is answered as the first time, and nothing is written', async () => {
  const first = await vault.add('log', { n: 1 }, MONDAY, id);
  const before = await onDisk();
  expect(await vault.add('log', { n: 1 }, MONDAY, id)).toEqual(first);
  expect(await onDisk()).toEqual(before);
});

test('a counted record tried twice is kept once and counted once', async () => {
  const first = await vault.addCounted('log', { n: 1 }, MONDAY, counted, id);
  expect(await vault.addCounted('log', { n: 1 }, MONDAY, counted, id)).toEqual(first);
  expect(await vault.summary('helped')).toBe(1);
  expect(await vault.waiting()).toBe(1);
});

test('two attempts at the same moment are one too', async () => {
  const attempt = () => vault.addCounted('log', { n: 1 }, MONDAY, counted, id);
  const second: { kept?: unknown } = {};
  meanwhile('encrypt', async () => (second.kept = await attempt()));
  expect(await attempt()).toEqual(second.kept);
  expect(await vault.summary('helped')).toBe(1);
});

test.each([
  ['another value', () => vault.add('log', { n: 2 }, MONDAY, id)],
  ['another day', () => vault.add('log', { n: 1 }, '2026-11-24', id)],
])('the same id with %s is refused', async (_, retry) => {
  await vault.add('log', { n: 1 }, MONDAY, id);
  const before = await onDisk();
  await expect(retry()).rejects.toMatchObject({ code: 'stale' });
  expect(await onDisk()).toEqual(before);
});

test('a retry brings nothing back that was removed since, nor reaches another collection', async () => {
  await vault.add('log', { n: 1 }, MONDAY, id);
  const elsewhere = vault.add('pulse', { n: 1 }, MONDAY, id);
  await expect(elsewhere).rejects.toMatchObject({ code: 'not_found' });
  await vault.remove('log', id);
  const late = vault.add('log', { n: 1 }, MONDAY, id);
  await expect(late).rejects.toMatchObject({ code: 'stale' });
});
