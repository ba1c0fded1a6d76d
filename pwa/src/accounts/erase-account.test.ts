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
  refused,
} from './testing-phone';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const ME = 'GET /api/accounts/me';
const ERASE = 'POST /api/accounts/erase';

let server: FakeServer;
let phone: Phone;
beforeEach(async () => {
  await anew();
  server = new FakeServer();
  phone = await new Phone(server).take();
  await phone.signUp('Quill');
  await phone.vault.add('log', { n: 1 }, '2026-11-23');
  await phone.vault.saveDraft('journal', 'half');
  owner = server.account('quill').owner;
  server.asked.length = 0;
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

let owner: string;

/** All but the ring that an empty phone makes anew. */
async function personal() {
  const { keys, ...rest } = await diskBut('catalogue', 'meta');
  const ours = (keys as { owner: string }[]).filter((key) => key.owner === owner);
  return [...ours, ...Object.values(rest).flat()];
}
const isThere = () => server.accounts.has('quill');

test('the account is gone from the server, and all that is personal from this phone', async () => {
  await expectDone(phone.account.erase(GOOD));
  expect(server.routes().slice(0, 2)).toEqual([ME, ERASE]);
  expect([isThere(), server.devices]).toEqual([false, []]);
  expect(await personal()).toEqual([]);
  const notes = (await onDisk())['meta'] as { name: string }[];
  await vi.waitFor(() => expect(notes.map(({ name }) => name)).not.toContain('ring'));
  expect(phone.account).toMatchObject({ status: 'none', name: null, devices: null });
  expect(phone.renewed).toHaveBeenCalledOnce();
});

test('another passphrase takes nothing away', async () => {
  const before = await diskBut();
  expect(await phone.account.erase(OTHER)).toEqual(refused('wrong_credentials'));
  expect(await diskBut()).toEqual(before);
  expect(isThere()).toBe(true);
  expect(phone.account).toMatchObject({ status: 'signed_in', busy: null });
});

test.each([ME, ERASE])('without an answer to %s nothing goes from this phone', async (route) => {
  const before = await personal();
  server.cut(route);
  expect(await phone.account.erase(GOOD)).toEqual(NO_NETWORK);
  expect(await personal()).toEqual(before);
  await expectDone(phone.account.erase(GOOD));
  expect(await personal()).toEqual([]);
});

test('an answer that was lost is made up for: the account is gone by the next attempt', async () => {
  server.lose(ERASE);
  expect(await phone.account.erase(GOOD)).toEqual(NO_NETWORK);
  expect(isThere()).toBe(false);
  expect(await personal()).not.toEqual([]);
  await expectDone(phone.account.erase(GOOD));
  expect(await personal()).toEqual([]);
});

test('nor does it matter that something else was asked between and heard that no sign-in is left', async () => {
  server.lose(ERASE);
  expect(await phone.account.erase(GOOD)).toEqual(NO_NETWORK);
  await phone.account.loadDevices();
  expect(phone.account.status).toBe('expired');
  await expectDone(phone.account.erase(GOOD));
  expect(await personal()).toEqual([]);
});

test('an account that went by other hands is said to be gone, and the phone keeps what it holds', async () => {
  server.accounts.clear();
  const kept = async () => (({ records, drafts }) => ({ records, drafts }))(await onDisk());
  const before = await kept();
  expect(await phone.account.erase(GOOD)).toEqual(refused('account_gone'));
  expect(await kept()).toEqual(before);
});
