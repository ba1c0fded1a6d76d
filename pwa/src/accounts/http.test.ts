import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { http } from '../core/http/client';
import { onDisk } from '../vault/testing';
import { signedIn } from './http';
import { noteSignIn } from './standing';
import { FakeServer } from './testing';
import { anew, expectDone, GOOD, NO_NETWORK, Phone, refused } from './testing-phone';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const REFRESH = 'POST /api/accounts/sign-in/refresh';
const DEVICES = 'GET /api/accounts/devices';

let server: FakeServer;
let phone: Phone;
beforeEach(async () => {
  await anew();
  server = new FakeServer();
  phone = await new Phone(server).take();
  await phone.signUp('Quill');
  await phone.vault.add('log', { n: 1 });
  server.asked.length = 0;
});
afterEach(async () => {
  await phone.lay();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const ask = () => signedIn(() => http.GET('/api/accounts/devices'));
const answered = { kind: 'answered' };

/** So many requests are refused before the first of them can lead to a refresh. */
function allTooLate(requests: number): void {
  server.expireAccess();
  const ours = globalThis.fetch;
  let refused = 0;
  let letGo!: () => void;
  const all = new Promise<void>((resolve) => (letGo = resolve));
  vi.stubGlobal('fetch', async (request: Request) => {
    const answer = await ours(request);
    if (refused < requests && ++refused === requests) letGo();
    await all;
    return answer;
  });
}

test('a sign-in that lives is not refreshed', async () => {
  expect(await ask()).toMatchObject(answered);
  expect(server.routes()).toEqual([DEVICES]);
});

test('what changes something carries the token of the access cookie, and reading carries none', async () => {
  const id = server.devices[0]!.id;
  await ask();
  await expectDone(phone.account.nameDevice(id, 'Work phone'));
  expect(server.asked.map(({ csrf }) => csrf)).toEqual([null, expect.stringMatching(/^access\./)]);
});

test('one that has run out is refreshed once, with the token of its own cookie, and asked anew', async () => {
  server.expireAccess();
  expect(await ask()).toMatchObject(answered);
  expect(server.routes()).toEqual([DEVICES, REFRESH, DEVICES]);
  expect(server.asked[1]!.csrf).toMatch(/^refresh\./);
  expect(phone.account.status).toBe('signed_in');
});

test('twenty requests at once refresh once', async () => {
  allTooLate(20);
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  for (const answer of answers) expect(answer).toMatchObject(answered);
  expect(server.routes().filter((route) => route === REFRESH)).toHaveLength(1);
});

/** This page's request, and another's with a memory of its own. */
async function inTwoTabs(): Promise<unknown[]> {
  vi.resetModules();
  const other = await import('./http');
  const { http: theirs } = await import('../core/http/client');
  allTooLate(2);
  return Promise.all([ask(), other.signedIn(() => theirs.GET('/api/accounts/devices'))]);
}

test('two tabs refresh once between them', async () => {
  const turns = new Map<string, Promise<unknown>>();
  const request = (name: string, work: () => Promise<unknown>) => {
    const turn = (turns.get(name) ?? Promise.resolve()).then(work);
    turns.set(name, turn);
    return turn;
  };
  vi.stubGlobal('navigator', { locks: { request } });
  for (const answer of await inTwoTabs()) expect(answer).toMatchObject(answered);
  expect(server.routes().filter((route) => route === REFRESH)).toHaveLength(1);
});

test('without locks both may refresh, and neither is signed out by that', async () => {
  vi.stubGlobal('navigator', {});
  for (const answer of await inTwoTabs()) expect(answer).toMatchObject(answered);
  expect(server.routes().filter((route) => route === REFRESH)).toHaveLength(2);
  expect(phone.account.status).toBe('signed_in');
});

test('a lost answer to the refresh is silence, and the next request makes up for it', async () => {
  server.expireAccess();
  server.cut(REFRESH);
  expect(await ask()).toEqual(NO_NETWORK);
  expect(phone.account.status).toBe('signed_in');
  expect(await ask()).toMatchObject(answered);
});

test.each(['token_expired', 'token_invalid', 'unauthenticated'])(
  'a refresh refused with %s asks for a new sign-in, and nothing on the phone is touched',
  async (code) => {
    const before = await onDisk();
    server.expireAccess();
    server.refuse(REFRESH, 401, code);
    expect(await phone.account.loadDevices()).toEqual(refused(code));
    expect(phone.account).toMatchObject({ status: 'expired', name: 'Quill' });
    const { sync, ...after } = await onDisk();
    expect(sync).toMatchObject([{ name: 'account', sign_in: 'expired' }]);
    expect({ ...after, sync: before['sync'] }).toEqual(before);
    expect(await phone.vault.list('log')).toMatchObject({ kept: [{ value: { n: 1 } }] });
  },
);

test.each(['signed_out', 'token_reused', 'account_gone', 'account_disabled'] as const)(
  'a phone that was told %s is ended, says why, and still opens everything',
  async (code) => {
    server.refuse(DEVICES, 401, code);
    expect(await phone.account.loadDevices()).toEqual(refused(code));
    expect(server.routes()).toEqual([DEVICES]);
    expect(phone.account).toMatchObject({ status: 'ended', ended_because: code });
    await phone.reload();
    expect(phone.account).toMatchObject({ status: 'ended', ended_because: code, name: 'Quill' });
    expect(await phone.vault.list('log')).toMatchObject({ kept: [{ value: { n: 1 } }] });
    expect(await phone.vault.waiting()).toBe(1);
  },
);

test('ended by the refresh it is ended too, and a later “expired” does not soften it', async () => {
  server.expireAccess();
  server.refuse(REFRESH, 401, 'token_reused');
  await phone.account.loadDevices();
  expect(phone.account).toMatchObject({ status: 'ended', ended_because: 'token_reused' });
  await noteSignIn('expired');
  expect((await onDisk())['sync']).toMatchObject([{ sign_in: 'ended' }]);
});

test('while it is not live, nothing is asked', async () => {
  server.expireAccess();
  server.refuse(REFRESH, 401, 'token_expired');
  await ask();
  server.asked.length = 0;
  expect(await ask()).toMatchObject({ kind: 'refused', problem: { code: 'token_expired' } });
  expect(server.asked).toEqual([]);
  server.instead(REFRESH, null);
  await expectDone(phone.account.signIn('Quill', GOOD));
  expect(phone.account.status).toBe('signed_in');
  expect(await ask()).toMatchObject(answered);
});

test('refreshed and refused all the same, it does not go round for ever', async () => {
  server.refuse(DEVICES, 401, 'token_invalid');
  expect(await ask()).toMatchObject({ kind: 'refused', problem: { code: 'token_invalid' } });
  expect(server.routes()).toEqual([DEVICES, REFRESH, DEVICES]);
  await vi.waitFor(() => expect(phone.account.status).toBe('expired'));
});

test.each([
  [500, 'internal'],
  [429, 'too_many_attempts'],
])('a refresh that fails with %s %s is no end of the sign-in', async (status, code) => {
  server.expireAccess();
  server.refuse(REFRESH, status, code);
  expect(await ask()).toMatchObject({ kind: 'refused', problem: { code } });
  expect((await onDisk())['sync']).toMatchObject([{ sign_in: 'live' }]);
});
