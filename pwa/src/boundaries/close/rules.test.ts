import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instantOf } from '../../core/zones';
import { dayOf } from '../parts/days';
import {
  closedUntil,
  closeFrom,
  closeOf,
  draftFrom,
  endsOf,
  holding,
  isClosed,
  LIMITS,
  NOTHING_WRITTEN,
  parkedIn,
  type DayClose,
} from './rules';

const zone = 'Europe/Lisbon';
const on = '2026-11-25';
const at = (time: string, day = on) => instantOf(day, time, zone);
const closed = (time: string, day = on) => closeOf(NOTHING_WRITTEN, 'for_me', at(time, day), zone);
const noHours = () => null;
const half_nine = (after: number) =>
  [0, 1, 2].map((day) => at('09:30', addDays(on, day)).getTime()).find((each) => each > after)!;

describe('how long a close holds', () => {
  test('until the next work start', () => {
    expect(closedUntil(closed('18:00'), half_nine, zone)).toBe(at('09:30', '2026-11-26').getTime());
    expect(isClosed([closed('18:00')], at('09:29', '2026-11-26').getTime(), half_nine, zone)).toBe(
      true,
    );
    expect(isClosed([closed('18:00')], at('09:30', '2026-11-26').getTime(), half_nine, zone)).toBe(
      false,
    );
  });

  test('without work hours until four of the next date, of a late evening too', () => {
    const four = at('04:00', '2026-11-26').getTime();
    expect(closedUntil(closed('18:00'), noHours, zone)).toBe(four);
    expect(closedUntil(closed('01:30', '2026-11-26'), noHours, zone)).toBe(four);
    expect(dayOf(at('03:59').getTime(), zone)).toBe('2026-11-24');
    expect(dayOf(at('04:00').getTime(), zone)).toBe(on);
  });

  test('not before it was closed, and not once it was opened after all', () => {
    expect(isClosed([closed('18:00')], at('17:59').getTime(), noHours, zone)).toBe(false);
    const opened = { ...closed('18:00'), opened_at: at('18:10').toISOString() };
    expect(isClosed([opened], at('18:20').getTime(), noHours, zone)).toBe(false);
    expect(isClosed([opened, closed('18:15')], at('18:20').getTime(), noHours, zone)).toBe(true);
  });

  test('at any hour of any day it ends within a day by itself, and is closed from its very instant', () => {
    const hour = 3_600_000;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 * 24 * 60 }), (minutes) => {
        const now = new Date(at('00:00').getTime() + minutes * 60_000);
        const close = closeOf(NOTHING_WRITTEN, 'me', now, zone);
        const until = closedUntil(close, noHours, zone);
        expect(isClosed([close], now.getTime(), noHours, zone)).toBe(true);
        expect(until - now.getTime()).toBeLessThanOrEqual(25 * hour);
        expect(holding([close], until, noHours, zone)).toBeNull();
      }),
    );
  });
});

test('for anything typed, what is kept says something and is within its limits', () => {
  const words = fc.record({ what: fc.string(), when: fc.string(), where: fc.string() });
  fc.assert(
    fc.property(fc.array(words, { maxLength: 20 }), fc.string(), (ends, went_well) => {
      const kept = endsOf({ ends, went_well });
      expect(kept.length).toBeLessThanOrEqual(LIMITS.ends);
      for (const { what, when, where } of kept) expect(what + when + where).not.toBe('');
      const close = closeOf({ ends, went_well }, 'me', at('18:00'), zone);
      expect(closeFrom(close)).toEqual(close);
    }),
  );
});

test('parked ends show until they are done, and once a day', () => {
  const end = { what: 'Letter', when: '', where: '', done: false, kept_on: null };
  const close = (ends: DayClose['loose_ends']) => [
    { ...closed('18:00'), id: 'a', loose_ends: ends },
  ];
  expect(parkedIn(close([end]), '2026-11-26')).toMatchObject([{ what: 'Letter', place: 0 }]);
  expect(parkedIn(close([{ ...end, done: true }]), '2026-11-26')).toEqual([]);
  const kept = close([end, { ...end, what: 'Call', kept_on: '2026-11-26' }]);
  expect(parkedIn(kept, '2026-11-26')).toHaveLength(1);
  expect(parkedIn(kept, '2026-11-27').map(({ place }) => place)).toEqual([0, 1]);
});

test('what is no close and no draft is none, and nothing throws', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(closeFrom(value)).toBeNull();
      expect(draftFrom(value)).toBeNull();
    }),
  );
  expect(closeFrom({ ...closed('18:00'), loose_ends: [7] })).toBeNull();
  expect(closeFrom({ ...closed('18:00'), at: 'soon' })).toBeNull();
  expect(draftFrom({ ends: [], went_well: 'x' })).toEqual({ ...NOTHING_WRITTEN, went_well: 'x' });
});
