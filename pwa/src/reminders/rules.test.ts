import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import cases from '../../../tests/vectors/reminders.json';
import { instantOf, wallClockOf, weekdayOf } from '../core/zones';
import {
  movedOnce,
  nextDue,
  nextOf,
  NO_EXCEPTIONS,
  onceMore,
  patternOf,
  planOf,
  skippedOnce,
  skippedToday,
  type Reminder,
} from './rules';
import { aReminder } from './testing';

const at = (text: string) => Date.parse(text);
const said = (instant: number | null) =>
  instant === null ? null : new Date(instant).toISOString().replace('.000', '');
/** A Monday, 12:00 in Berlin. */
const NOON = at('2026-11-30T11:00:00Z');

test.each(cases)('$why', ({ next, after, ...pattern }) => {
  let from = at(after);
  const found = next.map(() => {
    const due = nextDue(pattern, from);
    from = due ?? from;
    return said(due);
  });
  expect(found).toEqual(next);
});

test.each([
  ['2026-11-30', 1],
  ['2026-12-05', 6],
  ['2026-12-06', 7],
])('%s is day %i of its week', (on, day) => {
  expect(weekdayOf(on)).toBe(day);
});

const next = (reminder: Reminder, from = NOON) => said(nextOf(reminder, from));
const withChanges = (reminder: Reminder, changes: Partial<Reminder> | null) => ({
  ...reminder,
  ...changes!,
});

describe('a reminder', () => {
  const reminder = aReminder();

  test('knocks at its time by its own clock', () => {
    expect(next(reminder)).toBe('2026-11-30T11:50:00Z');
  });

  test.each([
    ['switched off', { state: 'off' }],
    ['paused without an end', { paused_until: 'open' }],
    ['on no day', { weekdays: [] }],
  ] as const)('%s never knocks', (_, changes) => {
    const quiet = aReminder(changes as Partial<Reminder>);
    expect(next(quiet)).toBeNull();
    expect(planOf([quiet], NOON)).toEqual([]);
  });

  test('paused until a date goes on from it', () => {
    expect(next(aReminder({ paused_until: '2026-12-03' }))).toBe('2026-12-03T11:50:00Z');
  });

  test('whose pause is over is as ever', () => {
    expect(next(aReminder({ paused_until: '2026-11-30' }))).toBe('2026-11-30T11:50:00Z');
  });

  test('left out once comes the next time, and its day is not left out twice', () => {
    const once = withChanges(reminder, skippedOnce(reminder, NOON));
    expect(next(once)).toBe('2026-12-01T11:50:00Z');
    expect(next(withChanges(once, skippedOnce(once, NOON)))).toBe('2026-12-02T11:50:00Z');
  });

  test('moved once comes then, and at its own time after that', () => {
    const moved = withChanges(reminder, movedOnce(reminder, '13:20', NOON));
    expect(next(moved)).toBe('2026-11-30T12:20:00Z');
    expect(next(moved, at('2026-11-30T12:20:00Z'))).toBe('2026-12-01T11:50:00Z');
  });

  test('moved to a time that has gone by comes the day after at that time', () => {
    const moved = withChanges(reminder, movedOnce(reminder, '09:00', NOON));
    expect(next(moved)).toBe('2026-12-01T08:00:00Z');
  });

  test('moved twice is moved to the later wish', () => {
    const once = withChanges(reminder, movedOnce(reminder, '13:20', NOON));
    const twice = withChanges(once, movedOnce(once, '14:00', NOON));
    expect(next(twice)).toBe('2026-11-30T13:00:00Z');
    expect(next(twice, at('2026-11-30T13:00:00Z'))).toBe('2026-12-01T11:50:00Z');
  });

  test('moved and then left out does not come that day', () => {
    const moved = withChanges(reminder, movedOnce(reminder, '13:20', NOON));
    expect(next(withChanges(moved, skippedOnce(moved, NOON)))).toBe('2026-12-01T11:50:00Z');
  });

  test('asked for once more in ten minutes comes then, and otherwise as ever', () => {
    const again = withChanges(reminder, onceMore(reminder, { on: '2026-11-30', at: '12:10' }));
    expect(next(again)).toBe('2026-11-30T11:10:00Z');
    expect(next(again, at('2026-11-30T11:10:00Z'))).toBe('2026-11-30T11:50:00Z');
    const left = withChanges(again, skippedOnce(again, NOON));
    expect(next(left)).toBe('2026-11-30T11:50:00Z');
  });

  test('not wanted today leaves today out, whatever was to come', () => {
    const again = withChanges(reminder, onceMore(reminder, { on: '2026-11-30', at: '18:00' }));
    expect(next(withChanges(again, skippedToday(again, NOON)))).toBe('2026-12-01T11:50:00Z');
  });

  test('that has nothing to come can neither be moved nor left out', () => {
    const off = aReminder({ state: 'off' });
    expect(movedOnce(off, '13:20', NOON)).toBeNull();
    expect(skippedOnce(off, NOON)).toBeNull();
  });

  test('tells the server nothing of days that are over', () => {
    const old = aReminder({
      skips: ['2026-11-02', '2026-12-01'],
      moves: [{ from: '2026-11-03', on: '2026-11-03', at: '09:00' }],
    });
    expect(patternOf(old, NOON)).toMatchObject({ skip: ['2026-12-01'], moments: [] });
  });

  test('forgets days that are over when it is next left out', () => {
    const old = aReminder({ skips: ['2026-11-02'] });
    expect(skippedOnce(old, NOON)).toEqual({ skips: ['2026-11-30'], moves: [] });
  });

  test('with exceptions taken away is as it was made', () => {
    const moved = withChanges(reminder, movedOnce(reminder, '13:20', NOON));
    expect(next({ ...moved, ...NO_EXCEPTIONS })).toBe(next(reminder));
  });
});

