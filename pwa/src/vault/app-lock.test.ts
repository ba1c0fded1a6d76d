import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { base64url, fromUtf8, randomBytes } from '../core/bytes';
import { inTransaction, type AccountRow, type Kdf, type PassphraseWrap } from '../core/db';
import { sealToBox } from './box';
import { phoneWrap, ringOf } from './device';
import { exchangeRing, forgetEverything } from './exchange';
import {
  changeGrace,
  isLocked,
  lockNow,
  lockRow,
  opener,
  ringBy,
  turnOff,
  turnOn,
  unlockWith,
  USUAL_GRACE_MINUTES,
} from './app-lock';
import { makeRing } from './ring';
import { emptyPhone, meanwhile, onDisk } from './testing';
import { closeVault, openVault, type Vault } from './vault';
import { boxUp } from './while-locked';
import { copyRing, passphraseCredentials, wrapWith, type Credentials } from './wraps';

const MONDAY = '2026-11-23';
const OWNER = '8d2b7c14-05af-4e39-a6d1-91c37be2f508';
const kdf: Kdf = { algorithm: 'argon2id', memory_kib: 65536, passes: 3, lanes: 1, salt: 'AAAA' };
const summary = { key: 'helped', empty: 0, next: (before: number) => before + 1 };

let vault: Vault;
let credentials: Credentials;
let stranger: Credentials;
beforeEach(async () => {
  lockNow();
  vault = await emptyPhone();
  credentials = await passphraseCredentials(randomBytes(32), randomBytes(16));
  stranger = await passphraseCredentials(randomBytes(32), randomBytes(16));
});
afterEach(() => vi.restoreAllMocks());

/** As after the app was closed: what was in memory is gone. */
async function startAnew(): Promise<void> {
  lockNow();
  await closeVault();
}

async function unlock(): Promise<void> {
  await unlockWith((await lockRow())!.owner, (await ringBy(credentials))!);
  vault = await openVault();
}

async function locked(): Promise<void> {
  await vault.addCounted('log', { n: 1 }, MONDAY, summary);
  await vault.saveDraft('journal', 'half a sent');
  await turnOn({ credentials, kdf });
  await startAnew();
}

const account: AccountRow = { name: 'account', owner: OWNER, device_id: OWNER, sign_in: 'live' };

test('a phone is not locked until the person says so', async () => {
  expect(await isLocked()).toBe(false);
  expect(await lockRow()).toBeUndefined();
});

test('turned on, no key that opens anything is left on the disk', async () => {
  await locked();

  const { keys } = await onDisk();
  expect(keys).toHaveLength(1);
  expect(keys![0]).toMatchObject({ name: 'lock', grace_minutes: USUAL_GRACE_MINUTES });
  const hasKey = (value: unknown): boolean =>
    value instanceof CryptoKey || (isPlain(value) && Object.values(value).some(hasKey));
  expect(hasKey(keys![0])).toBe(false);
});
const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);

test('the page that turned it on stays open, and the next one is locked', async () => {
  await turnOn({ credentials, kdf });
  expect(await isLocked()).toBe(false);
  await vault.add('journal', { text: 'still open' });

  await startAnew();

  expect(await isLocked()).toBe(true);
  await expect(openVault()).rejects.toMatchObject({ code: 'locked' });
});

test('the passphrase opens all that was there', async () => {
  await locked();
  await unlock();

  expect((await vault.list('log', MONDAY)).kept).toMatchObject([{ value: { n: 1 } }]);
  expect(await vault.summary('helped')).toBe(1);
  expect(await vault.draft('journal')).toBe('half a sent');
  await vault.add('journal', { text: 'and writes' });
});

test('another passphrase opens nothing, and nothing is overwritten', async () => {
  await locked();
  const before = await onDisk();

  expect(await ringBy(stranger)).toBeNull();

  expect(await onDisk()).toEqual(before);
  await expect(openVault()).rejects.toMatchObject({ code: 'locked' });
});

test('turned off, the phone opens by itself as before', async () => {
  await locked();
  await unlock();
  await turnOff();
  await startAnew();

  vault = await openVault();

  expect(await isLocked()).toBe(false);
  expect((await onDisk())['keys']).toMatchObject([{ name: 'device' }]);
  expect((await vault.list('log', MONDAY)).kept).toHaveLength(1);
});

test('nobody turns it off who has not opened it', async () => {
  await locked();
  await expect(turnOff()).rejects.toMatchObject({ code: 'locked' });
  expect(await lockRow()).toBeDefined();
});

test('with an account its own passphrase opens, and no second one lies beside it', async () => {
  const was = await phoneWrap();
  const ring = await ringOf(was);
  const { owner } = was;
  const sealed = await wrapWith(credentials, owner, ring);
  const wrap: PassphraseWrap = { name: 'passphrase', owner, sealed, kdf, credential_version: 1 };
  await inTransaction(['keys'], 'readwrite', (tx) => tx.objectStore('keys').put(wrap));

  await turnOn(null, 5);
  await startAnew();

  expect((await lockRow())?.own).toBeNull();
  expect((await opener())?.sealed).toEqual(sealed);
  await unlock();
  expect(await isLocked()).toBe(false);
});

