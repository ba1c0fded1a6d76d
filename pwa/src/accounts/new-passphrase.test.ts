import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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

const ME = 'GET /api/accounts/me';
const PUT = 'PUT /api/accounts/passphrase';

let server: FakeServer;
let phone: Phone;
beforeEach(async () => {
  await anew();
  server = new FakeServer();
  phone = await new Phone(server).take();
  await phone.signUp('Quill');
  server.asked.length = 0;
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const change = (old = GOOD, next = OTHER) => phone.account.changePassphrase(old, next);
const version = async () =>
  ((await onDisk())['keys'] as { credential_version?: number }[])[1]!.credential_version;

test('the new one opens the account from then on, and the old one does not', async () => {
  await phone.vault.add('log', { n: 1 });
  const { records } = await onDisk();
  await expectDone(change());
  expect(server.routes()).toEqual([ME, PUT]);
  expect(await version()).toBe(2);
  expect((await onDisk())['records']).toEqual(records);
  expect(phone.account.status).toBe('signed_in');

  await phone.lay();
  const other = await new Phone(server).take();
  expect(await other.account.signIn('Quill', GOOD)).toEqual(refused('wrong_credentials'));
  await expectDone(other.account.signIn('Quill', OTHER));
  await other.lay();
  await phone.take();
});

test('the recovery code stays as it was', async () => {
  const { recovery_auth, wrap_recovery } = server.account('quill');
  await expectDone(change());
  expect(server.account('quill')).toMatchObject({ recovery_auth, wrap_recovery });
});

test('all other phones are signed out, and this one is not', async () => {
  await phone.lay();
  const other = await new Phone(server).take();
  await expectDone(other.account.signIn('Quill', GOOD));
  await other.lay();
  await phone.take();
  await expectDone(change());
  expect(server.devices).toHaveLength(1);
  await expectDone(phone.account.loadDevices());
  await phone.lay();

  await other.take();
  expect(await other.account.loadDevices()).toEqual(refused('signed_out'));
  expect(other.account).toMatchObject({ status: 'ended', ended_because: 'signed_out' });
  await other.lay();
  await phone.take();
});

test.each([
  ['the old one is wrong', () => change('not this one at all'), 'wrong_credentials'],
  ['the new one is short', () => change(GOOD, 'short'), 'weak_short'],
  ['the new one is common', () => change(GOOD, 'abcabcabcabc'), 'weak_common'],
])('when %s, nothing changes', async (_, attempt, code) => {
  const before = await diskBut();
  const { auth } = server.account('quill');
  expect(await attempt()).toEqual(refused(code));
  expect(await diskBut()).toEqual(before);
  expect(server.account('quill').auth).toBe(auth);
});

test('changed on another phone meanwhile, it is refused', async () => {
  server.instead(PUT, (body) => {
    server.account('quill').credential_version = 5;
    return body['credential_version'] === 5
      ? null
      : [409, { code: 'stale_credentials', title: '' }];
  });
  expect(await change()).toEqual(refused('stale_credentials'));
  expect(await version()).toBe(1);
  await expectDone(change());
  expect(await version()).toBe(6);
});

test('a lost answer is found to have been a yes, by the salt, and nothing is sent twice', async () => {
  server.lose(PUT);
  expect(await change()).toEqual(NO_NETWORK);
  expect(await version()).toBe(1);
  server.asked.length = 0;
  await expectDone(change());
  expect(server.routes()).toEqual([ME]);
  expect(await version()).toBe(2);
});

test('asked for another one after a lost yes, it does not say done for the one before', async () => {
  server.lose(PUT);
  await change();
  const third = 'a third sentence altogether';
  expect(await change(GOOD, third)).toEqual(refused('wrong_credentials'));
  expect(await version()).toBe(2);
  await expectDone(change(OTHER, third));
  expect(await version()).toBe(3);
});

test('a new one that is not good enough is refused before anything is asked', async () => {
  expect(await change(GOOD, 'short')).toEqual(refused('weak_short'));
  expect(server.asked).toEqual([]);
});

test('a request that never arrived is made anew', async () => {
  server.cut(PUT);
  expect(await change()).toEqual(NO_NETWORK);
  await expectDone(change());
  expect(await version()).toBe(2);
});

test('a server that asks for weaker keys gets nothing', async () => {
  const derived = vi.spyOn(QuickWorker.prototype, 'postMessage');
  const { kdf, owner } = server.account('quill');
  server.instead(ME, () => [
    200,
    { owner, name: 'Quill', credential_version: 1, kdf: { ...kdf, passes: 1 } },
  ]);
  expect(await change()).toEqual(refused('kdf_refused'));
  expect(derived).not.toHaveBeenCalled();
  expect(server.routes()).toEqual([ME]);
});

test('the ring is not wrapped for an account that is not this phone’s', async () => {
  server.instead(ME, () => {
    const { kdf } = server.account('quill');
    return [200, { owner: crypto.randomUUID(), name: 'Quill', credential_version: 1, kdf }];
  });
  expect(await change()).toEqual(refused('ring_damaged'));
  expect(server.routes()).toEqual([ME]);
});
