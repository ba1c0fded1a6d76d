import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTransaction } from '../core/db';
import { onDisk } from '../vault/testing';
import { FakeServer } from './testing';
import { anew, diskBut, expectDone, GOOD, NO_NETWORK, Phone, refused } from './testing-phone';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const END = 'POST /api/accounts/sign-in/end';
const PENDING = { name: 'sign_out_pending', value: true };

let server: FakeServer;
let phone: Phone;
beforeEach(async () => {
  await anew();
  server = new FakeServer();
  phone = await new Phone(server).take();
  await phone.signUp('Quill');
  await phone.vault.add('log', { n: 1 }, '2026-11-23');
  await phone.vault.saveDraft('journal', 'half');
  server.asked.length = 0;
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const notes = async () =>
  ((await onDisk())['meta'] as { name: string }[]).filter(({ name }) => name !== 'kdf_ms');

const personal = async () => Object.values(await diskBut('catalogue')).flat();

test('what has not been sent is counted by record first', async () => {
  expect(await phone.account.unsent()).toBe(1);
  const { id } = await phone.vault.putSingleton('settings', { n: 1 });
  await phone.vault.putSingleton('settings', { n: 2 });
  await phone.vault.remove('settings', id);
  expect(await phone.account.unsent()).toBe(2);
});

test('nothing personal is left, what is public stays, and the server knows', async () => {
  await inTransaction(['catalogue'], 'readwrite', (tx) =>
    tx.objectStore('catalogue').put({ name: 'en', value: 'public' }),
  );
  await expectDone(phone.account.signOut());
  expect(await personal()).toEqual([]);
  expect((await onDisk())['catalogue']).toHaveLength(1);
  expect(await notes()).toEqual([]);
  expect([server.devices, server.cookies]).toEqual([[], { access: null, refresh: null }]);
  expect(phone.account).toMatchObject({ status: 'none', name: null, devices: null });
  expect(phone.renewed).toHaveBeenCalledOnce();
});

test('a phone without an account has nothing to sign out of, and loses nothing', async () => {
  await expectDone(phone.account.signOut());
  await phone.reload();
  await phone.vault.add('log', { n: 1 });
  expect(await phone.account.signOut()).toEqual(refused('not_prepared'));
  expect(await phone.vault.list('log')).toMatchObject({ kept: [{ value: { n: 1 } }] });
});

test('without a network it is the same here, and the server is told when it can be', async () => {
  server.cut(END);
  await expectDone(phone.account.signOut());
  expect(await personal()).toEqual([]);
  expect(await notes()).toEqual([PENDING]);
  expect(server.devices).toHaveLength(1);

  server.cut(END);
  await phone.reload();
  await vi.waitFor(() => expect(server.cookies.refresh).not.toBeNull());
  expect(await notes()).toEqual([PENDING]);
  await phone.reload();
  await vi.waitFor(() => expect(server.devices).toEqual([]));
  await vi.waitFor(async () => expect(await notes()).toEqual([]));
  expect(phone.account.status).toBe('none');
});

test('a server that never answers keeps nobody waiting', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let giveUp!: (reason: TypeError) => void;
  const silence = new Promise<Response>((_, reject) => (giveUp = reject));
  vi.stubGlobal('fetch', () => silence);
  const out = phone.account.signOut();
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
  await vi.advanceTimersByTimeAsync(5000);
  vi.useRealTimers();
  await expectDone(out);
  expect(await personal()).toEqual([]);
  giveUp(new TypeError('Failed to fetch'));
});

test.each(['unauthenticated', 'token_invalid', 'signed_out', 'account_gone'])(
  'a sign-in that the server does not know (%s) needs no end',
  async (code) => {
    server.refuse(END, 401, code);
    await expectDone(phone.account.signOut());
    expect(await notes()).toEqual([]);
  },
);

test('a server in trouble is told later', async () => {
  server.refuse(END, 503, 'unavailable');
  await expectDone(phone.account.signOut());
  expect(await notes()).toEqual([PENDING]);
});

test('who signs in before the server knew ends the former sign-in first, and only that', async () => {
  server.cut(END);
  await expectDone(phone.account.signOut());
  const [former] = server.devices;
  server.asked.length = 0;
  server.cut(END);
  await phone.reload();
  expect(await phone.account.signIn('Quill', GOOD)).toEqual({ kind: 'done' });

  expect(server.routes()[0]).toBe(END);
  expect(server.devices).toHaveLength(1);
  expect(server.devices[0]!.id).not.toBe(former!.id);
  expect(await notes()).toEqual([]);
  await phone.reload();
  await expectDone(phone.account.loadDevices());
});

test('while the former sign-in cannot be ended, no other begins', async () => {
  server.cut(END);
  await expectDone(phone.account.signOut());
  server.instead(END, () => 'unsent');
  expect(await phone.account.signIn('Quill', GOOD)).toEqual(NO_NETWORK);
  expect(server.routes()).not.toContain('POST /api/accounts/sign-in');
});

test('a phone that cannot delete says so, and all is still there', async () => {
  const before = await onDisk();
  vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(await phone.account.signOut()).toEqual(refused('no_room'));
  vi.restoreAllMocks();
  expect(await onDisk()).toEqual(before);
  expect(phone.account.status).toBe('signed_in');
  expect(phone.renewed).not.toHaveBeenCalled();
  expect(server.asked).toEqual([]);
});

test('killed at any step, all is still there or nothing is', async () => {
  const before = (await personal()).length;
  for (let after = 0; after < 15; after++) {
    let left = after;
    for (const method of ['clear', 'put'] as const) {
      const original = IDBObjectStore.prototype[method] as (...given: unknown[]) => IDBRequest;
      vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
        this: IDBObjectStore,
        ...given: unknown[]
      ) {
        const request = original.apply(this, given);
        if (left-- === 0) this.transaction.abort();
        return request;
      } as never);
    }
    await phone.account.signOut();
    vi.restoreAllMocks();
    const found = (await personal()).length;
    expect([0, before]).toContain(found);
    if (found === 0) return expect(after).toBe(14);
  }
  throw new Error('it was never carried out');
});

test('other tabs start anew, and what they still hold cannot be written back', async () => {
  vi.resetModules();
  const { Account } = await import('./account.svelte');
  const { openVault } = await import('../vault/vault');
  const renewed = vi.fn();
  const tab = new Account(renewed);
  await tab.open({ drafts: [] });
  const vault = await openVault();
  await expectDone(phone.account.signOut());

  await vi.waitFor(() => expect(renewed).toHaveBeenCalledOnce());
  await expect(vault.saveDraft('journal', 'half')).rejects.toMatchObject({ code: 'ring_changed' });
  expect(await personal()).toEqual([]);
  tab.close();
});

test('the next person on this phone finds nothing, and an owner of their own', async () => {
  const { owner } = phone.vault;
  await expectDone(phone.account.signOut());
  await phone.reload();
  expect(phone.vault.owner).not.toBe(owner);
  expect(await phone.vault.list('log')).toEqual({ kept: [], damaged: [] });
  await expectDone(phone.account.signIn('Quill', GOOD));
});
