import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../../tests/vectors/trends/cases.json';
import { addDays, wallClockOf } from '../../core/zones';
import { ITEMS, type Item, type Kind, type Step, type Steps } from '../pulse/rules';
import { fallOf, keyOf, reasonsOf, type OwnLine, type Reason } from './rules';
import { anchorOf, countedWeeks, median, movedUsual, NO_ANCHOR, usualBefore } from './usual';
import { answersOf, isWeekName, mondayOf, weekIndex, weekOf, weeksOf, type Week } from './weeks';

/** As the file has it: the moment, the zone it was kept in, the kind and the steps. */
type Written = [string, string, Kind, Steps];

const weeksIn = (pulses: unknown) =>
  weeksOf(
    (pulses as Written[]).map(([at, zone, kind, steps]) => ({
      ...{ at, kind, steps },
      on: wallClockOf(new Date(at), zone).on,
    })),
  );

/** In the file's own short form. */
function written(reason: Reason): unknown[] {
  const { kind, item, on } = reason;
  if (reason.kind === 'drift') return [kind, item, reason.against, on];
  if (reason.kind === 'floor') return [kind, item, on];
  return reason.kind === 'line'
    ? [kind, item, reason.step, on]
    : [kind, item, reason.from, reason.to, on];
}

test.each(vectors.series)('as reckoned apart from us: $name', (found) => {
  const { pulses, anchor, lines, expected } = found as unknown as (typeof vectors.series)[number];
  const weeks = weeksIn(pulses);
  const given = anchor as typeof NO_ANCHOR;
  const asked = ITEMS.filter((item) => answersOf(weeks, item).length > 0);
  const counted = (item: Item) => answersOf(countedWeeks(weeks, given), item);
  const ends = [...weeks.map(({ index }) => index), Infinity];
  const raised = weeks.map(({ on }, at): [string, unknown[]] => {
    const reasons = reasonsOf(weeks.slice(0, at + 1), given, lines as OwnLine[]);
    return [on, reasons.map(written)];
  });
  const moved = asked.flatMap((item) => {
    const { from, to } = movedUsual(weeks, item, given) ?? {};
    return from && to ? [[item, [from.on, from.usual, to.on, to.usual]] as const] : [];
  });

  expect({
    weeks: weeks.map(({ week }) => week),
    usual: Object.fromEntries(
      asked.map((item) => [item, ends.map((end) => usualBefore(counted(item), end))]),
    ),
    anchor: Object.fromEntries(
      asked.map((item) => [item, anchorOf(answersOf(weeks, item), item, given)]),
    ),
    raised: Object.fromEntries(raised.filter(([, reasons]) => reasons.length > 0)),
    moved: Object.fromEntries(moved),
  }).toEqual(expected);
});

test('each day is in the week that the calendar of ISO 8601 says', () => {
  const ours = Object.keys(vectors.weeks).map((on) => [on, weekOf(on)]);
  expect(Object.fromEntries(ours)).toEqual(vectors.weeks);
});

const day = fc.integer({ min: -20_000, max: 40_000 }).map((days) => addDays('1970-01-01', days));

test('a week begins on its Monday, and the next one is one more', () => {
  fc.assert(
    fc.property(day, (on) => {
      const monday = mondayOf(weekOf(on));
      expect(weekIndex(monday)).toBe(weekIndex(on));
      expect(weekIndex(addDays(monday, -1))).toBe(weekIndex(on) - 1);
      expect(weekIndex(addDays(monday, 7))).toBe(weekIndex(on) + 1);
      expect(isWeekName(weekOf(on))).toBe(true);
    }),
  );
});

test('what is no week is none', () => {
  for (const value of ['2026-W54', '2025-W53', '2026-W00', '2026-10', 'W10', null, 7, {}])
    expect(isWeekName(value)).toBe(false);
  fc.assert(fc.property(fc.anything(), (value) => typeof isWeekName(value) === 'boolean'));
});

test('a median has as many at or below it as at or above it', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(steps, (numbers) => {
      const middle = median(numbers)!;
      const below = numbers.filter((each) => each <= middle).length;
      const above = numbers.filter((each) => each >= middle).length;
      expect(Math.min(below, above) * 2).toBeGreaterThanOrEqual(numbers.length);
      expect(Number.isInteger(middle * 2)).toBe(true);
    }),
  );
  expect(median([])).toBeNull();
});

const step = fc.constantFrom<Step>(1, 2, 3, 4, 5);
const FIRST_DAY = '2020-01-01';

/** Steps a number of weeks apart. */
function weeksFrom(item: Item, steps: readonly { gap: number; step: Step }[]): Week[] {
  let on = FIRST_DAY;
  return steps.map((each) => {
    on = addDays(on, each.gap * 7);
    return { week: weekOf(on), index: weekIndex(on), on, steps: { [item]: each.step } };
  });
}

/** A fall of three steps or more over at most 52 weeks, with weeks left out and days at rest in it. */
const fall = fc
  .tuple(
    fc.constantFrom<[Step, Step]>([4, 1], [5, 1], [5, 2]),
    fc.array(fc.record({ gap: fc.integer({ min: 1, max: 12 }), step }), { maxLength: 20 }),
    fc.integer({ min: 1, max: 12 }),
  )
  .map(([[top, low], between, gap]) => {
    const inside = between
      .filter((each) => each.step <= top && each.step >= low)
      .sort((a, b) => b.step - a.step);
    return [{ gap: 1, step: top }, ...inside, { gap, step: low }];
  })
  .filter((all) => all.slice(1).reduce((sum, { gap }) => sum + gap, 0) <= 52);

const anything = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 5 }), step }), {
  maxLength: 15,
});

test('every fall of three steps within 52 weeks is noticed by its end, whatever came before', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ITEMS), anything, fall, (item, before, falling) => {
      const weeks = weeksFrom(item, [...before, ...falling]);
      const raised = reasonsOf(weeks, NO_ANCHOR, []);
      expect(raised.map(({ kind }) => kind)).toContain('fall');
      const found = fallOf(weeks, item)!;
      expect(found.on[0]! < found.on[1]!).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('what never fell by three steps is no fall', () => {
  const near = fc.array(
    fc.record({ gap: fc.integer({ min: 1, max: 9 }), step: fc.constantFrom<Step>(2, 3, 4) }),
  );
  fc.assert(
    fc.property(near, (steps) => {
      expect(fallOf(weeksFrom('fuel', steps), 'fuel')).toBeNull();
    }),
  );
});

test('of any weeks nothing is said twice, and no reason is without its days', () => {
  const lines: OwnLine[] = [{ item: 'fuel', step: 2, weeks: 2 }];
  const week = fc.dictionary(fc.constantFrom(...ITEMS), step) as fc.Arbitrary<Steps>;
  fc.assert(
    fc.property(fc.array(week, { maxLength: 25 }), (all) => {
      const weeks = all.map((steps, at) => {
        const on = addDays(FIRST_DAY, at * 7);
        return { week: weekOf(on), index: weekIndex(on), on, steps };
      });
      const raised = reasonsOf(weeks, NO_ANCHOR, lines);
      const keys = raised.map(keyOf);
      expect(new Set(keys).size).toBe(keys.length);
      expect(raised.every(({ on }) => on.length > 0)).toBe(true);
    }),
  );
});
