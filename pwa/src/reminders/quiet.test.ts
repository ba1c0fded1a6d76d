import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { instantOf } from '../core/zones';
import { emptyPhone } from '../vault/testing';
import { openVault } from '../vault/vault';
import { hushed, keepQuiet, quietAt, quietFrom } from './quiet';
import { nextDue, type Pattern } from './rules';

const HOUR = 3_600_000;
const zone = 'Europe/Lisbon';
const time = (at: string, on = '2026-11-23') => instantOf(on, at, zone).getTime();
const daily: Pattern = {
  zone,
  at: '12:50',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  skip: [],
  moments: [{ on: '2026-11-23', at: '12:20' }],
};
const quiet = { since: time('12:00'), until: time('13:00') };

beforeEach(emptyPhone);

test('what would knock meanwhile does not, and what comes after it does', () => {
  expect(nextDue(daily, time('12:00'))).toBe(time('12:20'));
  expect(nextDue(hushed(daily, quiet), time('12:00'))).toBe(time('12:50', '2026-11-24'));
  expect(hushed(daily, { since: time('13:00'), until: time('14:00') })).toEqual(daily);
  expect(hushed(daily, null)).toBe(daily);
});

test('over midnight it holds on both days', () => {
  const late = { ...daily, at: '00:10', moments: [] };
  const night = { since: time('23:30'), until: time('00:30', '2026-11-24') };
  expect(nextDue(hushed(late, night), time('23:30'))).toBe(time('00:10', '2026-11-25'));
});

test('for any time of any zone, nothing is due in the quiet and all else as before', () => {
  const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  const zones = fc.constantFrom('Europe/Lisbon', 'America/New_York', 'Asia/Kathmandu', 'UTC');
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  fc.assert(
    fc.property(
      instants,
      fc.integer({ min: 1, max: 20 }),
      zones,
      clock,
      (since, hours, where, at) => {
        const span = { since, until: since + hours * HOUR };
        const pattern = { ...daily, zone: where, at, moments: [] };
        const loud = nextDue(pattern, since - 1)!;
        const hush = nextDue(hushed(pattern, span), since - 1)!;
        expect(hush >= span.until).toBe(true);
        if (loud >= span.until) expect(hush).toBe(loud);
      },
    ),
  );
});

test('it is kept, read until it is over, and can be ended', async () => {
  const vault = await openVault();
  expect(await quietAt(vault, time('12:00'))).toBeNull();
  await keepQuiet(vault, quiet);
  expect(await quietAt(vault, time('12:30'))).toEqual(quiet);
  expect(await quietAt(vault, time('13:00'))).toBeNull();
  await keepQuiet(vault, null);
  expect(await quietAt(vault, time('12:30'))).toBeNull();
});

test('what is no quiet time is none', () => {
  for (const value of [
    null,
    7,
    {},
    { since: 'soon', until: 'later' },
    { since: '2026-11-23T13:00Z', until: '2026-11-23T12:00Z' },
    { since: '2026-11-23T12:00Z', until: '2027-11-23T12:00Z' },
  ]) {
    expect(quietFrom(value, time('12:00'))).toBeNull();
  }
});
