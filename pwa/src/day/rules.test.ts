import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  gapsIn,
  inOrder,
  MINUTE,
  minutesIn,
  minutesUntil,
  momentOf,
  overlaps,
  placed,
  planDay,
  spanOfDay,
  union,
  USUAL_DAY,
  whatFits,
  whichDay,
  type DaySettings,
  type Session,
} from './rules';

const zone = 'Europe/London';
const day = '2026-11-23';

let count = 0;
function session(at: string, minutes = 50, on = day, where = zone): Session {
  return { id: `s${count++}`, on, at, minutes, zone: where };
}

function at(time: string, on = day): number {
  return Date.parse(`${on}T${time}Z`); // London in November keeps UTC
}

function plan(...sessions: Session[]) {
  return planDay(day, zone, sessions);
}

function kindAt(time: string, ...sessions: Session[]): string {
  return momentOf(plan(...sessions), at(time)).kind;
}

describe('now', () => {
  const two = [session('10:00'), session('11:00')];

  test.each([
    ['09:30', 'before'],
    ['10:00', 'session'],
    ['10:49', 'session'],
    ['10:50', 'notes'],
    ['10:54', 'notes'],
    ['10:55', 'gap'],
    ['10:59', 'gap'],
    ['11:00', 'session'],
    ['11:50', 'notes'],
    ['11:55', 'after'],
  ])('at %s is %s', (time, kind) => {
    expect(kindAt(time, ...two)).toBe(kind);
  });

  test('is nothing when no session was entered', () => {
    expect(kindAt('10:00')).toBe('none');
  });

  test('is one session where two run into each other, until both are over', () => {
    const moment = momentOf(plan(session('10:00'), session('10:30')), at('10:10'));
    expect(moment).toEqual({ kind: 'session', until: at('11:20') });
  });
});

describe('the ten minutes of 10:50', () => {
  const [, gap] = plan(session('10:00'), session('11:00')).gaps;

  test('are five for notes, three usable and two to leave', () => {
    expect(gap).toMatchObject({
      side: 'between',
      notes: { from: at('10:50'), to: at('10:55') },
      usable: { from: at('10:55'), to: at('10:58') },
      to: at('11:00'),
    });
  });

  test.each([
    ['10:50', 180],
    ['10:52', 180],
    ['10:56', 120],
    ['10:57', 60],
    ['10:58', 0],
    ['10:59', 0],
  ])('at %s a practice of %i seconds fits', (time, seconds) => {
    expect(whatFits(gap!, at(time))).toBe(seconds);
  });

  test('are eight minutes at 10:52', () => {
    expect(minutesUntil(gap!.to, at('10:52'))).toBe(8);
    expect(minutesUntil(gap!.to, at('10:52') + 59_000)).toBe(8);
    expect(minutesUntil(gap!.to, at('10:59') + 1)).toBe(1);
    expect(minutesUntil(gap!.to, at('11:30'))).toBe(0);
  });
});

test('in a long gap three minutes are offered, and all of it on asking', () => {
  const [, lunch] = plan(session('11:00'), session('12:30')).gaps;
  expect(whatFits(lunch!, at('12:00'))).toBe(180);
  expect(whatFits(lunch!, at('12:00'), true)).toBe(28 * 60);
});

test('a gap shorter than notes and leaving is all notes and fits nothing', () => {
  const [, gap] = plan(session('10:00'), session('10:54')).gaps;
  expect(minutesIn(gap!.notes)).toBe(4);
  expect(whatFits(gap!, at('10:50'), true)).toBe(0);
});

test('back to back leaves no gap, and both sessions stay', () => {
  const { sessions, gaps } = plan(session('10:00'), session('10:50'));
  expect(sessions).toHaveLength(2);
  expect(gaps.map(({ side }) => side)).toEqual(['before', 'after']);
});

test('overlapping sessions are both shown, and the gap starts after the later end', () => {
  const { sessions, gaps } = plan(session('10:00', 90), session('10:30', 30), session('12:00'));
  expect(sessions).toHaveLength(3);
  expect(gaps[1]).toMatchObject({ from: at('11:30'), to: at('12:00') });
});