const dates = fc
  .integer({ min: 0, max: 60 })
  .map((day) => wallClockOf(NOON + day * 86_400_000, 'UTC').on);
const times = fc
  .integer({ min: 0, max: 1439 })
  .map((minute) => wallClockOf(minute * 60_000, 'UTC').at);
const reminders = fc.record<Reminder>({
  kind: fc.constantFrom('break', 'practice', 'end_of_day', 'own'),
  text: fc.string({ minLength: 12 }).map((text) => `why ${text}`),
  at: times,
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
  zone: fc.constantFrom('Europe/Berlin', 'America/Nuuk', 'Australia/Lord_Howe', 'UTC'),
  state: fc.constantFrom('on', 'off'),
  paused_until: fc.oneof(fc.constant(null), fc.constant('open' as const), dates),
  skips: fc.array(dates, { maxLength: 4 }),
  moves: fc.array(fc.record({ from: dates, on: dates, at: times }), { maxLength: 3 }),
  plan_id: fc.uuid(),
});

test('a plan has the shape the server takes, and nothing of what it is about', () => {
  const names = ['at', 'class', 'id', 'may_snooze', 'moments', 'rank', 'skip', 'weekdays', 'zone'];
  fc.assert(
    fc.property(fc.array(reminders, { maxLength: 5 }), (all) => {
      const plan = planOf(all, NOON);
      for (const each of plan) {
        expect(Object.keys(each).sort()).toEqual(names);
        expect(each.skip.length).toBeLessThanOrEqual(400);
        expect(each.skip).toEqual([...new Set(each.skip)].sort());
      }
      expect(all.filter(({ text }) => JSON.stringify(plan).includes(text))).toEqual([]);
    }),
  );
});

test('whatever the exceptions, leaving one out never brings another sooner', () => {
  fc.assert(
    fc.property(reminders, (reminder) => {
      const due = nextOf(reminder, NOON);
      const changes = skippedOnce(reminder, NOON);
      expect(changes === null).toBe(due === null);
      const after = nextOf({ ...reminder, ...changes }, NOON);
      expect(due === null || after === null || after >= due).toBe(true);
    }),
  );
});

test('a pause of any length lets nothing through before its end', () => {
  fc.assert(
    fc.property(reminders, dates, (reminder, end) => {
      const due = nextOf({ ...reminder, state: 'on', paused_until: end }, NOON);
      const { zone } = reminder;
      expect(due === null || due >= instantOf(end, '00:00', zone).getTime()).toBe(true);
    }),
  );
});
