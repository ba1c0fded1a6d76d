import { expect, test } from 'vitest';
import fc from 'fast-check';
import { fromText, toText, weight } from './wire';

const bytes = fc.uint8Array({ maxLength: 70_000 });

test('bytes of any length come back as they were, also those too many for one call', () => {
  fc.assert(
    fc.property(bytes, (given) => {
      expect(fromText(toText(given))).toEqual(new Uint8Array(given));
    }),
    { numRuns: 30 },
  );
  const large = new Uint8Array(131_101).fill(255);
  expect(toText(large)).toBe(Buffer.from(large).toString('base64url'));
});

test.each([
  ['no text', 7],
  ['nothing', null],
  ['JSON', '{"type":"notes"}'],
  ['padding', 'AQ=='],
  ['the other alphabet', 'AQ+/'],
  ['a length that no bytes have', 'AQIDB'],
  ['white space', 'AQ ID'],
])('%s is not taken for bytes', (_, text) => {
  expect(fromText(text)).toBeNull();
});

test('an edit is weighed at no less than the bytes it takes on the line', () => {
  const uuid = '00000000-0000-0000-0000-000000000000';
  const after = Array.from({ length: 32 }, () => uuid);
  const sealed = new Uint8Array(131_101);
  const numbers = { version: 0xffffffff, base: 0xffffffff, epoch: 0xffffffff };
  const entry = { op: uuid, id: uuid, ...numbers, after, sealed, purgeable: false, sent: true };
  const written = JSON.stringify({ ...entry, sealed: toText(sealed) });
  expect(weight(entry)).toBeGreaterThanOrEqual(written.length);
});
