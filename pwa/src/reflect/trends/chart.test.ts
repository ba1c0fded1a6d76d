import { expect, test } from 'vitest';
import { addDays } from '../../core/zones';
import type { Step } from '../pulse/rules';
import { chartOf } from './chart';
import { linear } from './scale';
import { NO_ANCHOR } from './usual';
import { weekIndex, weekOf, type Week } from './weeks';

function weeksFrom(first: string, steps: readonly (Step | null)[]): Week[] {
  return steps.flatMap((step, at) => {
    const on = addDays(first, at * 7);
    return step ? [{ week: weekOf(on), index: weekIndex(on), on, steps: { fuel: step } }] : [];
  });
}

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

test('a scale keeps its ends, and a single value lies in the middle', () => {
  const scale = linear([1, 5], [90, 10]);
  expect([scale(1), scale(3), scale(5)]).toEqual([90, 50, 10]);
  expect(linear([2, 2], [0, 100])(2)).toBe(50);
});

test('a lighter step stands higher, and each has its dot', () => {
  const { line, dots } = chartOf(weeksFrom('2026-03-04', [1, 5]), 'fuel', NO_ANCHOR);
  expect(line).toBe('M2.5 90L97.5 10');
  expect(dots).toBe('M2.5 90h0M97.5 10h0');
});

test('a line crosses a month left out, and no more', () => {
  const short = chartOf(weeksFrom('2026-03-04', [3, null, null, null, null, 3]), 'fuel', NO_ANCHOR);
  expect(count(short.line, /M/g)).toBe(1);
  const long = [3, null, null, null, null, null, 3] as const;
  const { line } = chartOf(weeksFrom('2026-03-04', long), 'fuel', NO_ANCHOR);
  expect(count(line, /M/g)).toBe(2);
});

test('the band begins with the seventh, and the anchor is a line across', () => {
  const steady = Array<Step>(8).fill(3);
  const anchor = { ...NO_ANCHOR, steps: { fuel: 5 as const } };
  const six = chartOf(weeksFrom('2026-03-04', steady.slice(0, 6)), 'fuel', anchor);
  expect([six.band, six.anchor]).toEqual(['', 'M0 10H100']);
  const { band } = chartOf(weeksFrom('2026-03-04', steady), 'fuel', NO_ANCHOR);
  expect(band.match(/[\d.]+ [\d.]+/g)).toHaveLength(4);
});

test('three years are three paths and a few names of months, and a table that says the same', () => {
  const steps = Array.from({ length: 200 }, (_, at) => (1 + (at % 5)) as Step);
  const chart = chartOf(weeksFrom('2023-01-04', steps), 'fuel', NO_ANCHOR);
  expect(count(chart.dots, /M/g)).toBe(156);
  expect(chart.ticks.length).toBeLessThanOrEqual(4);
  expect(chart.rows).toHaveLength(156);
  expect(chart.rows[0]).toMatchObject({ on: addDays('2023-01-04', 199 * 7), step: 5, usual: 3 });
});

test('nothing to draw draws nothing', () => {
  expect(chartOf([], 'fuel', NO_ANCHOR)).toMatchObject({ line: '', band: '', ticks: [], rows: [] });
});
