import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/zones.json';
import { addDays, instantOf, isLocalDate, isTimeOfDay, isZone, wallClockOf } from './zones';

const MINUTE = 60_000;
const zones = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Nuuk',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'Antarctica/Troll',
  'Pacific/Apia',
];
const zone = fc.constantFrom(...zones);

/** Any minute within two days of a change of clocks, in either direction, of any listed zone. */
const nearAChange = fc
  .record({
    zone,
    year: fc.integer({ min: 2011, max: 2027 }),
    minute: fc.integer({ min: -2880, max: 2880 }),
    change: fc.nat({ max: 3 }),
  })
  .map(({ zone, year, minute, change }) => {
    const found = changesIn(zone, year);
    const change_at = found[change % Math.max(1, found.length)] ?? Date.UTC(year, 6);
    return { zone, instant: change_at + minute * MINUTE };
  });

const seen = new Map<string, number[]>();

function changesIn(zone: string, year: number): number[] {
  const key = `${zone} ${year}`;
  const known = seen.get(key);
  if (known) return known;
  const found: number[] = [];
  let offset = offsetAt(Date.UTC(year, 0), zone);
  for (let at = Date.UTC(year, 0); at < Date.UTC(year + 1, 0); at += 12 * 60 * MINUTE) {
    if (offsetAt(at, zone) !== offset) found.push(at);
    offset = offsetAt(at, zone);
  }
  seen.set(key, found);
  return found;
}

function offsetAt(instant: number, zone: string): number {
  const { on, at } = wallClockOf(instant, zone);
  return Date.parse(`${on}T${at}Z`) - instant;
}

test.each(vectors)('$why: $on $at in $zone', (vector) => {
  const instant = instantOf(vector.on, vector.at, vector.zone);
  expect(instant).toEqual(new Date(vector.instant));
  expect(wallClockOf(instant, vector.zone)).toEqual({ on: vector.shown_on, at: vector.shown_at });
});

test('what a wall clock shows leads back to that instant, or to the first of two', () => {
  fc.assert(
    fc.property(nearAChange, ({ zone, instant }) => {
      const { on, at } = wallClockOf(instant, zone);
      const first = instantOf(on, at, zone).getTime();
      expect(first).toBeLessThanOrEqual(instant);
      expect(wallClockOf(first, zone)).toEqual({ on, at });
    }),
    { numRuns: 200 },
  );
});

test('no earlier minute shows the wanted time or a later one of that day', () => {
  fc.assert(
    fc.property(nearAChange, fc.integer({ min: 1, max: 180 }), ({ zone, instant }, back) => {
      const wanted = new Date(instant).toISOString();
      const on = wanted.slice(0, 10);
      const at = wanted.slice(11, 16);
      const earlier = wallClockOf(instantOf(on, at, zone).getTime() - back * MINUTE, zone);
      expect(`${earlier.on} ${earlier.at}` < `${on} ${at}`).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('days are counted on the calendar, across months, leap days and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
});

test.each([
  ['2026-02-30', '10:00', 'UTC'],
  ['2026-2-3', '10:00', 'UTC'],
  ['2026-02-03', '24:00', 'UTC'],
  ['2026-02-03', '9:00', 'UTC'],
  ['2026-02-03', '10:00', 'Mars/Base'],
])('there is no instant at %s %s in %s', (on, at, zone) => {
  expect(() => instantOf(on, at, zone)).toThrow(RangeError);
});

test.each([null, 7, '', '2026-13-01', '2026-02-29'])('%s is no date', (text) => {
  expect(isLocalDate(text)).toBe(false);
});

test.each([null, 10, '', '10', '10:60', '24:00', '10:00:00'])('%s is no time of day', (text) => {
  expect(isTimeOfDay(text)).toBe(false);
});

test('a zone is known or it is not', () => {
  expect(isZone('Asia/Kathmandu')).toBe(true);
  expect(isZone('Mars/Base')).toBe(false);
  expect(isZone('')).toBe(false);
});
