import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '../core/zones';
import { lengthsOf, steppedBy, suggestStart, timeOnly } from './entry';
import { parseSessionTime } from './records';
import {
  isFreed,
  KINDS,
  momentOf,
  overlaps,
  planDay,
  whatFits,
  type Kind,
  type Session,
} from './rules';

const zone = 'Europe/Lisbon';
const on = '2026-11-25';
const at = (clock: string) => instantOf(on, clock, zone).getTime();
const time = (start: string, minutes = 50, more: Partial<Session> = {}): Session => ({
  id: start,
  on,
  at: start,
  minutes,
  zone,
  ...more,
});
const plan = (...sessions: Session[]) => planDay(on, zone, sessions);
const kindAt = (clock: string, ...sessions: Session[]) =>
  momentOf(plan(...sessions), at(clock)).kind;

test('inside a break and inside admin nothing is offered: they are as taken as a session', () => {
  const day = [
    time('10:00'),
    time('11:00', 30, { kind: 'admin' }),
    time('12:00', 45, { kind: 'break' }),
  ];
  expect(kindAt('10:20', ...day)).toBe('session');
  expect(kindAt('11:10', ...day)).toBe('admin');
  expect(kindAt('12:10', ...day)).toBe('break');
  expect(momentOf(plan(...day), at('11:10'))).toEqual({ kind: 'admin', until: at('11:30') });
});

test('notes follow a session and no break; one leaves for a session and for no break', () => {
  const [, toBreak, afterBreak] = plan(
    time('10:00'),
    time('11:00', 30, { kind: 'break' }),
    time('12:00'),
  ).gaps;
  expect(toBreak).toMatchObject({ notes: { to: at('10:55') }, usable: { to: at('11:00') } });
  expect(afterBreak).toMatchObject({ notes: { to: at('11:30') }, usable: { to: at('11:58') } });
});

test('a session within a break counts as a session', () => {
  const day = [time('12:00', 60, { kind: 'break' }), time('12:10', 20)];
  expect(kindAt('12:15', ...day)).toBe('session');
  expect(momentOf(plan(...day), at('12:05'))).toEqual({ kind: 'break', until: at('12:10') });
});

test('a shift takes nothing up: it is what the rest lies in', () => {
  const shift = time('08:00', 480, { kind: 'shift' });
  expect(plan(shift).gaps).toHaveLength(1);
  expect(kindAt('10:00', shift)).toBe('none');
  const day = [shift, time('09:00')];
  expect(kindAt('08:30', ...day)).toBe('before');
  expect(kindAt('09:10', ...day)).toBe('session');
  expect(momentOf(plan(...day), at('11:00'))).toEqual({ kind: 'shift', until: at('16:00') });
  expect(kindAt('17:00', ...day)).toBe('after');
});

test.each(['cancelled', 'no_show'] as const)('what is %s frees its time', (off) => {
  const day = [time('10:00'), time('11:00', 50, { off }), time('12:00')];
  expect(plan(...day).sessions.map(({ id }) => id)).toEqual(['10:00', '12:00']);
  expect(plan(...day).freed.map(({ id }) => id)).toEqual(['11:00']);
  expect(isFreed(plan(...day), at('11:20'))).toBe(true);
  expect(isFreed(plan(...day), at('10:55'))).toBe(false);
  const moment = momentOf(plan(...day), at('11:20'));
  expect('gap' in moment && whatFits(moment.gap, at('11:20'), true)).toBe(38 * 60);
});

test('what is left out leaves nothing behind', () => {
  const left = plan(time('10:00', 50, { off: 'left_out', instead_of: `${on} 10:00` }));
  expect([left.sessions, left.freed]).toEqual([[], []]);
});

test('for any day, no gap touches what is taken, and what is taken is never free', () => {
  const anyTime = fc
    .record({
      start: fc.integer({ min: 0, max: 1380 }),
      minutes: fc.integer({ min: 1, max: 240 }),
      kind: fc.constantFrom<Kind>(...KINDS),
      off: fc.constantFrom(null, null, 'cancelled', 'no_show', 'left_out'),
    })
    .map(({ start, minutes, kind, off }) =>
      time(
        `${String(Math.floor(start / 60)).padStart(2, '0')}:${String(start % 60).padStart(2, '0')}`,
        minutes,
        { kind, ...(off && { off }) } as Partial<Session>,
      ),
    );
  fc.assert(
    fc.property(
      fc.array(anyTime, { maxLength: 8 }),
      fc.integer({ min: 0, max: 1439 }),
      (day, minute) => {
        const planned = plan(...day);
        for (const gap of planned.gaps) {
          expect(planned.sessions.some((each) => overlaps(each, gap))).toBe(false);
          expect(gap.usable.from <= gap.usable.to && gap.usable.to <= gap.to).toBe(true);
        }
        const moment = momentOf(planned, at('00:00') + minute * 60_000);
        const isTaken = ['session', 'break', 'admin'].includes(moment.kind);
        if ('gap' in moment) expect(isTaken).toBe(false);
      },
    ),
  );
});

test('a step moves a time over midnight, and keeps what it is for', () => {
  const late = time('23:58', 30, { kind: 'break' });
  expect(steppedBy(late, 5)).toEqual({ ...timeOnly(late), on: '2026-11-26', at: '00:03' });
  expect(steppedBy(time('00:02'), -5)).toMatchObject({ on: '2026-11-24', at: '23:57' });
});

test('the next start comes after what takes place, not after what did not', () => {
  const day = [time('10:00'), time('12:00', 50, { off: 'cancelled' })];
  expect(suggestStart(day, at('10:20'), zone).at).toBe('11:00');
});

test('each kind has lengths of its own, and sessions a person’s own', () => {
  expect(lengthsOf('session', 40).usual).toBe(40);
  expect(lengthsOf('shift', 40).usual).toBe(480);
});

test('a kind or a fate this Interlude does not know is not guessed at', () => {
  const value = { on, at: '10:00', minutes: 50, zone };
  expect(parseSessionTime({ ...value, kind: 'party' })).toBeNull();
  expect(parseSessionTime({ ...value, off: 'eaten' })).toEqual(value);
  expect(parseSessionTime({ ...value, kind: 'break', off: 'cancelled', instead_of: 'x' })).toEqual({
    ...value,
    kind: 'break',
    off: 'cancelled',
    instead_of: 'x',
  });
});
