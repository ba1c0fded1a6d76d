import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onDisk } from '../vault/testing';
import { FakeServer } from './testing';
import {
  anew,
  codeOf,
  expectDone,
  GOOD,
  NO_NETWORK,
  OTHER,
  Phone,
  QuickWorker,
  refused,
} from './testing-phone';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const ASK = 'POST /api/accounts/recovery';
const PUT = 'PUT /api/accounts/recovery';
const SIGN_IN = 'POST /api/accounts/sign-in';

let server: FakeServer;
let code: string;
let phone: Phone;
beforeEach(async () => {
  await anew();
  server = new FakeServer();
  const first = await new Phone(server).take();
  code = await first.signUp('Quill');
  await first.lay();
  phone = await new Phone(server).take();
  server.asked.length = 0;
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const prepared = async () => {
  await expectDone(phone.account.recover('Quill', code));
  return codeOf(await phone.account.prepareRecovered(OTHER));
};

test('the code opens the account, however it is typed, and nothing is changed by looking', async () => {
  const before = await onDisk();
  await expectDone(phone.account.recover('Quill', code.toLowerCase().replaceAll('-', ' ')));
  expect(server.routes()).toEqual([ASK]);
  expect(await onDisk()).toEqual(before);
  expect(phone.account.status).toBe('none');
});

test('a new passphrase and a new code take the place of the old ones, in one step', async () => {
  const next = await prepared();
  expect(server.routes()).toEqual([ASK]);
  expect(next).not.toBe(code);
  await expectDone(phone.account.finishRecovery());

  expect(phone.account).toMatchObject({ status: 'signed_in', name: 'Quill' });
  expect(phone.renewed).toHaveBeenCalledOnce();
  expect((await onDisk())['keys']).toMatchObject([{}, { credential_version: 2 }]);
  expect(server.devices).toHaveLength(1);

  const other = await new Phone(server).take();
  expect(await other.account.signIn('Quill', GOOD)).toEqual(refused('wrong_credentials'));
  expect(await other.account.recover('Quill', code)).toEqual(refused('wrong_credentials'));
  await expectDone(other.account.recover('Quill', next));
  await expectDone(other.account.signIn('Quill', OTHER));
});

test('a letter that is wrong is noticed on the phone', async () => {
  const letters = code.replaceAll('-', '');
  const wrong = (letters[3] === 'A' ? 'B' : 'A') + letters.slice(1);
  const mistyped = wrong === letters ? `C${letters.slice(1)}` : wrong;
  expect(await phone.account.recover('Quill', mistyped)).toEqual(refused('code_mistyped'));
  expect(await phone.account.recover('Quill', code.slice(0, -1))).toEqual(refused('code_mistyped'));
  expect(await phone.account.recover('', code)).toEqual(refused('name_invalid'));
  expect(server.asked).toEqual([]);
});

test.each([
  [401, 'wrong_credentials'],
  [429, 'too_many_attempts'],
])('refused with %s %s is said', async (status, refusal) => {
  server.refuse(ASK, status, refusal);
  expect(await phone.account.recover('Quill', code)).toEqual(refused(refusal));
  expect(await phone.account.prepareRecovered(OTHER)).toEqual(refused('not_prepared'));
  expect(await phone.account.finishRecovery()).toEqual(refused('not_prepared'));
});

test('a new passphrase must be good enough, and the code need not be typed twice', async () => {
  await expectDone(phone.account.recover('Quill', code));
  expect(await phone.account.prepareRecovered('short')).toEqual(refused('weak_short'));
  expect(await phone.account.prepareRecovered('passwordpassword')).toEqual(refused('weak_common'));
  vi.spyOn(QuickWorker.prototype, 'postMessage').mockImplementationOnce(() => undefined);
  const attempt = phone.account.prepareRecovered(OTHER);
  await vi.waitFor(() => expect(phone.account.busy?.doing).toBe('deriving'));
  phone.account.cancel();
  expect(await attempt).toEqual(refused('cancelled'));
  codeOf(await phone.account.prepareRecovered(OTHER));
  expect(server.routes()).toEqual([ASK]);
});

test.each<[string, (body: Record<string, unknown>) => Record<string, unknown>]>([
  ['another owner', (body) => ({ ...body, owner: crypto.randomUUID() })],
  ['the other wrap', (b) => ({ ...b, wrap_recovery: server.account('quill').wrap_passphrase })],
  ['no wrap', (body) => ({ ...body, wrap_recovery: 7 })],
])('a server that answers with %s is refused', async (_, change) => {
  const { owner, wrap_recovery } = server.account('quill');
  server.instead(ASK, () => [
    200,
    change({ owner, wrap_recovery, credential_version: 1, epoch: 1 }),
  ]);
  expect(await phone.account.recover('Quill', code)).toEqual(refused('ring_damaged'));
  expect(await phone.account.prepareRecovered(OTHER)).toEqual(refused('not_prepared'));
});

test('an answer that was lost after the change is made up for by signing in', async () => {
  await prepared();
  server.lose(PUT);
  expect(await phone.account.finishRecovery()).toEqual(NO_NETWORK);
  expect(phone.account.status).toBe('none');
  await expectDone(phone.account.finishRecovery());
  expect(server.routes()).toEqual([ASK, PUT, PUT, SIGN_IN, 'GET /api/accounts/devices']);
  expect(phone.account.status).toBe('signed_in');
  expect(server.devices).toHaveLength(1);
});

test('a request that never arrived is sent once more as it was', async () => {
  await prepared();
  server.cut(PUT);
  expect(await phone.account.finishRecovery()).toEqual(NO_NETWORK);
  await expectDone(phone.account.finishRecovery());
  expect(server.account('quill').credential_version).toBe(2);
});

test('changed elsewhere meanwhile, it is refused and tries no passphrase', async () => {
  await prepared();
  server.refuse(PUT, 409, 'stale_credentials');
  expect(await phone.account.finishRecovery()).toEqual(refused('stale_credentials'));
  expect(await phone.account.finishRecovery()).toEqual(refused('stale_credentials'));
  expect(server.routes()).not.toContain(SIGN_IN);
});

test('a phone too full for what came back may try once more when there is room', async () => {
  await prepared();
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(await phone.account.finishRecovery()).toEqual(refused('no_room'));
  vi.restoreAllMocks();
  await expectDone(phone.account.finishRecovery());
  expect(phone.account.status).toBe('signed_in');
});

test('a phone that holds records is asked what becomes of them', async () => {
  await phone.vault.add('log', { of: 'second' });
  await prepared();
  expect(await phone.account.finishRecovery()).toEqual({ kind: 'holds_records', count: 1 });
  await expectDone(phone.account.settle('bring_along'));
  await phone.reload();
  expect(await phone.vault.list('log')).toMatchObject({ kept: [{ value: { of: 'second' } }] });
});

test('on the account’s own phone the records stay as they are', async () => {
  await expectDone(phone.account.signIn('Quill', GOOD));
  await phone.reload();
  await phone.vault.add('log', { n: 1 });
  const { records, outbox } = await onDisk();
  await prepared();
  await expectDone(phone.account.finishRecovery());
  expect(await onDisk()).toMatchObject({ records, outbox });
  expect(phone.account.status).toBe('signed_in');
});
