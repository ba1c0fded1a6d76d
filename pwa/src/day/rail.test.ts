import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldedRows, MIN_BLOCK, PX_PER_MINUTE, railRows, sessionsIn } from './rail';
import { MINUTE, planDay, type Session } from './rules';

const on = '2026-11-23';

function session(at: string, minutes = 50): Session {
  return { id: `${at} ${minutes}`, on, at, minutes, zone: 'UTC' };
}

function rows(now: string, ...sessions: Session[]) {
  return railRows(planDay(on, 'UTC', sessions), Date.parse(`${on}T${now}Z`));
}

test('rows stand in the order of the day, and say which holds now', () => {
  const wall = rows('10:52', session('11:00'), session('10:00'));
  expect(wall.map(({ kind, tense }) => `${kind} ${tense}`)).toEqual([
    'gap past',
    'sessions past',
    'gap now',
    'sessions later',
    'gap later',
  ]);
});

test('an hour is seventy-two pixels, and ten minutes are tall enough to hit', () => {
  const [, hour, ten] = rows('08:00', session('10:00', 60), session('11:10'));
  expect(hour!.height).toBe(72);
  expect(ten!.height).toBe(MIN_BLOCK);
});

test('the open ends of the day are pinched', () => {
  const wall = rows('09:00', session('10:00'));
  expect(wall[0]!.height).toBeLessThan(60);
  expect(wall[2]!.height).toBeLessThan(60);
  expect(wall[0]!.line).toBeLessThan(wall[0]!.height);
});

test('the line of now moves down a gap true to scale', () => {
  const lunch = rows('12:20', session('11:00'), session('13:00'))[2]!;
  expect(lunch.line).toBeCloseTo(30 * PX_PER_MINUTE);
});

test('overlapping sessions share a row in lanes, those that only touch do not', () => {
  const wall = rows('08:00', session('10:00'), session('10:30'), session('11:20'));
  const kinds = wall.map((row) => (row.kind === 'sessions' ? row.lanes : 'gap'));
  expect(kinds).toEqual(['gap', 2, 1, 'gap']);
});

test('a third session takes the lane that is free by then', () => {
  const [, row] = rows('08:00', session('10:00', 30), session('10:15', 60), session('10:40', 20));
  const doors = row!.kind === 'sessions' ? row!.doors : [];
  expect(doors.map(({ lane }) => lane)).toEqual([0, 1, 0]);
  expect(doors[2]!.top).toBeGreaterThanOrEqual(doors[0]!.top + doors[0]!.height);
});

test('every session is on the wall once, and now is in exactly one row', () => {
  const some = fc.uniqueArray(fc.tuple(fc.nat({ max: 1300 }), fc.integer({ min: 1, max: 139 })), {
    minLength: 1,
    maxLength: 9,
    selector: ([minute, length]) => `${minute} ${length}`,
  });
  fc.assert(
    fc.property(some, fc.nat({ max: 1439 }), (times, now) => {
      const clock = (minute: number) => new Date(minute * MINUTE).toISOString().slice(11, 16);
      const sessions = times.map(([minute, length]) => session(clock(minute), length));
      const wall = rows(clock(now), ...sessions);
      const shown = wall.flatMap((row) => (row.kind === 'sessions' ? row.doors : []));
      expect(shown.map(({ session }) => session.id).sort()).toEqual(
        sessions.map(({ id }) => id).sort(),
      );
      const current = wall.filter(({ tense }) => tense === 'now');
      expect(current).toHaveLength(1);
      expect(current[0]!.line).toBeGreaterThanOrEqual(0);
      for (const row of wall) expect(row.height).toBeGreaterThanOrEqual(MIN_BLOCK);
    }),
  );
});

test('all before the last session that is over folds away, when there is a session among it', () => {
  const times = ['08:00', '09:00', '10:00', '11:00'].map((at) => session(at));
  const folded = (now: string) => {
    const wall = rows(now, ...times);
    return [foldedRows(wall), sessionsIn(wall.slice(0, foldedRows(wall)))];
  };
  expect(folded('07:00')).toEqual([0, 0]);
  expect(folded('08:55')).toEqual([0, 0]);
  expect(folded('09:55')).toEqual([3, 1]);
  expect(folded('10:52')).toEqual([5, 2]);
  expect(folded('13:00')).toEqual([7, 3]);
});
