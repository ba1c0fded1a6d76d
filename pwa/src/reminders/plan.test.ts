import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../tests/vectors/reminders.json';
import { addDays, instantOf, wallClockOf, weekdayOf } from '../core/zones';
import {
  hasExceptions,
  movedOnce,
  nextDue,
  nextOf,
  onceMore,
  patternOf,
  planOf,
  skippedOnce,
  soonIn,
  type Reminder,
} from './rules';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-26T09:00:00Z'); // a Thursday, ten o'clock in Berlin
const lunch: Reminder = {
  kind: 'break',
  text: 'Soup, sitting down',
  at: '12:50',
  weekdays: [1, 2, 3, 4, 5],
  zone: 'Europe/Berlin',
  state: 'on',
  paused_until: null,
  skips: [],
  moves: [],
  plan_id: '00000000-0000-4000-8000-000000000001',
};

/** When it knocks within so many days, by the wall clock of its zone. */
function knocks(reminder: Reminder, days = 8, from = NOW): string[] {
  const pattern = patternOf(reminder, from);
  const found: string[] = [];
  let due = pattern && nextDue(pattern, from);
  while (pattern && due !== null && due < from + days * DAY) {
    const { on, at } = wallClockOf(due, reminder.zone);
    found.push(`${on.slice(5)} ${at}`);
    due = nextDue(pattern, due);
  }
  return found;
}

test.each(vectors)('as the server reckons it: $why', ({ after, next, ...pattern }) => {
  let since = Date.parse(after);
  for (const expected of next) {
    const due = nextDue(pattern, since);
    expect(due).toBe(expected === null ? null : Date.parse(expected));
    since = due ?? since;
  }
});

describe('for once', () => {
  test('the next one is left out, and no other', () => {
    const skipped = { ...lunch, ...skippedOnce(lunch, NOW) };
    expect(knocks(skipped)).toEqual(knocks(lunch).slice(1));
  });

  test('the next one is moved on its own day', () => {
    const moved = { ...lunch, ...movedOnce(lunch, '13:20', NOW) };
    expect(knocks(moved)).toEqual(['11-26 13:20', ...knocks(lunch).slice(1)]);
  });

  test('a time that has gone by today is that of the day after', () => {
    const moved = { ...lunch, ...movedOnce(lunch, '08:00', NOW) };
    expect(knocks(moved)[0]).toBe('11-27 08:00');
    expect(knocks(moved)).toContain('11-27 12:50');
  });

  test('moved twice it comes once', () => {
    const once = { ...lunch, ...movedOnce(lunch, '13:20', NOW) };
    const twice = { ...once, ...movedOnce(once, '13:40', NOW) };
    expect(knocks(twice)).toEqual(['11-26 13:40', ...knocks(lunch).slice(1)]);
  });

  test('moved over midnight and then once more, the next day keeps its own', () => {
    const late = { ...lunch, at: '23:50' };
    const evening = Date.parse('2026-11-26T22:40:00Z');
    const once = { ...late, ...movedOnce(late, '00:10', evening) };
    const twice = { ...once, ...movedOnce(once, '00:30', evening) };
    expect(knocks(twice, 2, evening)).toEqual(['11-27 00:30', '11-27 23:50']);
  });

  test('one that was moved can be left out', () => {
    const moved = { ...lunch, ...movedOnce(lunch, '13:20', NOW) };
    const skipped = { ...moved, ...skippedOnce(moved, NOW) };
    expect(knocks(skipped)).toEqual(knocks(lunch).slice(1));
  });

  test('ten minutes later comes besides all others', () => {
    const after = Date.parse('2026-11-26T11:51:00Z');
    const snoozed = { ...lunch, ...onceMore(lunch, { on: '2026-11-26', at: '13:01' }) };
    expect(knocks(snoozed, 3, after)).toEqual(['11-26 13:01', '11-27 12:50']);
  });

  test('and can be left out without touching the day that follows', () => {
    const after = Date.parse('2026-11-26T11:51:00Z');
    const snoozed = { ...lunch, ...onceMore(lunch, { on: '2026-11-26', at: '13:01' }) };
    const skipped = { ...snoozed, ...skippedOnce(snoozed, after) };
    expect(knocks(skipped, 3, after)).toEqual(['11-27 12:50']);
  });

  test('there is nothing to move or leave out where nothing comes', () => {
    const off = { ...lunch, state: 'off' as const };
    expect([skippedOnce(off, NOW), movedOnce(off, '13:20', NOW)]).toEqual([null, null]);
  });
});

