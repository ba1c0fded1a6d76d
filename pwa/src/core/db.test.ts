import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeDb, connect, inTransaction, migrations, type DeviceWrap, type WrapRow } from './db';

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

const FIRST = ['catalogue', 'drafts', 'keys', 'meta', 'outbox', 'records', 'summaries'];
const SECOND = ['ancestors', 'leaving', 'rejected', 'sync', 'theirs', 'unseen'];
const THIRD = ['acts'];
const FOURTH = ['box'];

test('the first migration makes every store and index', async () => {
  const db = await connect(migrations.slice(0, 1), () => undefined);
  expect([...db.objectStoreNames]).toEqual(FIRST);
  const tx = db.transaction(['records', 'outbox']);
  expect([...tx.objectStore('records').indexNames]).toEqual(['collection', 'day']);
  expect([...tx.objectStore('outbox').indexNames]).toEqual(['id', 'op']);
  db.close();
});

test('the third migration adds what notifications keep', async () => {
  const db = await connect(migrations.slice(0, 3), () => undefined);
  expect([...db.objectStoreNames]).toEqual([...FIRST, ...SECOND, ...THIRD].sort());
  db.close();
});

test('the fourth migration adds what is done while the app is locked', async () => {
  const db = await connect(migrations, () => undefined);
  expect([...db.objectStoreNames]).toEqual([...FIRST, ...SECOND, ...THIRD, ...FOURTH].sort());
  db.close();
});

test('the second migration adds what accounts and sync keep', async () => {
  const db = await connect(migrations.slice(0, 2), () => undefined);
  expect([...db.objectStoreNames]).toEqual([...FIRST, ...SECOND].sort());
  expect([...db.transaction('rejected').store.indexNames]).toEqual(['id']);
  db.close();
});

test('a database of the first version keeps its records, what waits and its ring', async () => {
  const aes = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.generateKey(aes, false, ['encrypt', 'decrypt']);
  const sealed = Uint8Array.of(1, 2, 3);
  const row = { id: 'r', collection: 'c', slot: 's', version: 1, epoch: 1, seq: null, sealed };
  const base = { op: 'o', id: 'r', version: 1, base: 0, after: [], epoch: 1, sealed };
  const entry = { ...base, purgeable: false, sent: true };
  const wrap: WrapRow = { name: 'device', owner: 'me', key, sealed };
  const old = await connect(migrations.slice(0, 1), () => undefined);
  await old.put('records', row);
  await old.put('outbox', entry);
  await old.put('keys', wrap);
  await old.put('summaries', { name: 'n', version: 2, epoch: 1, sealed });
  old.close();

  const db = await connect(migrations, () => undefined);

  expect(await db.getAll('records')).toEqual([row]);
  expect(await db.getAllFromIndex('records', 'day', ['c', 's'])).toEqual([row]);
  expect(await db.getAllFromIndex('outbox', 'op', 'o')).toEqual([{ ...entry, n: 1 }]);
  expect(await db.getAll('keys')).toMatchObject([{ name: 'device', owner: 'me', sealed }]);
  expect(await db.getAll('summaries')).toHaveLength(1);
  const [kept] = (await db.getAll('keys')) as DeviceWrap[];
  const iv = new Uint8Array(12);
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, kept!.key, sealed);
  expect(encrypted.byteLength).toBe(19);
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
