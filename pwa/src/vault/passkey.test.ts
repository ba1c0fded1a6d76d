import { beforeEach, expect, test } from 'vitest';
import { randomBytes, type Bytes } from '../core/bytes';
import { inTransaction, type AccountRow, type PassphraseWrap } from '../core/db';
import { phoneWrap, ringOf } from './device';
import { forgetEverything, renewRing } from './exchange';
import { dropPasskey, keepPasskey, passkeyRow, unwrapByPasskey, wrapByPasskey } from './passkey';
import { makeRing, type Ring } from './ring';
import { emptyPhone } from './testing';
import { copyRing } from './wraps';

const OWNER = '8d2b7c14-05af-4e39-a6d1-91c37be2f508';
const OTHER = '0b9f4c52-7a1e-63d8-95c4-de20f1a7b36c';

let ring: Ring;
let prf: Bytes;
let credential_id: Bytes;
let sealed: Bytes;
beforeEach(async () => {
  await emptyPhone();
  [ring, prf, credential_id] = [makeRing(), randomBytes(32), randomBytes(32)];
  sealed = await wrapByPasskey(prf.slice(), OWNER, credential_id, ring);
});

test('what a passkey has wrapped it opens, as often as it answers the same', async () => {
  const opened = () => unwrapByPasskey(prf.slice(), OWNER, credential_id, sealed);
  expect(await opened()).toEqual(ring);
  expect(await opened()).toEqual(ring);
});

test('what it answered is gone from memory once it was used', async () => {
  await unwrapByPasskey(prf, OWNER, credential_id, sealed);
  expect(prf.every((byte) => byte === 0)).toBe(true);
});

test('another answer, owner, passkey or bit opens nothing', async () => {
  const altered = sealed.with(40, sealed[40]! ^ 1);
  expect(await unwrapByPasskey(randomBytes(32), OWNER, credential_id, sealed)).toBeNull();
  expect(await unwrapByPasskey(prf.slice(), OTHER, credential_id, sealed)).toBeNull();
  expect(await unwrapByPasskey(prf.slice(), OWNER, randomBytes(32), sealed)).toBeNull();
  expect(await unwrapByPasskey(prf.slice(), OWNER, credential_id, altered)).toBeNull();
  expect(await unwrapByPasskey(prf.slice(), OWNER, credential_id, null)).toBeNull();
});

async function kept(): Promise<void> {
  const { owner } = await phoneWrap();
  await keepPasskey({ name: 'passkey', owner, credential_id, sealed, id: null });
}

test('it lies on the phone until it is let go, and goes with everything', async () => {
  await kept();
  expect((await passkeyRow())?.credential_id).toEqual(credential_id);
  await dropPasskey();
  expect(await passkeyRow()).toBeUndefined();

  await kept();
  await forgetEverything(null);
  expect(await passkeyRow()).toBeUndefined();
});

test('none is kept of a ring that is not this phone’s', async () => {
  await phoneWrap();
  const row = { name: 'passkey', owner: OTHER, credential_id, sealed, id: null } as const;
  await expect(keepPasskey(row)).rejects.toMatchObject({ code: 'ring_changed' });
});

test.each([
  [0, true],
  [1, false],
])('a ring that got %i more keys leaves it: %s', async (more, isLeft) => {
  await kept();
  const was = await phoneWrap();
  const next = copyRing(await ringOf(was));
  for (let n = 0; n < more; n++) next.keys.set(++next.cur, randomBytes(32));
  const kdf = { algorithm: 'argon2id', memory_kib: 65536, passes: 3, lanes: 1, salt: '' } as const;
  const wrap: PassphraseWrap = {
    ...{ name: 'passphrase', owner: was.owner, sealed, kdf, credential_version: 1 },
  };
  const account: AccountRow = {
    ...{ name: 'account', owner: was.owner, device_id: OTHER, sign_in: 'live' },
  };

  await renewRing(was, { ring: next, wrap, account });

  expect((await passkeyRow()) !== undefined).toBe(isLeft);
  const found = await inTransaction(['keys'], 'readonly', (tx) => tx.objectStore('keys').count());
  expect(found).toBe(isLeft ? 3 : 2);
});
