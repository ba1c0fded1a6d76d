import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wallClockOf } from '../../core/zones';
import { dayEnds, HIDDEN_LONG_MS, isGone } from './rules';

const zones = fc.constantFrom(
  'UTC',
  'Europe/Madrid',
  'America/New_York',
  'Pacific/Apia',
  'Asia/Beirut',
);
const instants = fc.date({
  min: new Date('2020-01-01'),
  max: new Date('2030-12-31'),
  noInvalidDate: true,
});

test('a day ends later than any moment in it, and the moment before is still that day', () => {
  fc.assert(
    fc.property(instants, zones, (at, zone) => {
      const end = dayEnds(at, zone);
      expect(end > at).toBe(true);
      expect(wallClockOf(end.getTime() - 1, zone).on).toBe(wallClockOf(at, zone).on);
      expect(wallClockOf(end, zone).on > wallClockOf(at, zone).on).toBe(true);
    }),
  );
});

test.each([
  ['2026-11-20T10:00:00Z', HIDDEN_LONG_MS - 1, false],
  ['2026-11-20T10:00:00Z', HIDDEN_LONG_MS, true],
  ['2026-11-20T22:59:59Z', 1000, true],
  ['2026-11-20T22:59:00Z', 59_000, false],
])('hidden in Madrid at %s for %i ms, gone: %s', (hidden, long, gone) => {
  const at = new Date(hidden);
  expect(isGone(at, new Date(at.getTime() + long), 'Europe/Madrid')).toBe(gone);
});
