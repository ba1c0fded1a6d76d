import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onDisk } from '../vault/testing';
import { FakeServer } from './testing';
import {
  anew,
  codeOf,
  diskBut,
  expectDone,
  GOOD,
  NO_NETWORK,
  Phone,
  refused,
} from './testing-phone';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const SIGN_UP = 'POST /api/accounts';

let server: FakeServer;
let phone: Phone;
beforeEach(async () => {
  await anew();
  server = new FakeServer();
  phone = await new Phone(server).take();
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a phone without an account says so, and asks the server nothing', () => {
  expect(phone.account.status).toBe('none');
  expect(server.asked).toEqual([]);
});

test('preparing sends nothing and shows a code of seven groups', async () => {
  const prepared = await phone.account.prepareSignUp('Quill', GOOD);
  expect(codeOf(prepared)).toMatch(/^([\dA-Z]{4}-){6}[\dA-Z]{4}$/);
  expect(server.asked).toEqual([]);
  expect(phone.account.status).toBe('none');
  expect(phone.account.busy).toBeNull();
});

test('the owner and the records of the phone become the account’s, and nothing is sealed again', async () => {
  await phone.vault.add('log', { n: 1 }, '2026-11-23');
  const before = await onDisk();
  await phone.signUp('Quill');

  expect(server.account('quill').owner).toBe(phone.vault.owner);
  const after = await onDisk();
  expect([after['records'], after['outbox']]).toEqual([before['records'], before['outbox']]);
  expect(phone.account).toMatchObject({ status: 'signed_in', name: 'Quill' });
  expect(phone.renewed).not.toHaveBeenCalled();
  await phone.reload();
  expect(phone.account).toMatchObject({ status: 'signed_in', name: 'Quill' });
  expect(await phone.vault.list('log')).toMatchObject({ kept: [{ value: { n: 1 } }] });
});

test('the login name is on the disk sealed, and the keys beside it say nothing', async () => {
  await phone.signUp('Quillfeather');
  const { sync, keys } = await onDisk();
  expect(keys).toMatchObject([{ name: 'device' }, { name: 'passphrase', credential_version: 1 }]);
  const bytes = (sync as { sealed_name?: Uint8Array }[])[0]!.sealed_name!;
  expect(bytes).toHaveLength(541);
  const [, { kdf }] = keys as [unknown, { kdf: object }];
  expect(JSON.stringify([sync, kdf])).not.toMatch(/quillfeather/i);
});

test('a lost answer is repeated with the very same, and answered as the first time', async () => {
  await phone.account.prepareSignUp('Quill', GOOD);
  server.lose(SIGN_UP);
  expect(await phone.account.signUp()).toEqual(NO_NETWORK);
  expect(phone.account.status).toBe('none');
  await expectDone(phone.account.signUp());

  const [first, second] = server.asked.filter(({ route }) => route === SIGN_UP);
  expect(second!.text).toBe(first!.text);
  expect(server.devices).toHaveLength(1);
  expect(phone.account.status).toBe('signed_in');
});

test('after a lost answer and a reload, signing in finds the account made', async () => {
  await phone.vault.add('log', { n: 1 });
  await phone.account.prepareSignUp('Quill', GOOD);
  server.lose(SIGN_UP);
  await phone.account.signUp();
  await phone.reload();

  expect(await phone.account.signUp()).toEqual(refused('not_prepared'));
  await expectDone(phone.account.signIn('Quill', GOOD));
  expect(await phone.vault.list('log')).toMatchObject({ kept: [{ value: { n: 1 } }] });
});

test.each([
  ['', 'name_invalid'],
  ['   ', 'name_invalid'],
  ['n'.repeat(65), 'name_invalid'],
  ['with\u0000a sign', 'name_invalid'],
  ['zero\u200bwidth', 'name_invalid'],
])('“%s” is no name, and nothing is derived', async (name, code) => {
  const made = vi.fn();
  vi.stubGlobal('Worker', made);
  expect(await phone.account.prepareSignUp(name, GOOD)).toEqual(refused(code));
  expect(made).not.toHaveBeenCalled();
});

test.each([
  ['short', 'weak_short'],
  ['qwerty123456', 'weak_common'],
])('“%s” is no passphrase for an account: %s', async (passphrase, code) => {
  expect(await phone.account.prepareSignUp('Quill', passphrase)).toEqual(refused(code));
  expect(await phone.account.signUp()).toEqual(refused('not_prepared'));
  expect(server.asked).toEqual([]);
});

test('an account is made by invite where one is needed', async () => {
  server.invite_needed = true;
  await expectDone(phone.account.askRegistration());
  expect(phone.account.invite_needed).toBe(true);

  await phone.account.prepareSignUp('Quill', GOOD);
  expect(await phone.account.signUp()).toEqual(refused('invite_needed'));
  await phone.account.prepareSignUp('Quill', GOOD, 'bad');
  expect(await phone.account.signUp()).toEqual(refused('invite_invalid'));
  await phone.account.prepareSignUp('Quill', GOOD, 'good');
  await expectDone(phone.account.signUp());
});

test.each([
  [403, 'invite_needed'],
  [409, 'name_taken'],
  [409, 'owner_taken'],
  [429, 'too_many_attempts'],
])(
  'refused with %s %s, it changes nothing here and may be tried once more',
  async (status, code) => {
    const before = await diskBut();
    await phone.account.prepareSignUp('Quill', GOOD);
    server.refuse(SIGN_UP, status, code);
    expect(await phone.account.signUp()).toEqual(refused(code));
    expect(await diskBut()).toEqual(before);

    server.instead(SIGN_UP, null);
    await expectDone(phone.account.signUp());
  },
);

test('a refusal this version has no word for is one all the same', async () => {
  await phone.account.prepareSignUp('Quill', GOOD);
  server.refuse(SIGN_UP, 422, 'invalid_input');
  expect(await phone.account.signUp()).toEqual(refused('server_refused'));
});

test('a server that answers for another owner changes nothing here', async () => {
  await phone.vault.add('log', {});
  await phone.account.prepareSignUp('Quill', GOOD);
  server.instead(SIGN_UP, (body) => [
    201,
    { ...body, owner: crypto.randomUUID(), device_id: (body['device'] as { id: string }).id },
  ]);
  const before = await onDisk();
  expect(await phone.account.signUp()).toEqual(refused('ring_damaged'));
  expect(await onDisk()).toEqual(before);
  expect(phone.account.status).toBe('none');
});

test('the device has a name that the server cannot read', async () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Linux; Android 14)');
  await phone.signUp();
  await expectDone(phone.account.loadDevices());
  expect(phone.account.devices).toMatchObject([{ name: 'Android phone', is_this: true }]);
  expect(JSON.stringify(server.devices)).not.toMatch(/android/i);
});

test('two taps make one account', async () => {
  await phone.account.prepareSignUp('Quill', GOOD);
  const both = await Promise.all([phone.account.signUp(), phone.account.signUp()]);
  expect(both).toEqual([{ kind: 'done' }, { kind: 'done' }]);
  expect(server.accounts.size).toBe(1);
  expect(server.devices).toHaveLength(1);
});

test('a phone too full for the account’s rows says so, and the same may be tried once more', async () => {
  await phone.account.prepareSignUp('Quill', GOOD);
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(await phone.account.signUp()).toEqual(refused('no_room'));
  vi.restoreAllMocks();
  await expectDone(phone.account.signUp());
  expect(server.devices).toHaveLength(1);
});
