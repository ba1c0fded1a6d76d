import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../core/zones';
import {
  dailyItems,
  ITEMS,
  itemsOf,
  onlyAsked,
  pulseFrom,
  STEPS,
  stepsFrom,
  withStep,
  type Steps,
} from './rules';

const day = fc.integer({ min: -20_000, max: 40_000 }).map((days) => addDays('1970-01-01', days));
const steps = fc.dictionary(
  fc.constantFrom(...ITEMS),
  fc.constantFrom(...STEPS),
) as fc.Arbitrary<Steps>;
const pulses = fc.record({
  at: fc.constant('2026-03-10T09:00:00.000Z'),
  kind: fc.constantFrom('daily' as const, 'weekly' as const),
  steps,
});

test('a day asks fuel and one more, another one than the day before', () => {
  fc.assert(
    fc.property(day, (on) => {
      const [first, second] = dailyItems(on);
      expect(first).toBe('fuel');
      expect(ITEMS.slice(1)).toContain(second);
      expect(dailyItems(addDays(on, 1))[1]).not.toBe(second);
    }),
  );
});

test('on any one weekday all of them come round in seven weeks', () => {
  fc.assert(
    fc.property(day, (on) => {
      const met = Array.from({ length: 7 }, (_, week) => dailyItems(addDays(on, week * 7))[1]);
      expect(new Set(met).size).toBe(7);
    }),
  );
});

test('a pulse that is kept is read as it was, without what a later Interlude adds', () => {
  fc.assert(
    fc.property(pulses, (pulse) => {
      expect(pulseFrom(pulse)).toEqual(pulse);
      const later = { ...pulse, mood: 1, steps: { ...pulse.steps, weather: 9 } };
      expect(pulseFrom(later)).toEqual(pulse);
    }),
  );
});

test('what is no pulse is none, whatever it is', () => {
  const pulse = { at: '2026-03-10T09:00:00.000Z', kind: 'weekly', steps: { fuel: 3 } };
  const none = [{ at: 'soon' }, { kind: 'yearly' }, { steps: [] }, { steps: null }];
  const wrong = [0, 6, 2.5, '3', null].map((fuel) => ({ steps: { fuel } }));
  for (const change of [...none, ...wrong]) expect(pulseFrom({ ...pulse, ...change })).toBeNull();
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect([null, 'object']).toContain(pulseFrom(value) && 'object');
      expect(stepsFrom({ fuel: value }) === null).toBe(!STEPS.includes(value as 1));
    }),
  );
});

test('marked and left out, the others stay; what was not asked is not kept', () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(...ITEMS), day, (before, item, on) => {
      const marked = withStep(before, item, 2);
      expect(marked).toEqual({ ...before, [item]: 2 });
      expect(Object.keys(withStep(marked, item, null))).not.toContain(item);
      const asked = itemsOf('daily', on);
      expect(asked).toEqual(expect.arrayContaining(Object.keys(onlyAsked(marked, asked))));
    }),
  );
});