describe('midnight', () => {
  const late = session('23:30', 50, '2026-11-22');

  test('a session from yesterday takes its part of today', () => {
    const { sessions, gaps } = plan(late, session('09:00'));
    expect(sessions.map(({ id }) => id)).toContain(late.id);
    expect(gaps[0]).toMatchObject({ side: 'between', from: at('00:20'), to: at('09:00') });
  });

  test('notes of a session that ended before midnight reach across it', () => {
    const ended = session('23:08', 50, '2026-11-22');
    const moment = momentOf(plan(ended, session('09:00')), at('00:01'));
    expect(moment).toMatchObject({ kind: 'notes', until: at('00:03') });
  });

  test('a night of sessions stays one day until its last is over', () => {
    const night = [session('22:00'), session('23:30'), session('01:00', 50, '2026-11-24')];
    expect(whichDay(at('00:40', '2026-11-24'), zone, night)).toBe(day);
    expect(whichDay(at('01:49', '2026-11-24'), zone, night)).toBe(day);
    expect(whichDay(at('01:50', '2026-11-24'), zone, night)).toBe('2026-11-24');
    expect(plan(...night).gaps.at(-1)).toMatchObject({ to: at('01:00', '2026-11-24') });
  });

  test('an early session after a rest belongs to the new day', () => {
    const sessions = [session('18:00'), session('07:00', 50, '2026-11-24')];
    expect(spanOfDay(day, zone, sessions).to).toBe(at('00:00', '2026-11-24'));
  });

  test('however closely sessions follow, the new day begins by eight in the morning', () => {
    const hours = ['02', '05', '08', '11', '14'].map((h) => session(`${h}:00`, 50, '2026-11-24'));
    const span = spanOfDay(day, zone, [session('23:00'), ...hours]);
    expect(span.to).toBe(at('08:50', '2026-11-24'));
  });
});

describe('the nights when clocks change', () => {
  test('a session at 01:30 lasts its true minutes when the hour is skipped', () => {
    const skipped = placed(session('01:30', 50, '2026-03-29'));
    expect(skipped).toMatchObject({
      from: Date.parse('2026-03-29T01:00Z'),
      to: Date.parse('2026-03-29T01:50Z'),
    });
  });

  test('a session at 01:30 is the first of two, and lasts its true minutes', () => {
    const doubled = placed(session('01:30', 50, '2026-10-25'));
    expect(doubled).toMatchObject({
      from: Date.parse('2026-10-25T00:30Z'),
      to: Date.parse('2026-10-25T01:20Z'),
    });
  });

  test.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-11-23', 24],
  ])('%s has %i hours', (on, hours) => {
    expect(minutesIn(spanOfDay(on, zone, []))).toBe(hours * 60);
  });

  test('a day whose midnight is skipped begins where it can', () => {
    const span = spanOfDay('2024-04-26', 'Africa/Cairo', []);
    expect(minutesIn(span)).toBe(23 * 60);
  });
});

test('sessions entered in another zone stand where they happen', () => {
  const { sessions } = plan(session('09:00', 50, day, 'America/New_York'));
  expect(sessions[0]!.from).toBe(at('14:00'));
});

