import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, weekdayOf } from '../../core/zones';
import { weekOf } from '../trends/weeks';
import { changeFrom, daysOf, sumsOf, usualWhich, weekToSee } from './rules';

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1970-01-01', days));

test('from Friday on it is this week, before it is the last', () => {
  const week = daysOf('2026-W53');
  expect(week.map(usualWhich)).toEqual(['last', 'last', 'last', 'last', 'this', 'this', 'this']);
  expect(weekToSee('2027-01-03', 'this')).toBe('2026-W53');
  expect(weekToSee('2027-01-04', 'last')).toBe('2026-W53');
});

test('the days of a week are seven, all of that week, from Monday to Sunday', () => {
  fc.assert(
    fc.property(day, (on) => {
      const days = daysOf(weekOf(on));
      expect(days).toContain(on);
      expect(days.map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(new Set(days.map(weekOf)).size).toBe(1);
    }),
  );
});

test('sums are those of the days', () => {
  const days = daysOf('2026-W10').map((on, at) => ({
    ...{ on, practices: at, kept: 1, bent: at === 0 ? 1 : 0, hasPulse: false },
  }));
  const sums = sumsOf({ week: '2026-W10', days, steps: {}, easier: [] });
  expect(sums).toEqual({ practices: 21, kept: 7, bent: 1 });
});

test('what is no change is none, whatever it is', () => {
  const change = { week: '2026-W10', text: 'Leave at six.' };
  expect(changeFrom({ ...change, later: 1 })).toEqual(change);
  for (const value of [null, 'x', {}, { ...change, week: '2026-W54' }, { ...change, text: 3 }])
    expect(changeFrom(value)).toBeNull();
  fc.assert(
    fc.property(fc.anything(), (text) => {
      expect(changeFrom({ ...change, text }) !== null).toBe(typeof text === 'string');
      expect(() => changeFrom(text)).not.toThrow();
    }),
  );
});
