import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { instantOf, wallClockOf, weekdayOf } from '../core/zones';
import { emptyPhone } from '../vault/testing';
import { settle } from '../vault/sync/merge';
import type { Vault } from '../vault/vault';
import {
  endOfWork,
  hoursFrom,
  isWithin,
  isWorkTime,
  nextWorkStart,
  WORK_HOURS,
  workHours,
  workSpans,
} from './hours';
import { daysOf, noJob, putHours, WORK_HOURS_POLICY, type Fields } from './hours-keeping';

const ZONE = 'Europe/Berlin';
const WEEK = hoursFrom({
  job1_zone: ZONE,
  ...daysOf(1, [1, 2, 3, 4, 5], [{ from: '09:00', to: '17:30' }]),
});
const at = (on: string, time: string, zone = ZONE) => instantOf(on, time, zone).getTime();

test.each([
  ['2026-11-23', '08:59', false],
  ['2026-11-23', '09:00', true],
  ['2026-11-23', '17:29', true],
  ['2026-11-23', '17:30', false],
  ['2026-11-28', '12:00', false],
])('%s at %s is work: %s', (on, time, isWork) => {
  expect(isWorkTime(WEEK, at(on, time))).toBe(isWork);
});

test('the very end of work belongs to it for a reminder', () => {
  expect(isWithin(WEEK, at('2026-11-23', '17:30'))).toBe(true);
  expect(isWithin(WEEK, at('2026-11-23', '17:31'))).toBe(false);
});

test('where no hours are known a reminder may come at any time', () => {
  expect(isWithin([], at('2026-11-28', '03:00'))).toBe(true);
  expect(isWorkTime([], at('2026-11-23', '12:00'))).toBe(false);
});

test('after Friday work begins on Monday', () => {
  expect(nextWorkStart(WEEK, at('2026-11-27', '17:30'))).toBe(at('2026-11-30', '09:00'));
  expect(nextWorkStart(WEEK, at('2026-11-27', '12:00'))).toBe(at('2026-11-30', '09:00'));
  expect(endOfWork(WEEK, at('2026-11-27', '12:00'))).toBe(at('2026-11-27', '17:30'));
  expect(endOfWork(WEEK, at('2026-11-28', '12:00'))).toBeNull();
});

test('a night ends in the morning, in both weeks in which clocks change too', () => {
  const nights = hoursFrom({
    job1_zone: ZONE,
    ...daysOf(1, [6], [{ from: '22:00', to: '06:00' }]),
  });
  for (const [saturday, sunday, hours] of [
    ['2026-11-21', '2026-11-22', 8],
    ['2026-03-28', '2026-03-29', 7],
    ['2026-10-24', '2026-10-25', 9],
  ] as const) {
    expect(endOfWork(nights, at(saturday, '23:00'))).toBe(at(sunday, '06:00'));
    expect(isWorkTime(nights, at(sunday, '05:59'))).toBe(true);
    const [span] = workSpans(nights, at(saturday, '12:00'), at(sunday, '12:00'));
    expect((span!.to - span!.from) / 3_600_000).toBe(hours);
  }
});

test('two jobs that touch are one stretch, each on its own clock', () => {
  const both = hoursFrom({
    job1_zone: ZONE,
    ...daysOf(1, [1], [{ from: '09:00', to: '13:00' }]),
    job2_zone: 'Europe/London',
    ...daysOf(2, [1], [{ from: '12:00', to: '16:00' }]),
  });
  expect(both).toHaveLength(2);
  expect(endOfWork(both, at('2026-11-23', '10:00'))).toBe(at('2026-11-23', '17:00'));
});

test.each([null, 7, [], { job1_zone: 'Nowhere/None', job1_1: [{ from: '09:00', to: '10:00' }] }])(
  '%o is no hours',
  (value) => {
    expect(hoursFrom(value)).toEqual([]);
  },
);

test('what is no time is left out, and the rest stay', () => {
  const times = [{ from: '09:00', to: '12:00' }, { from: '25:00', to: '26:00' }, null];
  const [job] = hoursFrom({ job1_zone: ZONE, job1_1: times, job1_2: 'no' });
  expect(job!.days[1]).toEqual([{ from: '09:00', to: '12:00' }]);
  expect(job!.days[2]).toEqual([]);
});

test('what is there twice is one stretch', () => {
  const nine = { from: '09:00', to: '12:00' };
  expect(hoursFrom({ job1_zone: ZONE, job1_1: [nine, nine] })[0]!.days[1]).toEqual([nine]);
});

