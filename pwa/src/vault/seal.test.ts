import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { fromBytes, live } from './content';
import { openJson, sealJson, type Place } from './envelope';
import { Keys } from './keys';
import { BUCKETS, pad, unpad } from './pad';
import { makeRing } from './ring';
import { randomId } from './records';
import { seal } from './seal';

const owner = crypto.randomUUID();
const place = (): Place => ({ kind: 'item', id: randomId(), version: 1, epoch: 1 });

let keys: Keys;
beforeAll(async () => {
  keys = await Keys.of(owner, makeRing());
});

test('whatever is sealed opens again, in its own place only', async () => {
  const version = fc.integer({ min: 0, max: 0xffffffff });
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), version, version, async (json, here, there) => {
      const at = { ...place(), version: here };
      const sealed = await sealJson(keys, at, json);
      expect(await openJson(keys, at, sealed)).toEqual({ json: JSON.parse(JSON.stringify(json)) });
      if (here === there) return;
      expect(await openJson(keys, { ...at, version: there }, sealed)).toBe('not_authentic');
    }),
  );
});

test('whatever is padded comes back, in one of nine lengths', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      const padded = pad(bytes);
      expect(BUCKETS).toContain(padded.length);
      expect(unpad(padded)).toEqual(bytes);
    }),
  );
});

test('no bytes make unpad throw, and none but padded ones come through', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 512, maxLength: 512 }), (bytes) => {
      const found = unpad(bytes);
      if (found) expect(pad(found)).toEqual(bytes);
    }),
  );
  expect(unpad(new Uint8Array(0))).toBeNull();
  expect(unpad(new Uint8Array(511))).toBeNull();
});

test('200 different answers have one length', async () => {
  const lengths = new Set<number>();
  for (let answer = 0; answer < 200; answer++) {
    const value = { word: 'x'.repeat(answer), tank: answer % 11, note: answer % 2 ? null : 'ok' };
    lengths.add((await sealJson(keys, place(), live('pulse', value, '2026-11-23'))).length);
  }
  expect([...lengths]).toEqual([512 + 29]);
});

test('each single flipped bit is found', async () => {
  const at = place();
  const sealed = await sealJson(keys, at, 'a word');
  for (let bit = 8; bit < sealed.length * 8; bit += 7) {
    const flipped = sealed.slice();
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    expect(await openJson(keys, at, flipped)).toBe('not_authentic');
  }
});

test('whatever lies in place of sealed bytes, opening answers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), fc.anything(), fc.anything(), async (id, version, sealed) => {
      const nowhere = { kind: 'item', id, version, epoch: 1 } as Place;
      expect(['unknown_format', 'not_authentic']).toContain(await openJson(keys, nowhere, sealed));
      const ours = Uint8Array.of(1, 2, 3);
      expect(await openJson(keys, nowhere, ours)).toBe('not_authentic');
    }),
  );
});

test('100,000 seals use 100,000 nonces', async () => {
  const nonces = new Set<string>();
  const key = keys.at(1)!.items;
  const nothing = new Uint8Array(0);
  for (let n = 0; n < 100; n++) {
    const some = Array.from({ length: 1000 }, () => seal(key, nothing, nothing));
    for (const sealed of await Promise.all(some)) {
      nonces.add(Buffer.from(sealed.subarray(1, 13)).toString('hex'));
    }
  }
  expect(nonces.size).toBe(100_000);
}, 60_000);

test('keys in memory can be used and never read', async () => {
  const { items, local } = keys.at(1)!;
  for (const key of [items, local]) {
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  }
});

test('the bytes of a ring are emptied once its keys are made', async () => {
  const ring = makeRing();
  await Keys.of(owner, ring);
  for (const bytes of [ring.keys.get(1)!, ring.ids, ring.x]) {
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  }
});

test('a value that JSON has no word for is refused', () => {
  expect(() => live('pulse', undefined)).toThrow(TypeError);
  expect(() => live('pulse', 1, 'tomorrow')).toThrow(RangeError);
  expect(fromBytes(Uint8Array.of(0xc3))).toBeUndefined();
});

const ENCRYPTING = /\.\s*(encrypt|decrypt|wrapKey|unwrapKey)\s*\(/;

test('one module alone encrypts and decrypts', () => {
  const root = path.join(import.meta.dirname, '../..');
  const files = ['src', 'sw'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|js|mjs|svelte)$/.test(file) && !file.endsWith('.test.ts'))
      .map((file) => path.join(folder, file)),
  );
  const encrypting = files.filter((file) =>
    ENCRYPTING.test(fs.readFileSync(path.join(root, file), 'utf8')),
  );
  expect(encrypting).toEqual([path.join('src', 'vault', 'seal.ts')]);
  expect(ENCRYPTING.test('await crypto.subtle.encrypt(a, b, c)')).toBe(true);
});
