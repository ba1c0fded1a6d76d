import { createHash } from 'node:crypto';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import hkCases from '../../../tests/vectors/il1_hk.json';
import lpCases from '../../../tests/vectors/il1_lp.json';
import nameCases from '../../../tests/vectors/il1_names.json';
import padCases from '../../../tests/vectors/il1_pad.json';
import phone from '../../../tests/vectors/il1_phone.json';
import refusedCases from '../../../tests/vectors/il1_refused.json';
import sealedCases from '../../../tests/vectors/il1_sealed.json';
import type { Bytes } from '../core/bytes';
import { contentOf } from './content';
import { openJson, sealJson, type Place } from './envelope';
import { baseKey, hk } from './hk';
import { Keys } from './keys';
import { lp } from './lp';
import { pad, unpad } from './pad';
import { ringFromJson, ringToJson, unwrapRing, wrapRing } from './ring';

const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'hex'));
const b64 = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'base64url'));
const inHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const inB64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

function nextNonce(nonce: string): void {
  vi.spyOn(crypto, 'getRandomValues').mockImplementationOnce((array) => {
    (array as unknown as Uint8Array).set(hex(nonce));
    return array;
  });
}

let keys: Keys;
beforeAll(async () => {
  keys = await Keys.of(phone.owner, ringFromJson(phone.ring));
});
afterEach(() => {
  vi.restoreAllMocks();
});

test.each(lpCases)('fields $fields are written with their length', ({ fields, bytes }) => {
  expect(inHex(lp(...fields))).toBe(bytes);
});

test.each(hkCases)('the key for $label is derived', async ({ base, label, derived }) => {
  expect(inHex(await hk(await baseKey(hex(base)), ...label))).toBe(derived);
});

test.each(padCases)('$length bytes fall into a bucket', ({ length, padded, sha256, refused }) => {
  const bytes = new Uint8Array(length).fill(105);
  if (refused) return expect(() => pad(bytes)).toThrow(refused);
  expect(pad(bytes)).toHaveLength(padded!);
  expect(createHash('sha256').update(pad(bytes)).digest('hex')).toBe(sha256);
  expect(unpad(pad(bytes))).toEqual(bytes);
});

test.each(nameCases)('the $what of $of comes from the ring', async ({ what, of, name }) => {
  const [first, second] = of as [string, string];
  const named = {
    id: () => keys.singletonId(first, second),
    slot: () => keys.slot(first, second),
    local: () => keys.nameOf(first, second),
  }[what]!;
  expect(await named()).toBe(name);
});

test.each(sealedCases)('$place.kind $place.version opens in its place', async (given) => {
  const { place, sealed, json } = given as { place: Place; sealed: string; json: unknown };
  expect(await openJson(keys, place, b64(sealed))).toEqual({ json });
});

test.each(sealedCases.filter(({ place }) => place.epoch === 2))(
  '$place.kind $place.version is sealed to the same bytes',
  async (given) => {
    const { place, sealed, json, nonce } = given as (typeof sealedCases)[0] & { place: Place };
    nextNonce(nonce);
    expect(inB64(await sealJson(keys, place, json))).toBe(sealed);
  },
);

test.each(refusedCases)('refused: $why', async ({ place, sealed, code }) => {
  const { owner } = place;
  const theirs = owner === phone.owner ? keys : await Keys.of(owner, ringFromJson(phone.ring));

  const opened = await openJson(theirs, place as unknown as Place, b64(sealed));

  const found = typeof opened === 'string' ? opened : contentOf(opened.json, 'practice_log');
  expect(found).toBe(code);
});

test('the ring is wrapped and opened by the key of the phone, for its owner alone', async () => {
  const aes = ['encrypt', 'decrypt'] as const;
  const key = await crypto.subtle.importKey('raw', hex(phone.device_key), 'AES-GCM', false, aes);
  nextNonce(phone.nonce);
  expect(inB64(await wrapRing(key, phone.owner, ringFromJson(phone.ring)))).toBe(phone.wrapped);

  const ring = await unwrapRing(key, phone.owner, b64(phone.wrapped));
  expect(ringToJson(ring)).toBe(phone.ring);
  await expect(unwrapRing(key, crypto.randomUUID(), b64(phone.wrapped))).rejects.toThrow();
});

test.each([
  ['no current key', '{"cur":3,'],
  ['a short key', '"ids":"AAAA",'],
  ['no key at all', '"x":null'],
])('a ring with %s is no ring', (_, text) => {
  const [name] = text.match(/"\w+"/)!;
  const broken = phone.ring.replace(new RegExp(`${name}:("[^"]*"|\\d+),?`), text);
  expect(broken).not.toBe(phone.ring);
  expect(() => ringFromJson(broken)).toThrow();
});

test('the 32 bytes of the ring are an X25519 private key to WebCrypto too', async () => {
  const pkcs8 = hex(`302e020100300506032b656e04220420${phone.x25519_private}`);
  const mine = await crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', true, ['deriveBits']);

  const { x } = await crypto.subtle.exportKey('jwk', mine);

  expect(inHex(b64(x!))).toBe(phone.x25519_public);
});