describe('a pause', () => {
  test('ends on its date', () => {
    expect(knocks({ ...lunch, paused_until: '2026-11-27' })).toEqual(knocks(lunch).slice(1));
  });

  test('that is over is none', () => {
    expect(knocks({ ...lunch, paused_until: '2026-11-26' })).toEqual(knocks(lunch));
  });

  test('without an end, or switched off, knocks at no time', () => {
    expect(nextOf({ ...lunch, paused_until: 'open' }, NOW)).toBeNull();
    expect(nextOf({ ...lunch, state: 'off' }, NOW)).toBeNull();
  });

  test('holds back what was moved into it', () => {
    const moved = { ...lunch, ...movedOnce(lunch, '13:20', NOW) };
    expect(knocks({ ...moved, paused_until: '2026-11-27' })).toEqual(knocks(lunch).slice(1));
  });
});

const SECRET = 'the hearing on the ninth floor';
const zone = fc.constantFrom('Europe/Berlin', 'America/Nuuk', 'Australia/Lord_Howe', 'Asia/Tokyo');
const date = fc.integer({ min: -40, max: 40 }).map((days) => addDays('2026-11-26', days));
const at = fc
  .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const anyReminder: fc.Arbitrary<Reminder> = fc.record({
  kind: fc.constantFrom('break', 'practice', 'end_of_day', 'own'),
  text: fc.constant(SECRET),
  at,
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }),
  zone,
  state: fc.constantFrom('on', 'on', 'on', 'off'),
  paused_until: fc.oneof(fc.constant(null), fc.constant(null), fc.constant('open' as const), date),
  skips: fc.array(date, { maxLength: 12 }),
  moves: fc.array(fc.record({ from: date, on: date, at }), { maxLength: 6 }),
  plan_id: fc.uuid(),
});
const instant = fc.integer({ min: -30 * DAY, max: 30 * DAY }).map((ms) => NOW + ms);

