/** What was tapped is kept until the server has heard it. The database is a real one, in memory. */

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeDb, inTransaction } from '../src/core/db';

const act = { token: 'AAAAAAAAAAAAAAAAAAAAAA', act: 'skip' } as const;
const asked = vi.fn();
const register = vi.fn(() => Promise.resolve());
let status: number | null;

beforeEach(() => {
  vi.resetModules();
  globalThis.indexedDB = new IDBFactory();
  status = 204;
  vi.stubGlobal('self', { registration: { sync: { register } } });
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked(url, init);
    return status === null
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve({ status });
  });
});

afterEach(async () => {
  await closeDb();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

const acts = () => import('./acts');
const kept = () => inTransaction(['acts'], 'readonly', (tx) => tx.objectStore('acts').getAll());

/** The app has been opened on this phone before. */
async function withApp(): Promise<void> {
  await kept();
  await closeDb();
}

test('it is sent with its token and nothing else, and forgotten', async () => {
  await withApp();
  await (await acts()).keepAct(act);
  const [url, init] = asked.mock.calls[0] as [string, RequestInit];
  expect(url).toBe('/api/push/acts');
  expect(init).toMatchObject({ method: 'POST', credentials: 'omit', body: JSON.stringify(act) });
  expect(await kept()).toEqual([]);
});

test.each([null, 429, 408, 500, 503])('answered with %s it is kept for later', async (answer) => {
  await withApp();
  status = answer;
  await (await acts()).keepAct(act);
  expect(await kept()).toEqual([act]);
  expect(register).toHaveBeenCalledWith('interlude-acts');
});

test.each([404, 422])('answered with %s it is over', async (answer) => {
  await withApp();
  status = answer;
  await (await acts()).keepAct(act);
  expect(await kept()).toEqual([]);
});

test('what is kept goes out when there is a network, in one go', async () => {
  await withApp();
  status = null;
  const { keepAct, sendActs } = await acts();
  await keepAct(act);
  await keepAct({ token: 'BBBBBBBBBBBBBBBBBBBBBB', act: 'snooze' });
  status = 204;
  asked.mockClear();
  await sendActs();
  expect(asked).toHaveBeenCalledTimes(2);
  expect(await kept()).toEqual([]);
});

test('woken in vain it says so and asks for nothing: when to come back is the browser’s to know', async () => {
  await withApp();
  status = null;
  const { keepAct, sendActs } = await acts();
  await keepAct(act);
  register.mockClear();
  await expect(sendActs()).rejects.toThrow('not heard');
  expect(register).not.toHaveBeenCalled();
  expect(await kept()).toEqual([act]);
});

test('where the app has no database none is made, and the act is sent all the same', async () => {
  await (await acts()).keepAct(act);
  expect(asked).toHaveBeenCalledOnce();
  expect(await indexedDB.databases()).toEqual([]);
});

test('a database of an older app is left as it is', async () => {
  const opening = indexedDB.open('interlude', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('meta');
  await new Promise((resolve) => (opening.onsuccess = resolve));
  opening.result.close();
  await (await acts()).keepAct(act);
  expect(asked).toHaveBeenCalledOnce();
  expect(await indexedDB.databases()).toEqual([{ name: 'interlude', version: 1 }]);
});

test('it does not keep the app from its next version', async () => {
  await withApp();
  await (await acts()).keepAct(act);
  const opening = indexedDB.open('interlude', 99);
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve;
    opening.onblocked = reject;
  });
  opening.result.close();
});