test('work round the clock has no end, and does not begin', () => {
  const days = [1, 2, 3, 4, 5, 6, 7];
  const shifts = [
    { from: '08:00', to: '20:00' },
    { from: '20:00', to: '08:00' },
  ];
  const always = hoursFrom({ job1_zone: ZONE, ...daysOf(1, days, shifts) });
  const noon = at('2026-11-25', '12:00');
  expect(isWorkTime(always, noon)).toBe(true);
  expect(endOfWork(always, noon)).toBeNull();
  expect(nextWorkStart(always, noon)).toBeNull();
});

const times = fc
  .integer({ min: 0, max: 1439 })
  .map((of) => new Date(of * 60_000).toISOString().slice(11, 16));
const zones = fc.constantFrom(ZONE, 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia');

test('an instant is work exactly when its own clock stands in a stretch of that day or the night before', () => {
  fc.assert(
    fc.property(
      zones,
      fc.array(fc.record({ from: times, to: times }), { maxLength: 2 }),
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
      (zone, stretches, instant) => {
        const days = daysOf(1, [1, 2, 3, 4, 5, 6, 7], stretches);
        const hours = hoursFrom({ job1_zone: zone, ...days });
        const { on } = wallClockOf(instant, zone);
        const near = [-1, 0].map((by) =>
          new Date(Date.parse(`${on}T00:00Z`) + by * 86_400_000).toISOString().slice(0, 10),
        );
        const isWork = near.some((day) =>
          stretches.some(({ from, to }) => {
            const end = to <= from ? near[near.indexOf(day) + 1] : day;
            const ends = end ?? new Date(Date.parse(`${on}T00:00Z`) + 86_400_000).toISOString();
            return at(day, from, zone) <= instant && instant < at(ends.slice(0, 10), to, zone);
          }),
        );
        expect(isWorkTime(hours, instant)).toBe(isWork);
        const next = nextWorkStart(hours, instant);
        if (next !== null) {
          expect(next).toBeGreaterThan(instant);
          expect(isWorkTime(hours, next)).toBe(true);
          expect(isWorkTime(hours, next - 1)).toBe(false);
          expect(weekdayOf(wallClockOf(next, zone).on)).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 200 },
  );
});

let vault: Vault;
beforeEach(async () => (vault = await emptyPhone()));

test('a change touches its own days, and says what they were', async () => {
  await putHours(vault, { job1_zone: ZONE, ...daysOf(1, [1], [{ from: '09:00', to: '12:00' }]) });
  const was = await putHours(vault, daysOf(1, [1, 2], [{ from: '10:00', to: '12:00' }]));
  expect(was).toEqual({ job1_1: [{ from: '09:00', to: '12:00' }], job1_2: [] });
  await putHours(vault, was);
  expect((await workHours(vault))[0]!.days[1]).toEqual([{ from: '09:00', to: '12:00' }]);
  await putHours(vault, noJob(1));
  expect(await workHours(vault)).toEqual([]);
});

const morning = [{ from: '09:00', to: '12:00' }];
const kept = async () => (await vault.singleton<Fields>(WORK_HOURS))!.value;

/** What is there once both phones have heard of each other; the second heard last. */
function merged(first: unknown, second: unknown, before: unknown = null): unknown {
  const content = (value: unknown) => ({ type: WORK_HOURS, value });
  const { place } = settle(
    { content: content(second), version: 2 },
    { content: content(first), version: 2 },
    before === null ? null : { content: content(before), brought: false },
    WORK_HOURS_POLICY,
  );
  if (typeof place === 'string') return place === 'ours' ? second : first;
  return place.value;
}

test('Monday changed on one phone and Friday on the other are both', async () => {
  await putHours(vault, { job1_zone: ZONE, ...daysOf(1, [2], morning) });
  const before = await kept();
  const one = { ...before, ...daysOf(1, [1], morning) };
  const other = { ...before, ...daysOf(1, [5], morning), ...daysOf(2, [6], morning) };
  const value = { ...other, job2_zone: ZONE };
  const [first, second] = hoursFrom(merged(one, value, before));
  expect([1, 2, 5].map((day) => first!.days[day])).toEqual([morning, morning, morning]);
  expect(second!.days[6]).toEqual(morning);
});

test('hours tried and taken back on one phone take nothing from the other', async () => {
  const theirs = { job1_zone: ZONE, ...daysOf(1, [1, 2], morning) };
  await putHours(vault, await putHours(vault, theirs));
  expect(hoursFrom(merged(theirs, await kept()))).toEqual(hoursFrom(theirs));
});
