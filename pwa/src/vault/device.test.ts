import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTransaction, type DeviceWrap } from '../core/db';
import { closeVault, openVault, VaultError } from './vault';
import { anotherTab, emptyPhone, onDisk } from './testing';

beforeEach(async () => {
  await closeVault();
  globalThis.indexedDB = new IDBFactory();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const wrap = async () => (await onDisk()).keys as DeviceWrap[];

test('the first open makes an owner and one ring, and later opens find them', async () => {
  const { owner } = await openVault();
  const made = await wrap();
  await closeVault();

  expect((await openVault()).owner).toBe(owner);
  expect(made).toMatchObject([{ name: 'device', owner }]);
  expect((await wrap())[0]!.sealed).toEqual(made[0]!.sealed);
});

test('the key of the phone cannot be had out of the database', async () => {
  await openVault();
  const [{ key }] = (await wrap()) as [DeviceWrap];
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('tabs that race at the first open end with one ring', async () => {
  const tabs = [];
  for (let n = 0; n < 5; n++) tabs.push(await anotherTab());
  const vaults = await Promise.all(tabs.map((tab) => tab.openVault()));

  expect(new Set(vaults.map(({ owner }) => owner)).size).toBe(1);
  expect(await wrap()).toHaveLength(1);
  await Promise.all(vaults.map((vault, n) => vault.add('log', { n })));
  for (const vault of vaults) {
    expect(await vault.list('log')).toMatchObject({ kept: { length: 5 }, damaged: [] });
  }
  await Promise.all(tabs.map((tab) => tab.closeVault()));
});

const spoil = (work: (wraps: DeviceWrap[]) => DeviceWrap[]) =>
  inTransaction(['keys'], 'readwrite', async (tx) => {
    const keys = tx.objectStore('keys');
    const wraps = (await keys.getAll()) as DeviceWrap[];
    await keys.clear();
    for (const row of work(wraps)) await keys.put(row);
  });

test.each<[string, (wraps: DeviceWrap[]) => DeviceWrap[]]>([
  ['lost', () => []],
  ['of another owner', ([row]) => [{ ...row!, owner: crypto.randomUUID() }]],
  ['altered', ([row]) => [{ ...row!, sealed: row!.sealed.with(20, row!.sealed[20]! ^ 1) }]],
  ['without its key', ([row]) => [{ ...row!, key: undefined as unknown as CryptoKey }]],
])('a ring that is %s is said, never replaced by a new one', async (_, work) => {
  const vault = await openVault();
  await vault.add('log', { n: 1 });
  await spoil(work);
  const before = await onDisk();
  await closeVault();

  await expect(openVault()).rejects.toMatchObject({ code: 'ring_damaged' });

  expect(await onDisk()).toEqual(before);
});

test('a phone with no room for the ring says so and keeps nothing', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(openVault()).rejects.toMatchObject({ code: 'no_room' });
  expect(await wrap()).toEqual([]);
  expect((await openVault()).owner).toMatch(/^[0-9a-f-]{36}$/);
});

test('a browser without storage, or that forbids it, is said', async () => {
  vi.stubGlobal('indexedDB', undefined);
  await expect(openVault()).rejects.toMatchObject({ code: 'no_storage' });

  const open = () => {
    throw new DOMException('private window', 'SecurityError');
  };
  vi.stubGlobal('indexedDB', { open });
  await expect(openVault()).rejects.toMatchObject({ code: 'no_storage' });
});

test('an insecure origin, without WebCrypto, is said', async () => {
  vi.stubGlobal('crypto', {});
  await expect(openVault()).rejects.toMatchObject({ code: 'no_crypto' });
});

test('a database of a later Interlude is said, not touched', async () => {
  await new Promise((resolve) => {
    indexedDB.open('interlude', 99).onsuccess = (event) => {
      (event.target as IDBOpenDBRequest).result.close();
      resolve(null);
    };
  });
  await expect(openVault()).rejects.toMatchObject({ code: 'old_app' });
});

test('an opening that failed can be tried anew', async () => {
  const works = indexedDB;
  vi.stubGlobal('indexedDB', undefined);
  await expect(openVault()).rejects.toBeInstanceOf(VaultError);
  vi.stubGlobal('indexedDB', works);
  expect(await (await emptyPhone()).waiting()).toBe(0);
});
