import { expect, test } from 'vitest';
import { isVeryFirst } from './first';

const opened = Date.parse('2026-11-23T10:00Z');
const once = { full: 1, short: 0, enough: 0, last_at: '2026-11-23T10:05:00.000Z' };

test('the first practice, ended since the app was opened, is the very first', () => {
  expect(isVeryFirst({ a: once }, opened)).toBe(true);
  expect(isVeryFirst({ a: { ...once, full: 0, short: 1, enough: 1 } }, opened)).toBe(true);
});

test('none, a second of the same, or one of another is not', () => {
  expect(isVeryFirst({}, opened)).toBe(false);
  expect(isVeryFirst({ a: { ...once, short: 1 } }, opened)).toBe(false);
  expect(isVeryFirst({ a: once, b: once }, opened)).toBe(false);
});

test('one from an earlier opening is no news', () => {
  expect(isVeryFirst({ a: once }, opened + 3_600_000)).toBe(false);
});