test('without an account and without a passphrase of its own it is not turned on', async () => {
  await expect(turnOn(null)).rejects.toMatchObject({ code: 'not_found' });
  expect((await onDisk())['keys']).toMatchObject([{ name: 'device' }]);
});

test('two tabs that turn it on at once make one lock', async () => {
  meanwhile('encrypt', () => turnOn({ credentials: stranger, kdf }));

  await expect(turnOn({ credentials, kdf })).rejects.toMatchObject({ code: 'ring_changed' });

  expect(await ringBy(stranger)).not.toBeNull();
});

test('what is done while locked is kept in a box that only the ring opens', async () => {
  await locked();
  const id = OWNER;
  await boxUp('log', { n: 2, what: 'Quillfeather' }, MONDAY, id);
  await boxUp('log', { n: 2, what: 'Quillfeather' }, MONDAY, id);

  const { box, outbox } = await onDisk();
  expect(box).toHaveLength(1);
  const { sealed } = box![0] as { sealed: Uint8Array };
  expect(base64url(sealed)).not.toContain(base64url(new TextEncoder().encode('Quillfeather')));
  expect(() => fromUtf8(sealed)).toThrow();
  expect(outbox).toHaveLength(1);

  await unlock();

  const { kept } = await vault.list<{ n: number }>('log', MONDAY);
  expect(kept.map(({ value }) => value.n).sort()).toEqual([1, 2]);
  expect((await onDisk())['box']).toEqual([]);
  expect((await onDisk())['outbox']).toHaveLength(2);
  expect(await vault.summary('helped')).toBeNull(); // counted anew from the records when next read
});

test('opened once more, what was in the box is there once', async () => {
  await locked();
  await boxUp('log', { n: 2 }, MONDAY, OWNER);
  const ring = (await ringBy(credentials))!;
  const copy = copyRing(ring);
  await unlockWith((await lockRow())!.owner, ring);
  await startAnew();
  await unlockWith((await lockRow())!.owner, copy);
  vault = await openVault();

  expect((await vault.list('log', MONDAY)).kept).toHaveLength(2);
});

test('what somebody else put into the box is no record of mine', async () => {
  await locked();
  const { owner, public_key } = (await lockRow())!;
  const odd = [{ type: 'journal', deleted: true }, { type: 'journal' }, 'text', null];
  for (const [n, json] of odd.entries()) {
    const id = OWNER.replace(/.$/, String(n));
    const sealed = await sealToBox(public_key, owner, id, json);
    await inTransaction(['box'], 'readwrite', (tx) => tx.objectStore('box').put({ id, sealed }));
  }
  const moved = await sealToBox(public_key, owner, 'elsewhere', { type: 'journal', value: 1 });
  await inTransaction(['box'], 'readwrite', (tx) =>
    tx.objectStore('box').put({ id: OWNER, sealed: moved }),
  );

  await unlock();

  expect((await vault.list('journal')).kept).toEqual([]);
  expect((await onDisk())['box']).toEqual([]);
  expect((await vault.list('log', MONDAY)).kept).toHaveLength(1);
});

test('without a lock nothing goes into the box', async () => {
  await expect(boxUp('log', 1, MONDAY, OWNER)).rejects.toMatchObject({ code: 'not_found' });
});

test('an account that arrives while it is open keeps it on, by the account’s passphrase', async () => {
  await turnOn({ credentials, kdf });
  const ring = makeRing();
  const sealed = await wrapWith(stranger, OWNER, ring);
  const wrap: PassphraseWrap = {
    ...{ name: 'passphrase', owner: OWNER, sealed, kdf, credential_version: 1 },
  };
  await exchangeRing(await phoneWrap(), { ring: copyRing(ring), wrap, account }, 'erase');
  await closeVault();
  vault = await openVault();
  expect(vault.owner).toBe(OWNER);
  expect((await onDisk())['keys']).toMatchObject([
    { name: 'lock', owner: OWNER, own: null },
    { name: 'passphrase' },
  ]);
  await startAnew();

  expect(await ringBy(credentials)).toBeNull();
  await boxUp('log', { n: 3 }, MONDAY, '0b9f4c52-7a1e-63d8-95c4-de20f1a7b36c');
  await unlockWith(OWNER, (await ringBy(stranger))!);
  vault = await openVault();
  expect((await vault.list('log', MONDAY)).kept).toMatchObject([{ value: { n: 3 } }]);
});

test('erasing takes the lock and the box along', async () => {
  await locked();
  await boxUp('log', { n: 2 }, MONDAY, OWNER);
  await forgetEverything('pending');

  const rows = await onDisk();
  expect(rows['keys']).toEqual([]);
  expect(rows['box']).toEqual([]);
  await startAnew();
  vault = await openVault();
  expect((await vault.list('log')).kept).toEqual([]);
});

test('how long it may be out of sight is the person’s to say', async () => {
  await turnOn({ credentials, kdf });
  await changeGrace(60);
  expect((await lockRow())?.grace_minutes).toBe(60);
});
