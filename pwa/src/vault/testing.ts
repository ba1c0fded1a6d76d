/** For tests of any room: the real vault on an empty phone, a second tab, and what the disk holds. */

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { closeVault, openVault, type Vault } from './vault';

/** Throws away all that this phone kept, then opens the vault as at the very first time. */
export async function emptyPhone(): Promise<Vault> {
  await closeVault();
  globalThis.indexedDB = new IDBFactory();
  return openVault();
}

/** The vault's module once more, with a connection, a channel and a memory of its own. */
export async function anotherTab(): Promise<typeof import('./vault')> {
  vi.resetModules();
  return import('./vault');
}

/** Every row of every store, as it lies on the disk. */
export async function onDisk(): Promise<Record<string, unknown[]>> {
  const db = await answerOf(indexedDB.open('interlude'));
  const names = [...db.objectStoreNames];
  const rows = names.map((name) => answerOf(db.transaction(name).objectStore(name).getAll()));
  const all = await Promise.all(rows);
  db.close();
  return Object.fromEntries(names.map((name, at) => [name, all[at]!]));
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Once, before the next sealing or opening: what another tab or a sender does at that very moment. */
export function meanwhile(when: 'encrypt' | 'decrypt', happens: () => Promise<unknown>): void {
  const cipher = crypto.subtle[when].bind(crypto.subtle);
  vi.spyOn(crypto.subtle, when).mockImplementationOnce(async (...given) => {
    await happens();
    return cipher(...given);
  });
}
