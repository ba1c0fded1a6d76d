import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTransaction, type OutboxEntry, type RecordRow } from '../core/db';
import { emptyPhone, meanwhile, onDisk } from './testing';
import type { Vault } from './vault';

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const outbox = async () => (await onDisk()).outbox as OutboxEntry[];
const rows = async () => (await onDisk()).records as RecordRow[];

/** What a sender does before its request flies. */
const markSent = () =>
  inTransaction(['outbox'], 'readwrite', async (tx) => {
    for (const entry of await tx.objectStore('outbox').getAll())
      await tx.objectStore('outbox').put({ ...entry, sent: true });
  });

/** The server has taken all that waits. */
const acknowledge = (seq: number) =>
  inTransaction(['records', 'outbox'], 'readwrite', async (tx) => {
    await tx.objectStore('outbox').clear();
    for (const row of await tx.objectStore('records').getAll())
      await tx.objectStore('records').put({ ...row, seq });
  });

test('two thousand edits of a setting leave one entry, of the version they came to', async () => {
  for (let n = 1; n <= 2000; n++) await vault.putSingleton('settings', { n });

  expect(await vault.waiting()).toBe(1);
  expect(await outbox()).toMatchObject([{ version: 2000, base: 0, after: [], sent: false }]);
  expect(await vault.singleton('settings')).toMatchObject({ version: 2000, value: { n: 2000 } });
}, 30_000);

test('an edit that was never sent gives way to the next one, under a new op', async () => {
  const { id } = await vault.add('log', { n: 1 });
  const [first] = await outbox();
  await vault.change('log', id, { n: 2 });
  await vault.remove('log', id);

  const [last, ...others] = await outbox();
  expect(others).toEqual([]);
  expect(last).toMatchObject({ id, version: 3, base: 0, after: [], epoch: 1, purgeable: true });
  expect(last!.op).not.toBe(first!.op);
  expect(last!.n).toBeGreaterThan(first!.n!);
  expect(await rows()).toMatchObject([{ seq: null, version: 3, sealed: last!.sealed }]);
});

test('edits that were sent all wait, each with its version and what it is built upon', async () => {
  const { id } = await vault.add('log', { n: 1 });
  await markSent();
  await vault.change('log', id, { n: 2 });
  await markSent();
  await vault.change('log', id, { n: 3 });
  await vault.remove('log', id);

  const [one, two, three] = await outbox();
  expect([one, two, three]).toMatchObject([
    { version: 1, base: 0, after: [], sent: true },
    { version: 2, base: 0, after: [one!.op], sent: true },
    { version: 4, base: 0, after: [one!.op, two!.op], sent: false },
  ]);
});

test('an edit of one record replaces no edit of another', async () => {
  await vault.add('log', { n: 1 });
  await vault.add('log', { n: 2 });
  await vault.putSingleton('settings', {});
  await vault.putSingleton('settings', {});
  expect(await vault.waiting()).toBe(3);
});

test('an edit that is sent while the next is being sealed is named, not replaced', async () => {
  const { id } = await vault.add('log', { n: 1 });
  meanwhile('encrypt', markSent);
  await vault.change('log', id, { n: 2 });

  const [one, two] = await outbox();
  expect([one, two]).toMatchObject([
    { version: 1, sent: true },
    { version: 2, base: 0, after: [one!.op], sent: false },
  ]);
});

test('an acknowledgement that lands while the next edit is being sealed is not undone', async () => {
  const { id } = await vault.add('log', { n: 1 });
  await markSent();
  meanwhile('encrypt', () => acknowledge(7));
  await vault.change('log', id, { n: 2 });

  expect(await rows()).toMatchObject([{ version: 2, seq: 7 }]);
  expect(await outbox()).toMatchObject([{ version: 2, base: 1, after: [] }]);
});

test('nor is one of an earlier edit, while a later one waits', async () => {
  const { id } = await vault.add('log', { n: 1 });
  await markSent();
  await vault.change('log', id, { n: 2 });
  const [sent] = await outbox();
  meanwhile('encrypt', () =>
    inTransaction(['records', 'outbox'], 'readwrite', async (tx) => {
      await tx.objectStore('outbox').delete(sent!.n!);
      const row = (await tx.objectStore('records').get(id))!;
      await tx.objectStore('records').put({ ...row, seq: 7 });
    }),
  );
  await vault.change('log', id, { n: 3 });

  expect(await rows()).toMatchObject([{ version: 3, seq: 7 }]);
  expect(await outbox()).toMatchObject([{ version: 3, base: 0, after: [sent!.op] }]);
});

test('a version never falls, though all edits of a record were refused and dropped', async () => {
  const { id } = await vault.add('log', { n: 1 });
  await vault.change('log', id, { n: 2 });
  await vault.change('log', id, { n: 3 });
  await inTransaction(['outbox'], 'readwrite', (tx) => tx.objectStore('outbox').clear());

  expect(await vault.change('log', id, { n: 4 })).toMatchObject({ version: 4 });
  expect(await outbox()).toMatchObject([{ version: 4, base: 0, after: [] }]);
});

test('the first edit after an acknowledged state keeps that state beside it, to merge by', async () => {
  const ancestors = async () => (await onDisk()).ancestors;
  const { id } = await vault.add('log', { n: 1 });
  expect(await ancestors()).toEqual([]);
  await markSent();
  await acknowledge(7);
  const [held] = await rows();

  await vault.change('log', id, { n: 2 });
  await vault.change('log', id, { n: 3 });
  await markSent();
  await vault.remove('log', id);

  const { version, epoch, seq, sealed } = held!;
  expect(await ancestors()).toEqual([{ id, version, epoch, seq, sealed }]);
});
