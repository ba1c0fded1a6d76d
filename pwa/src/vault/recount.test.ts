import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTransaction } from '../core/db';
import { emptyPhone, meanwhile, onDisk } from './testing';
import type { Vault } from './vault';

const MONDAY = '2026-11-23';
const counted = { key: 'helped', empty: 0, next: (before: number) => before + 1 };

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
  await keep();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const keep = () => vault.addCounted('log', {}, MONDAY, counted);
const recount = () => vault.recount('helped', 'log', (kept) => kept.length);

const damageSummary = () =>
  inTransaction(['summaries'], 'readwrite', async (tx) => {
    const [row] = await tx.objectStore('summaries').getAll();
    row!.sealed[40]! ^= 1;
    await tx.objectStore('summaries').put(row!);
  });

test('a damaged summary is counted anew from its records', async () => {
  await damageSummary();
  await keep();
  expect(await vault.summary('helped')).toBeNull();
  expect(await recount()).toBe(2);
  expect(await vault.summary('helped')).toBe(2);
});

test('a record kept while the summary is being recounted is counted', async () => {
  await damageSummary();
  meanwhile('encrypt', keep);
  expect(await recount()).toBe(2);
  expect(await vault.summary('helped')).toBe(2);
});

test('one kept upon the damaged summary while the recount ends is counted', async () => {
  await damageSummary();
  // The first thing opened by a counted write is its summary.
  meanwhile('decrypt', recount);
  await keep();
  expect(await vault.summary('helped')).toBe(2);
});

test('a record removed while the summary is being recounted is not counted', async () => {
  const { id } = await keep();
  meanwhile('encrypt', () => vault.remove('log', id));
  expect(await recount()).toBe(1);
});

test('a recount that has nothing to say writes nothing', async () => {
  const before = await onDisk();
  expect(await vault.recount('helped', 'log', () => null)).toBeNull();
  expect(await onDisk()).toEqual(before);
});

test('null stands for a total to be counted anew: a log does not begin another upon it', async () => {
  await vault.putSummary('helped', null);
  await keep();
  expect(await vault.summary('helped')).toBeNull();
  expect(await recount()).toBe(2);
  await keep();
  expect(await vault.summary('helped')).toBe(3);
});
