import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBack, NOT_ASKED, questionFor, type Standing } from './rules';

const count = (last_at = '2026-11-25T10:00:00Z', full = 1) => ({
  full,
  short: 0,
  enough: 0,
  last_at,
});
const standing: Standing = {
  counts: {},
  isOver: false,
  hasToday: false,
  hasMore: false,
  hasNeeds: false,
};
const DAY = 86_400_000;

test('on the first day nothing is asked', () => {
  expect(questionFor(NOT_ASKED, standing)).toBeNull();
  expect(questionFor(NOT_ASKED, { ...standing, counts: { a: count() } })).toBeNull();
});

test('the day over, its times may be those of tomorrow; not where tomorrow has some', () => {
  const over = { ...standing, isOver: true, hasToday: true };
  expect(questionFor(NOT_ASKED, over)).toBe('copy');
  expect(questionFor(NOT_ASKED, { ...over, hasMore: true })).toBeNull();
  expect(questionFor({ ...NOT_ASKED, copy: true }, over)).toBeNull();
});

test('after a second practice it asks what is out of reach, once, and not who has said so', () => {
  const practised = { ...standing, counts: { a: count(), b: count() } };
  expect(questionFor(NOT_ASKED, practised)).toBe('reach');
  expect(questionFor(NOT_ASKED, { ...practised, hasNeeds: true })).toBeNull();
  expect(questionFor({ ...NOT_ASKED, reach: true }, practised)).toBeNull();
});

test('whatever was asked is not asked once more', () => {
  const any = fc.record({
    counts: fc.constant({ a: count(undefined, 9) }),
    isOver: fc.boolean(),
    hasToday: fc.boolean(),
    hasMore: fc.boolean(),
    hasNeeds: fc.boolean(),
  });
  fc.assert(
    fc.property(any, fc.boolean(), fc.boolean(), (given, copy, reach) => {
      const asked = { copy, reach };
      const question = questionFor(asked, given);
      if (question) expect(asked[question]).toBe(false);
    }),
  );
});

test('who practised, and then not for three weeks, is back; who never did is new', () => {
  const now = Date.parse('2026-11-25T10:00:00Z');
  expect(isBack({ a: count() }, now + 20 * DAY)).toBe(false);
  expect(isBack({ a: count(), b: count('2026-01-01T10:00:00Z') }, now + 21 * DAY)).toBe(true);
  expect(isBack({}, now)).toBe(false);
});
