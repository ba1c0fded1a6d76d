import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import codeCases from '../../../tests/vectors/il1_account_codes.json';
import mistyped from '../../../tests/vectors/il1_account_mistyped.json';
import nameCases from '../../../tests/vectors/il1_account_names.json';
import passCases from '../../../tests/vectors/il1_account_passphrases.json';
import phone from '../../../tests/vectors/il1_phone.json';
import type { Bytes } from '../core/bytes';
import { Keys } from './keys';
import { openName, sealName, type Named } from './names';
import { makeRing, ringFromJson, ringToJson } from './ring';
import {
  copyRing,
  includes,
  makeCode,
  passphraseCredentials,
  readCode,
  recoveryCredentials,
  unwrapWith,
  wrapWith,
  writeCode,
} from './wraps';

const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'hex'));
const b64 = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'base64url'));
const inB64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const ring = () => ringFromJson(phone.ring);
const STRANGER = '8d2b7c14-05af-4e39-a6d1-91c37be2f508';

function nextNonce(nonce: string): void {
  vi.spyOn(crypto, 'getRandomValues').mockImplementationOnce((array) => {
    (array as unknown as Uint8Array).set(hex(nonce));
    return array;
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(passCases)('what “$passphrase” derives to wraps the ring', async (given) => {
  const root = hex(given.root);
  const keys = await passphraseCredentials(root, b64(given.kdf.salt));

  expect(root.every((byte) => byte === 0)).toBe(true);
  expect(inB64(keys.auth)).toBe(given.auth);
  nextNonce(given.nonce);
  expect(inB64(await wrapWith(keys, phone.owner, ring()))).toBe(given.wrap);
  const opened = await unwrapWith(keys, phone.owner, b64(given.wrap));
  expect(ringToJson(opened!)).toBe(phone.ring);
});

test.each(codeCases)('the code $written wraps the ring, however it was typed', async (given) => {
  expect(writeCode(hex(given.code))).toBe(given.written);
  expect(given.written).toMatch(/^([\dA-HJKMNP-TV-Z]{4}-){6}[\dA-HJKMNP-TV-Z]{4}$/);
  for (const typed of given.typed) expect(readCode(typed)).toEqual(hex(given.code));

  const code = hex(given.code);
  const keys = await recoveryCredentials(code);
  expect(code.every((byte) => byte === 0)).toBe(true);
  expect(inB64(keys.auth)).toBe(given.auth);
  nextNonce(given.nonce);
  expect(inB64(await wrapWith(keys, phone.owner, ring()))).toBe(given.wrap);
  expect(ringToJson((await unwrapWith(keys, phone.owner, b64(given.wrap)))!)).toBe(phone.ring);
});

test('the key that wraps cannot be had, and the two secrets do not tell of each other', async () => {
  const [given] = passCases;
  const keys = await passphraseCredentials(hex(given!.root), b64(given!.kdf.salt));
  expect(keys.kek.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', keys.kek)).rejects.toThrow();
  expect(inB64(keys.auth)).not.toBe(inB64(hex(given!.root)));
});

test('a wrap opens for its owner, in its way, with its secret alone', async () => {
  const [pass, other] = passCases;
  const keys = await passphraseCredentials(hex(pass!.root), b64(pass!.kdf.salt));
  const theirs = await passphraseCredentials(hex(other!.root), b64(other!.kdf.salt));
  const wrap = b64(pass!.wrap);
  const altered = wrap.with(30, wrap[30]! ^ 1) as Bytes;

  expect(await unwrapWith(keys, STRANGER, wrap)).toBeNull();
  expect(await unwrapWith(theirs, phone.owner, wrap)).toBeNull();
  expect(await unwrapWith({ ...keys, way: 'recovery' }, phone.owner, wrap)).toBeNull();
  expect(await unwrapWith(keys, phone.owner, altered)).toBeNull();
  expect(await unwrapWith(keys, phone.owner, wrap.slice(1))).toBeNull();
  expect(await unwrapWith(keys, phone.owner, null)).toBeNull();
});

test.each(mistyped)('“%s” is no code', (typed) => {
  expect(readCode(typed)).toBeNull();
});

test('any code comes back as it was written, and no two are the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (code) => {
      expect([...readCode(writeCode(code))!]).toEqual([...code]);
    }),
  );
  expect(writeCode(makeCode())).not.toBe(writeCode(makeCode()));
});

test.each(nameCases)('the name “$name” opens in its place alone', async (given) => {
  const { place, epoch, name, nonce, sealed } = given;
  const keys = await Keys.of(phone.owner, ring());
  const id = place[2];
  const named: Named = id ? { kind: 'device', id } : { kind: 'login' };

  expect(await openName(keys, named, b64(sealed))).toBe(name);
  expect(await openName(keys, { kind: 'device', id: STRANGER }, b64(sealed))).toBeNull();
  expect(await openName(await Keys.of(STRANGER, ring()), named, b64(sealed))).toBeNull();
  expect(await openName(keys, named, null)).toBeNull();
  if (epoch !== keys.cur) return;
  nextNonce(nonce);
  expect(inB64(await sealName(keys, named, name))).toBe(sealed);
});

test('a ring with a further epoch includes the one before, and no other does', () => {
  const before = makeRing();
  const later = copyRing(before);
  later.keys.set(2, makeRing().ids);

  expect(includes(later, before)).toBe(true);
  expect(includes(before, later)).toBe(false);
  expect(includes({ ...later, ids: makeRing().ids }, before)).toBe(false);
  expect(includes({ ...later, x: makeRing().x }, before)).toBe(false);
  expect(includes(makeRing(), before)).toBe(false);
});
