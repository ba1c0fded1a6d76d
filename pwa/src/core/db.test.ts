import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeDb, connect, inTransaction, migrations } from './db';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

afterEach(async () => {
  vi.useRealTimers();
  await closeDb();
});

const put = (name: string) =>
  inTransaction(['meta'], 'readwrite', (tx) =>
    tx
      .objectStore('meta')
      .put({ name, value: 1 })
      .then(() => undefined),
  );
const names = () =>
  inTransaction(['meta'], 'readonly', (tx) => tx.objectStore('meta').getAllKeys());

test('the first migration makes every store and index', async () => {
  const db = await connect(migrations, () => undefined);
  expect([...db.objectStoreNames]).toEqual([
    'catalogue',
    'drafts',
    'keys',
    'meta',
    'outbox',
    'records',
    'summaries',
  ]);
  const tx = db.transaction(['records', 'outbox']);
  expect([...tx.objectStore('records').indexNames]).toEqual(['collection', 'day']);
  expect([...tx.objectStore('outbox').indexNames]).toEqual(['id', 'op']);
  db.close();
});

test('a later version runs only the steps that are new, and keeps what was there', async () => {
  await put('before');
  await closeDb();
  const step = vi.fn();

  const db = await connect([...migrations, step], () => undefined);

  expect(step).toHaveBeenCalledOnce();
  expect(await db.getAllKeys('meta')).toEqual(['before']);
  db.close();
});

test('a tab lets go when a later version is opened, and then learns that it is too old', async () => {
  await put('kept');
  const later = await connect([...migrations, () => undefined], () => undefined);
  later.close();

  await expect(names()).rejects.toMatchObject({ name: 'VersionError' });
});

test('erasing the database in another tab is not held up, and the next write starts afresh', async () => {
  await put('gone');
  await new Promise<void>((resolve, reject) => {
    const erasing = indexedDB.deleteDatabase('interlude');
    erasing.onsuccess = () => resolve();
    erasing.onblocked = () => reject(new Error('blocked'));
  });

  await put('new');

  expect(await names()).toEqual(['new']);
});

test('a tab that never lets go makes opening fail, not hang', async () => {
  const holder = await connect(migrations, () => undefined);
  holder.addEventListener('versionchange', (event) => event.stopImmediatePropagation());
  const close = vi.spyOn(IDBDatabase.prototype, 'close').mockImplementation(() => undefined);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

  const opening = connect([...migrations, () => undefined], () => undefined);
  const refused = expect(opening).rejects.toMatchObject({ name: 'InvalidStateError' });
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
  vi.advanceTimersByTime(4000);

  await refused;
  close.mockRestore();
  holder.close();
});

test('a connection that was dropped in the background is made anew', async () => {
  await put('one');
  const original = IDBDatabase.prototype.transaction;
  const dropped = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('closing', 'InvalidStateError');
  });

  await put('two');

  dropped.mockRestore();
  expect(IDBDatabase.prototype.transaction).toBe(original);
  expect(await names()).toEqual(['one', 'two']);
});

test('work that throws halfway leaves nothing of itself', async () => {
  const failing = inTransaction(['meta'], 'readwrite', async (tx) => {
    await tx.objectStore('meta').put({ name: 'half', value: 1 });
    throw new RangeError('no');
  });

  await expect(failing).rejects.toThrow(RangeError);
  expect(await names()).toEqual([]);
});

test('a database that failed to open is tried anew', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('private window', 'SecurityError');
  });

  await expect(names()).rejects.toMatchObject({ name: 'SecurityError' });
  expect(await names()).toEqual([]);
});