describe('whatever the sessions are', () => {
  const dates = ['2026-03-28', '2026-03-29', '2026-03-30'];
  const time = fc.record({
    on: fc.constantFrom(...dates),
    minute: fc.integer({ min: 0, max: 1439 }),
    minutes: fc.integer({ min: 1, max: 240 }),
    zone: fc.constantFrom('Europe/London', 'Australia/Lord_Howe', 'America/New_York'),
  });
  const some = fc
    .uniqueArray(fc.tuple(fc.uuid(), time), { maxLength: 9, selector: ([id]) => id })
    .map((all) => all.map(([id, { minute, ...rest }]) => ({ id, at: clock(minute), ...rest })));
  const settings: fc.Arbitrary<DaySettings> = fc.record({
    session_minutes: fc.constant(50),
    notes_minutes: fc.integer({ min: 0, max: 30 }),
    leave_minutes: fc.integer({ min: 0, max: 30 }),
  });
  const on = '2026-03-29';

  function clock(minute: number): string {
    return new Date(minute * MINUTE).toISOString().slice(11, 16);
  }

  test('no gap overlaps a session, and sessions and gaps together are the day', () => {
    fc.assert(
      fc.property(some, settings, (sessions, settings) => {
        const { span, gaps, sessions: shown } = planDay(on, zone, sessions, settings);
        expect(gaps.some((gap) => shown.some((each) => overlaps(gap, each)))).toBe(false);
        const pieces = [...gaps, ...shown].sort((a, b) => a.from - b.from);
        expect(union(pieces)).toHaveLength(1);
        expect(Math.max(span.from, union(pieces)[0]!.from)).toBe(span.from);
        expect(union(pieces)[0]!.to).toBeGreaterThanOrEqual(span.to);
      }),
    );
  });

  test('no session that touches the day is lost', () => {
    fc.assert(
      fc.property(some, (sessions) => {
        const { span, sessions: shown } = planDay(on, zone, sessions);
        const touching = sessions.filter((each) => overlaps(placed(each), span));
        expect(shown.map(({ id }) => id).sort()).toEqual(touching.map(({ id }) => id).sort());
      }),
    );
  });

  test('usable time lies inside its gap, after notes, and is never negative', () => {
    fc.assert(
      fc.property(some, settings, (sessions, settings) => {
        for (const gap of planDay(on, zone, sessions, settings).gaps) {
          expect(gap.from).toBeLessThan(gap.to);
          expect(gap.notes.from).toBe(gap.from);
          expect(gap.notes.to).toBe(gap.usable.from);
          expect(gap.usable.from).toBeLessThanOrEqual(gap.usable.to);
          expect(gap.usable.to).toBeLessThanOrEqual(gap.to);
          expect(whatFits(gap, gap.from)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('the order they were entered in makes no difference', () => {
    fc.assert(
      fc.property(some, settings, fc.infiniteStream(fc.nat()), (sessions, settings, keys) => {
        const shuffled = sessions
          .map((each) => ({ each, key: keys.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(planDay(on, zone, shuffled, settings)).toEqual(
          planDay(on, zone, sessions, settings),
        );
      }),
    );
  });

  test('one more session never enlarges a gap', () => {
    fc.assert(
      fc.property(some, time, settings, (sessions, { minute, ...rest }, settings) => {
        const span = spanOfDay(on, zone, []);
        const before = gapsIn(span, inOrder(sessions), settings);
        const more = [...sessions, { id: 'one more', at: clock(minute), ...rest }];
        for (const gap of gapsIn(span, inOrder(more), settings)) {
          const whole = before.find((each) => each.from <= gap.from && gap.to <= each.to);
          expect(whole).toBeDefined();
          expect(minutesIn(gap.usable)).toBeLessThanOrEqual(minutesIn(whole!.usable));
        }
      }),
    );
  });

  test('now is always somewhere in the day that holds it', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 24 * 60 - 1 }), (sessions, minute) => {
        const now = Date.parse('2026-03-29T00:00Z') + minute * MINUTE;
        const today = whichDay(now, zone, sessions);
        const { span, sessions: shown, ...rest } = planDay(today, zone, sessions);
        expect(span.from <= now && now < span.to).toBe(true);
        const moment = momentOf({ span, sessions: shown, ...rest }, now);
        expect(moment.kind === 'none').toBe(shown.length === 0);
        if (moment.kind !== 'none') expect(moment.until).toBeGreaterThan(now);
      }),
    );
  });

  test('a practice that fits ends before its gap does', () => {
    fc.assert(
      fc.property(some, settings, fc.boolean(), (sessions, settings, longer) => {
        for (const gap of planDay(on, zone, sessions, settings).gaps) {
          const begin = Math.max(gap.from, gap.usable.from);
          expect(begin + whatFits(gap, gap.from, longer) * 1000).toBeLessThanOrEqual(gap.to);
        }
      }),
    );
  });
});

test('the usual day is fifty minutes, five for notes, two to leave', () => {
  expect(USUAL_DAY).toEqual({ session_minutes: 50, notes_minutes: 5, leave_minutes: 2 });
});