describe('the plan', () => {
  test('never says what for, nor of which kind', () => {
    fc.assert(
      fc.property(fc.array(anyReminder, { maxLength: 5 }), instant, (reminders, now) => {
        const plan = planOf(reminders, now);
        const names = new Set(plan.flatMap((each) => Object.keys(each)));
        const allowed = 'id class rank may_snooze zone at weekdays skip moments'.split(' ');
        expect([...names].filter((name) => !allowed.includes(name))).toEqual([]);
        const text = JSON.stringify(plan);
        expect(text).not.toContain(SECRET);
        expect(text).not.toMatch(/end_of_day|practice|break|own"/);
      }),
    );
  });

  test('knocks when the reminder itself would, from now on', () => {
    fc.assert(
      fc.property(anyReminder, instant, (reminder, now) => {
        const [planned] = planOf([reminder], now);
        const {
          skip = [],
          moments = [],
          at = '00:00',
          weekdays = [],
          zone = 'UTC',
        } = planned ?? {};
        const pattern = { at: String(at), weekdays, zone, skip, moments: moments as never };
        expect(nextDue(pattern, now)).toBe(nextOf(reminder, now));
      }),
    );
  });

  test('names no date that has long gone by, and stays within what the server takes', () => {
    fc.assert(
      fc.property(anyReminder, instant, (reminder, now) => {
        const yesterday = addDays(wallClockOf(now, reminder.zone).on, -1);
        for (const { skip, moments } of planOf([reminder], now)) {
          expect([...skip, ...moments.map(({ on }) => on)].filter((on) => on < yesterday)).toEqual(
            [],
          );
          expect(new Set(skip).size).toBe(skip.length);
          expect(skip.length).toBeLessThanOrEqual(400);
          expect(moments.length).toBeLessThanOrEqual(60);
        }
      }),
    );
  });

  test('a pause for years stays within what the server takes', () => {
    const skips = Array.from({ length: 30 }, (_, days) => addDays('2026-11-26', days));
    const [planned] = planOf([{ ...lunch, paused_until: '2036-11-26', skips }], NOW);
    expect(planned?.skip.length ?? 0).toBeLessThanOrEqual(400);
  });

  test('leaves out what is off, paused without end, or never comes', () => {
    const none = { ...lunch, weekdays: [] };
    const off = { ...lunch, state: 'off' as const };
    expect(planOf([none, off, { ...lunch, paused_until: 'open' }], NOW)).toEqual([]);
  });

  test('is the same in whatever order the reminders lie', () => {
    const other = { ...lunch, plan_id: '00000000-0000-4000-8000-000000000002' };
    expect(planOf([other, lunch], NOW)).toEqual(planOf([lunch, other], NOW));
  });

  test('has each name once: two phones may have made a copy of one record', () => {
    expect(planOf([lunch, { ...lunch, at: '13:00' }], NOW)).toHaveLength(1);
  });

  test('has fifty at most, since the server takes no more', () => {
    const many = Array.from({ length: 60 }, (_, each) => ({
      ...lunch,
      plan_id: `00000000-0000-4000-8000-${String(each).padStart(12, '0')}`,
    }));
    expect(planOf(many, NOW)).toHaveLength(50);
  });

  test('ranks the end of the day first', () => {
    const ranks = (['end_of_day', 'own', 'practice', 'break'] as const).map(
      (kind) => planOf([{ ...lunch, kind }], NOW)[0]!.rank,
    );
    expect(ranks).toEqual([1, 2, 3, 3]);
  });
});

test('for any reminder, one left out is exactly one fewer', () => {
  fc.assert(
    fc.property(anyReminder, instant, (reminder, now) => {
      const next = nextOf(reminder, now);
      const changes = skippedOnce(reminder, now);
      if (next === null || !changes) return;
      const after = { ...reminder, ...changes };
      const pattern = patternOf(reminder, now)!;
      const rest = patternOf(after, now)!;
      const on = (due: number) => wallClockOf(due, reminder.zone).on;
      let [was, is] = [nextDue(pattern, next), nextDue(rest, now)];
      // What lies on the very day may go with it; every later day stays as it was.
      while (was !== null && on(was) <= on(next)) was = nextDue(pattern, was);
      while (is !== null && on(is) <= on(next)) is = nextDue(rest, is);
      expect(is).toBe(was);
    }),
  );
});

test('the weekday of a date is that of the calendar', () => {
  expect(['2026-11-23', '2026-11-28', '2026-11-29'].map(weekdayOf)).toEqual([1, 6, 7]);
  expect(instantOf('2026-11-26', '12:50', 'Europe/Berlin').getTime()).toBe(nextOf(lunch, NOW));
});

describe('in ten minutes', () => {
  test('is never less, to the whole minute', () => {
    const { wall, instant } = soonIn(10, Date.parse('2026-11-26T09:00:01Z'), 'Europe/Berlin');
    expect(wall).toEqual({ on: '2026-11-26', at: '10:11' });
    expect(instant).toBe(Date.parse('2026-11-26T09:11:00Z'));
  });

  test('in the hour that comes twice is after it: its times of day have gone by', () => {
    const { wall } = soonIn(10, Date.parse('2026-10-25T01:20:00Z'), 'Europe/Berlin');
    expect(wall).toEqual({ on: '2026-10-25', at: '03:00' });
  });

  test('always lies ahead, by the wall clock of any zone', () => {
    fc.assert(
      fc.property(zone, instant, (zone, now) => {
        const soon = soonIn(10, now, zone);
        const due = instantOf(soon.wall.on, soon.wall.at, zone).getTime();
        expect(due).toBe(soon.instant);
        expect(due).toBeGreaterThanOrEqual(now + 10 * 60_000);
      }),
    );
  });
});

test('what is left out or moved can be told from what is as usual', () => {
  expect(hasExceptions(lunch, NOW)).toBe(false);
  expect(hasExceptions({ ...lunch, ...skippedOnce(lunch, NOW) }, NOW)).toBe(true);
  expect(hasExceptions({ ...lunch, ...movedOnce(lunch, '13:20', NOW) }, NOW)).toBe(true);
  expect(hasExceptions({ ...lunch, skips: ['2026-11-25'] }, NOW)).toBe(false);
});
