import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inTransaction } from '../core/db';
import { makeRing, ringToJson } from '../vault/ring';
import { onDisk } from '../vault/testing';
import { FakeServer } from './testing';
import {
  anew,
  diskBut,
  expectDone,
  GOOD,
  NO_NETWORK,
  OTHER,
  Phone,
  QuickWorker,
  refused,
} from './testing-phone';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const KDF = 'POST /api/accounts/kdf';
const SIGN_IN = 'POST /api/accounts/sign-in';
const END = 'POST /api/accounts/sign-in/end';

let server: FakeServer;
let first: Phone;
let phone: Phone;
beforeEach(async () => {
  await anew();
  server = new FakeServer();
  first = await new Phone(server).take();
  await first.signUp('Quill');
  await first.vault.add('log', { of: 'first' });
  await first.lay();
  phone = await new Phone(server).take();
  server.asked.length = 0;
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const signIn = (passphrase = GOOD) => phone.account.signIn('Quill', passphrase);

test('an empty phone takes the account’s ring and starts its page anew', async () => {
  await expectDone(signIn());
  expect(phone.renewed).toHaveBeenCalledOnce();
  expect(phone.account).toMatchObject({ status: 'signed_in', name: 'Quill', busy: null });
  await phone.reload();
  expect(phone.vault.owner).toBe(server.account('quill').owner);
  await expectDone(phone.account.loadDevices());
  expect(phone.account.devices).toHaveLength(2);
  expect(phone.account.devices!.every(({ name }) => name)).toBe(true);
});

test('what one phone sealed the other opens', async () => {
  await expectDone(signIn());
  const { records, outbox } = await diskOf(first);
  await phone.lay();
  await phone.take();
  const [row] = records as { id: string }[];
  await inTransaction(['records'], 'readwrite', (tx) =>
    tx.objectStore('records').put(row as never),
  );
  expect(await phone.vault.list('log')).toMatchObject({
    kept: [{ value: { of: 'first' } }],
    damaged: [],
  });
  expect(outbox).toHaveLength(1);
});

async function diskOf(other: Phone): Promise<Record<string, unknown[]>> {
  await phone.lay();
  await other.take();
  const disk = await onDisk();
  await other.lay();
  await phone.take();
  return disk;
}

test('signing in once more, when it has run out, changes no record and no page', async () => {
  await expectDone(signIn());
  await phone.reload();
  await phone.vault.add('log', { n: 1 });
  const before = await onDisk();
  const [, here] = server.devices;
  await expectDone(signIn());

  const after = await onDisk();
  expect([after['records'], after['outbox']]).toEqual([before['records'], before['outbox']]);
  expect(phone.renewed).not.toHaveBeenCalled();
  expect(server.devices).toHaveLength(2);
  expect(server.devices[1]!.id).toBe(here!.id);
});

test('a name given to this device outlives a new sign-in, in whatever case the login is typed', async () => {
  await expectDone(signIn());
  await phone.reload();
  await expectDone(phone.account.nameDevice(server.devices[1]!.id, 'In the drawer'));
  await expectDone(phone.account.signIn(' QUILL ', GOOD));
  await expectDone(phone.account.loadDevices());
  expect(phone.account.devices).toMatchObject([{}, { name: 'In the drawer', is_this: true }]);
  expect(phone.account.devices).toHaveLength(2);
});

test('a lost answer is repeated as the same device', async () => {
  server.lose(SIGN_IN);
  expect(await signIn()).toEqual(NO_NETWORK);
  expect(phone.account.status).toBe('none');
  await expectDone(signIn());
  expect(server.devices).toHaveLength(2);
});

describe.each([
  ['the passphrase is another', () => signIn(OTHER), 'wrong_credentials'],
  ['nobody has the name', () => phone.account.signIn('Nobody', GOOD), 'wrong_credentials'],
  ['the name is none', () => phone.account.signIn(' ', GOOD), 'name_invalid'],
])('when %s', (_, attempt, code) => {
  test('nothing on the phone is touched', async () => {
    await phone.vault.add('log', {});
    const before = await diskBut();
    expect(await attempt()).toEqual(refused(code));
    expect(await diskBut()).toEqual(before);
    expect(phone.account).toMatchObject({ status: 'none', busy: null });
  });
});

test.each([
  [KDF, 429, 'too_many_attempts'],
  [SIGN_IN, 429, 'too_many_attempts'],
  [SIGN_IN, 429, 'busy'],
  [SIGN_IN, 401, 'account_disabled'],
  [SIGN_IN, 403, 'wrong_origin'],
])('%s refused with %s %s is said', async (route, status, code) => {
  server.refuse(route, status, code);
  const known = code === 'wrong_origin' ? 'server_refused' : code;
  expect(await signIn()).toEqual(refused(known));
  expect(phone.account.status).toBe('none');
});

test('how long to wait is handed on', async () => {
  vi.stubGlobal('fetch', () =>
    Promise.resolve(
      new Response('{"code":"too_many_attempts"}', {
        status: 429,
        headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '60' },
      }),
    ),
  );
  expect(await signIn()).toEqual({ kind: 'refused', code: 'too_many_attempts', retry_after: 60 });
});

test('without a network it is silence, and the same may be tried once more', async () => {
  server.cut(KDF);
  expect(await signIn()).toEqual(NO_NETWORK);
  server.cut(SIGN_IN);
  expect(await signIn()).toEqual(NO_NETWORK);
  await expectDone(signIn());
});

describe('a server that lies', () => {
  test.each([
    ['memory', { memory_kib: 1024 }],
    ['passes', { passes: 1 }],
    ['algorithm', { algorithm: 'pbkdf2' }],
    ['salt', { salt: 'AAAAAAAA' }],
    ['memory, to make the phone stand still', { memory_kib: 4_194_304 }],
  ])('about %s gets nothing: not a byte that was derived', async (_, weaker) => {
    const made = vi.spyOn(QuickWorker.prototype, 'postMessage');
    server.instead(KDF, () => [200, { ...server.account('quill').kdf, ...weaker }]);
    expect(await signIn()).toEqual(refused('kdf_refused'));
    expect(server.routes()).toEqual([KDF]);
    expect(made).not.toHaveBeenCalled();
  });

  const lie = (change: (answer: Record<string, unknown>) => Record<string, unknown>) =>
    server.instead(SIGN_IN, (body) => {
      const { owner, wrap_passphrase, kdf } = server.account('quill');
      const { id: device_id } = body['device'] as { id: string };
      server.hand({ owner, device: device_id, generation: 99 });
      const true_one = { owner, name: 'Quill', wrap_passphrase, kdf, device_id };
      return [200, change({ ...true_one, credential_version: 1, epoch: 1 })];
    });

  test.each<[string, (answer: Record<string, unknown>) => Record<string, unknown>]>([
    ['another owner', (answer) => ({ ...answer, owner: crypto.randomUUID() })],
    [
      'the recovery wrap',
      (a) => ({ ...a, wrap_passphrase: server.account('quill').wrap_recovery }),
    ],
    [
      'an altered wrap',
      (a) => ({ ...a, wrap_passphrase: `AQ${String(a['wrap_passphrase']).slice(2, -1)}A` }),
    ],
    [
      'a wrap of no known form',
      (a) => ({ ...a, wrap_passphrase: `Ag${String(a['wrap_passphrase']).slice(2)}` }),
    ],
    ['the ring in the clear', (a) => ({ ...a, wrap_passphrase: btoa(ringToJson(makeRing())) })],
    ['no wrap', (answer) => ({ ...answer, wrap_passphrase: null })],
    ['another device', (answer) => ({ ...answer, device_id: crypto.randomUUID() })],
  ])('with %s is refused, nothing is overwritten, and that sign-in is ended', async (_, change) => {
    await phone.vault.add('log', {});
    lie(change);
    const before = await diskBut();
    expect(await signIn()).toEqual(refused('ring_damaged'));
    expect(await diskBut()).toEqual(before);
    expect(server.routes()).toEqual([KDF, SIGN_IN, END]);
    expect(phone.account.status).toBe('none');
  });

  test('about the ring of this very owner cannot put another one over it', async () => {
    await expectDone(signIn());
    await phone.reload();
    await phone.vault.add('log', {});
    const before = await diskBut('sync');
    lie((answer) => ({ ...answer, owner: crypto.randomUUID() }));
    expect(await signIn()).toEqual(refused('ring_damaged'));
    expect(await diskBut('sync')).toEqual(before);
    expect(phone.account.status).toBe('expired');
  });
});

test('a derivation may be stopped, and then nothing was sent', async () => {
  vi.spyOn(QuickWorker.prototype, 'postMessage').mockImplementation(() => undefined);
  const attempt = signIn();
  await vi.waitFor(() => expect(phone.account.busy?.doing).toBe('deriving'));
  phone.account.cancel();
  expect(await attempt).toEqual(refused('cancelled'));
  expect(server.routes()).toEqual([KDF]);
  expect(phone.account.busy).toBeNull();
});

test('what else is asked meanwhile neither hides a derivation nor keeps it from being stopped', async () => {
  vi.spyOn(QuickWorker.prototype, 'postMessage').mockImplementation(() => undefined);
  const attempt = signIn();
  await vi.waitFor(() => expect(phone.account.busy?.doing).toBe('deriving'));
  await expectDone(phone.account.askRegistration());
  expect(phone.account.busy?.doing).toBe('deriving');
  phone.account.cancel();
  expect(await attempt).toEqual(refused('cancelled'));
});

/** The page once more, with a memory of its own. */
async function anotherTab() {
  vi.resetModules();
  const { Account } = await import('./account.svelte');
  const renewed = vi.fn();
  const tab = new Account(renewed);
  await tab.open({ drafts: [] });
  return { tab, renewed };
}

test('another tab starts anew when this one has taken another ring', async () => {
  const { tab, renewed } = await anotherTab();
  await expectDone(signIn());
  await vi.waitFor(() => expect(renewed).toHaveBeenCalledOnce());
  expect(phone.renewed).toHaveBeenCalledOnce();
  tab.close();
});

test('a sign-in that runs out and one that is renewed are seen by the other tabs', async () => {
  await expectDone(signIn());
  await phone.reload();
  const { tab, renewed } = await anotherTab();
  server.expireAccess();
  server.refuse('POST /api/accounts/sign-in/refresh', 401, 'token_expired');
  expect(await phone.account.loadDevices()).toEqual(refused('token_expired'));
  expect(phone.account.status).toBe('expired');
  await vi.waitFor(() => expect(tab.status).toBe('expired'));

  await expectDone(signIn());
  await vi.waitFor(() => expect(tab.status).toBe('signed_in'));
  expect(renewed).not.toHaveBeenCalled();
  tab.close();
});
