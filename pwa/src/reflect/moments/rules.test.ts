import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bySeason,
  lastMonthOf,
  momentFrom,
  oneOf,
  seasonOf,
  tidied,
  type ListedMoment,
} from './rules';

test.each([
  ['2026-12-01', '2026-12'],
  ['2027-01-31', '2026-12'],
  ['2027-02-28', '2026-12'],
  ['2027-03-01', '2027-03'],
  ['2027-08-31', '2027-06'],
  ['2027-11-30', '2027-09'],
])('%s is of the season that begins with %s', (on, season) => {
  expect(seasonOf(on)).toBe(season);
});

test('a season is three months, and all its months are of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2000, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      (year, month) => {
        const season = seasonOf(`${year}-${String(month).padStart(2, '0')}-15`);
        expect(seasonOf(`${season}-01`)).toBe(season);
        expect(seasonOf(`${lastMonthOf(season)}-28`)).toBe(season);
      },
    ),
  );
});

test('the one that is shown is one of them, and never the last while there is another', () => {
  const ids = fc.uniqueArray(fc.string({ maxLength: 4 }), { maxLength: 6 });
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(ids, chance, fc.nat(6), (all, by, at) => {
      const moments = all.map((id) => ({ id }));
      const last = all[at] ?? null;
      const one = oneOf(moments, last, by);
      expect(one === null).toBe(all.length === 0);
      if (all.length > 1) expect(one?.id).not.toBe(last);
    }),
  );
});

test('every moment is under one season', () => {
  const list = ['2026-11-02', '2026-09-01', '2026-08-31'].map((on, at): ListedMoment => ({
    id: `${at}`,
    on,
    text: 'x',
    at: `${on}T10:00:00Z`,
    from: 'me',
  }));
  expect(bySeason(list, () => '').map(({ season, moments }) => [season, moments.length])).toEqual([
    ['2026-09', 2],
    ['2026-06', 1],
  ]);
});

test('what is no moment is none; one from elsewhere is at least mine', () => {
  fc.assert(fc.property(fc.anything(), (value) => void momentFrom(value)));
  expect(momentFrom({ text: 'x', at: 'never', from: 'me' })).toBeNull();
  expect(momentFrom({ text: 'x', at: '2026-11-01', from: 'moon' })?.from).toBe('me');
  expect(tidied({ text: ` ${'a'.repeat(400)}`, at: '2026-11-01', from: 'me' }).text).toHaveLength(
    280,
  );
});
