import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64url, concat, fromBase64url, fromUtf8, u32, utf8, uuidOf } from './bytes';

const bytes = fc.uint8Array({ maxLength: 200 });

test('base64url brings any bytes there and back', () => {
  fc.assert(
    fc.property(bytes, (given) => {
      const text = base64url(given);
      expect(text).toMatch(/^[\w-]*$/);
      expect(text).toBe(Buffer.from(given).toString('base64url'));
      expect([...fromBase64url(text)]).toEqual([...given]);
    }),
  );
});

test('any whole text comes back, a leading byte order mark included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fromUtf8(utf8(`\ufeff${text}`))).toBe(`\ufeff${text}`);
    }),
  );
});

test('half a character is refused rather than replaced', () => {
  expect(() => utf8('a\ud83e')).toThrow(RangeError);
  expect(() => fromUtf8(Uint8Array.of(0xff))).toThrow(TypeError);
});

test('numbers are four bytes, and nothing else is a number', () => {
  expect([...u32(0x01020304)]).toEqual([1, 2, 3, 4]);
  for (const none of [-1, 2 ** 32, 0.5, NaN, Infinity]) expect(() => u32(none)).toThrow(RangeError);
});

test('a UUID is sixteen bytes in lower case', () => {
  const given = Uint8Array.from({ length: 16 }, (_, at) => at * 17);
  expect(uuidOf(given)).toBe('00112233-4455-6677-8899-aabbccddeeff');
});

test('pieces are joined in order', () => {
  expect([...concat(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))]).toEqual([1, 2, 3]);
});
