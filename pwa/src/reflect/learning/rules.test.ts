import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  draftFrom,
  hoursAndMinutes,
  KINDS,
  learnedFrom,
  ofYear,
  sumsOf,
  tidied,
  yearsOf,
  type Learned,
} from './rules';

const lines = fc.array(
  fc.record({
    on: fc.constantFrom('2024-02-29', '2025-12-31', '2026-01-01'),
    minutes: fc.integer({ min: 1, max: 1440 }),
    kind: fc.constantFrom(...KINDS),
    note: fc.constant(''),
  }),
);

test('every minute is in one year and one sum', () => {
  fc.assert(
    fc.property(lines, (list) => {
      const years = yearsOf(list, '2026-06-01');
      const sums = years.flatMap((year) => sumsOf(ofYear(list, year)));
      const all = (each: readonly { minutes: number }[]) =>
        each.reduce((sum, { minutes }) => sum + minutes, 0);
      expect(all(sums)).toBe(all(list));
      expect(sums.every(({ minutes }) => minutes > 0)).toBe(true);
    }),
  );
});

test('this year is always there to look at, and the latest comes first', () => {
  const line: Learned = { on: '2024-03-01', minutes: 5, kind: 'rest', note: '' };
  expect(yearsOf([line], '2026-06-01')).toEqual(['2026', '2024']);
});

test('hours and minutes are the whole of it', () => {
  fc.assert(
    fc.property(fc.nat(3000), (total) => {
      const { hours, minutes } = hoursAndMinutes(total);
      expect(hours * 60 + minutes).toBe(total);
      expect(minutes).toBeLessThan(60);
    }),
  );
});

test('what is no line is none; half of one may still be a draft', () => {
  fc.assert(fc.property(fc.anything(), (value) => void learnedFrom(value)));
  const line: Learned = { on: '2026-11-20', minutes: 50, kind: 'supervision', note: 'x' };
  expect(learnedFrom(line)).toEqual(line);
  expect(learnedFrom({ ...line, later: true })).toEqual(line);
  for (const odd of [
    { on: '2026-02-30' },
    { minutes: 0 },
    { minutes: 1.5 },
    { minutes: -5 },
    { kind: 'moon' },
  ])
    expect(learnedFrom({ ...line, ...odd })).toBeNull();
  expect(draftFrom({ ...line, on: '', minutes: 0 })).toEqual({ ...line, on: '', minutes: 0 });
});

test('what is kept is read as it was kept', () => {
  fc.assert(
    fc.property(lines, fc.string({ maxLength: 600 }), (list, note) => {
      for (const line of list) {
        const kept = tidied({ ...line, note });
        expect(learnedFrom(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
      }
    }),
  );
});
