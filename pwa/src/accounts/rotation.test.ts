import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { phoneWrap, ringOf } from '../vault/device';
import { onDisk } from '../vault/testing';
import { FakeServer } from './testing';
import {
  anew,
  codeOf,
  diskBut,
  expectDone,
  GOOD,
  NO_NETWORK,
  OTHER,
  Phone,
  refused,
} from './testing-phone';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const PUT = 'PUT /api/accounts/ring';

let server: FakeServer;
let phone: Phone;
let old_code: string;
beforeEach(async () => {
  await anew();
  server = new FakeServer();
  phone = await new Phone(server).take();
  old_code = await phone.signUp('Quill');
  server.asked.length = 0;
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const prepare = async (passphrase = GOOD) =>
  codeOf(await phone.account.prepareRotation(passphrase));
const epoch = async () => (await ringOf(await phoneWrap())).cur;

test('the ring has its next key here and in the account, and what there was still opens', async () => {
  await phone.vault.add('log', { n: 1 });
  const code = await prepare();
  await expectDone(phone.account.rotate());

  expect(await epoch()).toBe(2);
  expect(phone.renewed).toHaveBeenCalledOnce();
  await phone.reload();
  expect((await phone.vault.list('log')).kept).toMatchObject([{ value: { n: 1 } }]);
  await phone.vault.add('log', { n: 2 });
  const rows = (await onDisk())['records'] as { epoch: number }[];
  expect(rows.map((row) => row.epoch).sort()).toEqual([1, 2]);

  await phone.lay();
  phone = await new Phone(server).take();
  expect(await phone.account.recover('Quill', old_code)).toEqual(refused('wrong_credentials'));
  await expectDone(phone.account.recover('Quill', code));
  await expectDone(phone.account.signIn('Quill', GOOD));
  await phone.reload();
  expect(await epoch()).toBe(2);
});

test('no key and no code is sent, and nothing is sent before the code is confirmed', async () => {
  const code = await prepare();
  expect(server.routes()).toEqual(['GET /api/accounts/me']);
  await phone.account.rotate();

  const sent = server.asked.map(({ text }) => text).join('');
  const { keys, ids, x } = await ringOf(await phoneWrap());
  for (const secret of [...keys.values(), ids, x]) {
    expect(sent).not.toContain(Buffer.from(secret).toString('base64url'));
  }
  expect(sent).not.toContain(code);
  expect(sent).not.toContain(code.replaceAll('-', ''));
});

test('a wrong passphrase changes nothing, here or there', async () => {
  const before = await diskBut();
  await prepare(OTHER);

  expect(await phone.account.rotate()).toEqual(refused('wrong_credentials'));

  expect(await diskBut()).toEqual(before);
  expect(phone.renewed).not.toHaveBeenCalled();
});

test('an answer that is lost is asked for once more, with the same code', async () => {
  const code = await prepare();
  server.lose(PUT);
  expect(await phone.account.rotate()).toEqual(NO_NETWORK);
  expect(await epoch()).toBe(1);

  await expectDone(phone.account.rotate());

  expect(await epoch()).toBe(2);
  await expectDone(phone.account.recover('Quill', code));
});

test('a passphrase that was changed meanwhile is said, and nothing is changed', async () => {
  await prepare();
  server.accounts.get('quill')!.credential_version = 5;
  expect(await phone.account.rotate()).toEqual(refused('stale_credentials'));
  expect(await epoch()).toBe(1);
});

test('called out of order it says so', async () => {
  expect(await phone.account.rotate()).toEqual(refused('not_prepared'));
});
