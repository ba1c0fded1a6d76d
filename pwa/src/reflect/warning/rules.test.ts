import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../core/zones';
import { ITEMS, STEPS, type Steps } from '../pulse/rules';
import { keyOf } from '../trends/rules';
import { NO_ANCHOR } from '../trends/usual';
import { weekIndex, weekOf, type Week } from '../trends/weeks';
import { BLANK, isBlank, LIMITS, newLine, planFrom, quietFrom, raisedOn, tidied } from './rules';

const FIRST = '2026-01-07';
const day = (week: number) => addDays(FIRST, week * 7);

/** Null is a week without a pulse. */
function weeksFrom(all: readonly (Steps | null)[]): Week[] {
  return all.flatMap((steps, at) => {
    const on = day(at);
    return steps ? [{ week: weekOf(on), index: weekIndex(on), on, steps }] : [];
  });
}

const told = (all: readonly (Steps | null)[], quiet = {}) => ({
  ...{ weeks: weeksFrom(all), anchor: NO_ANCHOR, lines: [], quiet },
});
const floor = Array<Steps>(3).fill({ fuel: 1 });
const keysOn = (week: number, all: readonly (Steps | null)[], quiet = {}) =>
  raisedOn(day(week), told(all, quiet)).map(keyOf);

test('put aside, it is quiet for as long as it stands', () => {
  expect(keysOn(2, floor)).toEqual(['floor:fuel']);
  const quiet = { 'floor:fuel': weekOf(day(2)) };
  expect(keysOn(2, floor, quiet)).toEqual([]);
  expect(keysOn(4, [...floor, { fuel: 1 }, { fuel: 1 }], quiet)).toEqual([]);
});

test('something new comes up, without what was put aside', () => {
  const quiet = { 'floor:fuel': weekOf(day(2)) };
  const all = [1, 2, 3, 4].map((): Steps => ({ fuel: 1, body: 1 }));
  expect(keysOn(3, all, quiet)).toEqual(['floor:body']);
});

test('once it had passed, its coming back is new', () => {
  const quiet = { 'floor:fuel': weekOf(day(2)) };
  const better = Array<Steps>(2).fill({ fuel: 3 });
  expect(keysOn(7, [...floor, ...better, ...floor], quiet)).toEqual(['floor:fuel']);
});

test('after a year of standing it may come up once more', () => {
  const quiet = { 'floor:fuel': weekOf(day(2)) };
  const long = Array<Steps>(60).fill({ fuel: 1 });
  expect(keysOn(53, long, quiet)).toEqual([]);
  expect(keysOn(54, long, quiet)).toEqual(['floor:fuel']);
});

test('who comes back after a while finds nothing waiting', () => {
  expect(keysOn(5, floor)).toEqual(['floor:fuel']);
  expect(keysOn(6, floor)).toEqual([]);
});

test('a week of a clock that ran ahead says nothing yet', () => {
  expect(keysOn(1, floor)).toEqual([]);
  expect(raisedOn(day(0), told([]))).toEqual([]);
});

test('two lines of one step say it once', () => {
  const line = { item: 'fuel', step: 2, weeks: 1 } as const;
  const given = { ...told([{ fuel: 2 }, { fuel: 2 }]), lines: [line, { ...line, weeks: 2 }] };
  expect(raisedOn(day(1), given).map(keyOf)).toEqual(['line:fuel:2']);
});

test('what is put aside hides nothing but itself, whatever was put aside', () => {
  const steps = fc.dictionary(
    fc.constantFrom(...ITEMS),
    fc.constantFrom(...STEPS),
  ) as fc.Arbitrary<Steps>;
  const all = fc.array(steps, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(all, fc.nat(), (weeks, choice) => {
      const last = weeks.length - 1;
      const open = keysOn(last, weeks);
      const aside = open[choice % Math.max(1, open.length)];
      const quiet = aside ? { [aside]: weekOf(day(last)) } : {};
      expect(keysOn(last, weeks, quiet)).toEqual(open.filter((key) => key !== aside));
    }),
  );
});

test('a plan that is kept is read as it was; of a wrong line the words are not lost', () => {
  const plan = { signs: 'Lunch at the desk.', promises: '', lines: [newLine([], ITEMS)] };
  expect(planFrom(plan)).toEqual(plan);
  const wrong = { ...plan, lines: [null, { item: 'mood' }, { ...plan.lines[0], weeks: 0 }] };
  expect(planFrom(wrong)).toEqual({ ...plan, lines: [] });
  for (const value of [null, 3, {}, { ...plan, signs: 1 }, { ...plan, lines: 'x' }])
    expect(planFrom(value)).toBeNull();
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const words = { signs: value, promises: '', lines: [value] };
      expect(planFrom(words) !== null).toBe(typeof value === 'string');
      expect(() => planFrom(value)).not.toThrow();
    }),
  );
});

test('kept within its limits, each line once', () => {
  const lines = fc.array(
    fc.record({
      item: fc.constantFrom(...ITEMS),
      step: fc.constantFrom(...STEPS),
      weeks: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 30 },
  );
  const words = fc.string({ maxLength: 1500 });
  fc.assert(
    fc.property(words, words, lines, (signs, promises, given) => {
      const kept = tidied({ signs, promises, lines: given });
      expect(kept.signs.length <= LIMITS.signs && kept.lines.length <= LIMITS.lines).toBe(true);
      expect(new Set(kept.lines.map((line) => JSON.stringify(line))).size).toBe(kept.lines.length);
      expect(tidied(kept)).toEqual({
        ...kept,
        signs: kept.signs.trim(),
        promises: kept.promises.trim(),
      });
    }),
  );
  expect(isBlank({ ...BLANK, signs: '  ' })).toBe(true);
});

test('what puts nothing aside is none', () => {
  expect(quietFrom({ 'floor:fuel': '2026-W10', x: 'soon', y: 3 })).toEqual({
    'floor:fuel': '2026-W10',
  });
  fc.assert(fc.property(fc.anything(), (value) => typeof quietFrom(value) === 'object'));
});
