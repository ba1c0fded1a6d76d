import { afterEach, expect, test, vi } from 'vitest';
import { askToPersist, storageState } from './storage';

afterEach(() => {
  vi.unstubAllGlobals();
});

const browser = (storage: unknown) => vi.stubGlobal('navigator', { storage });
const yes = () => Promise.resolve(true);
const no = () => Promise.resolve(false);
const broken = () => Promise.reject(new TypeError('opaque origin'));

test.each([
  ['granted', { persisted: no, persist: yes }],
  ['refused', { persisted: no, persist: no }],
  ['unavailable', undefined],
  ['unavailable', { estimate: yes }],
  ['unavailable', { persisted: broken, persist: broken }],
] as const)('asking the browser to keep our storage: %s', async (answer, storage) => {
  browser(storage);
  expect(await askToPersist()).toBe(answer);
});

test('what was granted is not asked for a second time', async () => {
  const persist = vi.fn(no);
  browser({ persisted: yes, persist });
  expect(await askToPersist()).toBe('granted');
  expect(persist).not.toHaveBeenCalled();
});

test('room and use are told where the browser tells', async () => {
  browser({ estimate: () => Promise.resolve({ usage: 5, quota: 9 }), persisted: yes });
  expect(await storageState()).toEqual({ used: 5, quota: 9, persisted: true });
  browser(undefined);
  expect(await storageState()).toBeNull();
});
