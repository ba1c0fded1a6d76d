import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../core/zones';
import {
  dateNear,
  endedEarly,
  lasting,
  movedTo,
  ranOver,
  startsToOffer,
  suggestStart,
} from './entry';
import { LONGEST_SESSION, MINUTE, overlaps, placed, type Session } from './rules';

const zone = 'Europe/London';
const day = '2026-11-23';

function session(at: string, minutes = 50, on = day): Session {
  return { id: `${on} ${at}`, on, at, minutes, zone };
}

function at(time: string, on = day): number {
  return Date.parse(`${on}T${time}Z`);
}

describe('the next start', () => {
  test.each([
    ['06:00', '09:00'],
    ['09:00', '09:00'],
    ['09:01', '09:30'],
    ['10:52', '11:00'],
  ])('at %s, with none entered, is %s', (now, expected) => {
    expect(suggestStart([], at(now), zone)).toEqual({ on: day, at: expected });
  });

  test.each([
    [[session('10:00')], '11:00'],
    [[session('10:00', 47)], '11:00'],
    [[session('10:00', 53)], '11:05'],
    [[session('11:00'), session('10:00')], '12:00'],
    [[session('10:00', 120), session('10:30')], '12:10'],
  ])('follows the last end by ten minutes, to the next five', (sessions, expected) => {
    expect(suggestStart(sessions, at('10:20'), zone).at).toBe(expected);
  });

  test('is near now when the last session is long over', () => {
    expect(suggestStart([session('09:00')], at('14:10'), zone).at).toBe('14:30');
  });

  test('may be tomorrow', () => {
    const next = { on: '2026-11-24', at: '00:00' };
    expect(suggestStart([], at('23:40'), zone)).toEqual(next);
    expect(suggestStart([session('23:00')], at('23:00'), zone)).toEqual(next);
  });

  test('is never a time the clock skips, nor the second pass of one it shows twice', () => {
    const before_skip = [session('00:00', 50, '2026-03-29')];
    const midnight = at('00:00', '2026-03-29');
    expect(suggestStart(before_skip, midnight, zone).at).toBe('02:00');
    const in_first_pass = [session('01:30', 50, '2026-10-25')]; // ends at 01:20, the second
    const next = suggestStart(in_first_pass, Date.parse('2026-10-25T00:30Z'), zone);
    expect(next).toEqual({ on: '2026-10-25', at: '02:00' });
  });

  test('is never before the last end, and always a time that exists', () => {
    const starts = fc.record({
      on: fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25'),
      minute: fc.integer({ min: 0, max: 1439 }),
      minutes: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(starts, ({ on, minute, minutes }) => {
        const time = new Date(minute * MINUTE).toISOString().slice(11, 16);
        const last = placed(session(time, minutes, on));
        const next = suggestStart([last], last.from, zone);
        const instant = instantOf(next.on, next.at, zone).getTime();
        expect(instant).toBeGreaterThanOrEqual(last.to + 10 * MINUTE);
      }),
    );
  });
});

describe('the starts on offer', () => {
  const offered = (suggested: string, sessions: Session[] = [], minutes = 50) =>
    startsToOffer({ on: day, at: suggested }, sessions, minutes, zone).map((start) => start.at);

  test('stand around the suggested one', () => {
    expect(offered('11:00')).toEqual(['10:00', '10:30', '11:00', '11:30', '12:00', '12:30']);
  });

  test('leave out what a session already takes', () => {
    expect(offered('11:00', [session('10:00')])[0]).toBe('11:00');
    expect(offered('11:00', [session('10:00'), session('12:00')])).not.toContain('11:30');
  });

  test('keep to the half hour beside an odd suggestion', () => {
    expect(offered('17:40', [session('16:40')])).toEqual([
      '17:30', '17:40', '18:00', '18:30', '19:00', '19:30',
    ]); // prettier-ignore
  });

  test('go on past midnight with their own date', () => {
    const starts = startsToOffer({ on: day, at: '23:30' }, [], 50, zone);
    expect(starts.at(-1)).toEqual({ on: '2026-11-24', at: '01:00' });
  });

  test('leave out an hour the clock skips', () => {
    const starts = startsToOffer({ on: '2026-03-29', at: '01:00' }, [], 50, zone);
    expect(starts.map((start) => start.at)).not.toContain('01:30');
  });

  test('never overlap what is known', () => {
    const known = fc.array(fc.integer({ min: 0, max: 280 }), { maxLength: 8 });
    fc.assert(
      fc.property(known, fc.integer({ min: 0, max: 1439 }), (fives, minute) => {
        const time = (m: number) => new Date(m * MINUTE).toISOString().slice(11, 16);
        const sessions = fives.map((five) => session(time(five * 5)));
        for (const start of startsToOffer({ on: day, at: time(minute) }, sessions, 50, zone)) {
          const mine = placed({ id: 'new', ...start, minutes: 50, zone });
          expect(sessions.some((each) => overlaps(placed(each), mine))).toBe(false);
        }
      }),
    );
  });
});

describe('a change', () => {
  test('of five more is five minutes longer, up to half a day', () => {
    expect(ranOver(session('10:00')).minutes).toBe(55);
    expect(ranOver(session('10:00', LONGEST_SESSION)).minutes).toBe(LONGEST_SESSION);
  });

  test('of ending early ends a running session now', () => {
    expect(endedEarly(session('10:00'), at('10:41')).minutes).toBe(41);
    expect(endedEarly(session('10:00'), at('10:00') + 20_000).minutes).toBe(1);
  });

  test('of ending early takes five minutes off one that is over', () => {
    expect(endedEarly(session('10:00'), at('11:20')).minutes).toBe(45);
    expect(endedEarly(session('10:00', 3), at('11:20')).minutes).toBe(1);
  });

  test('hands back a time only, never the id', () => {
    expect(lasting(session('10:00'), 30)).toEqual({ on: day, at: '10:00', minutes: 30, zone });
  });

  test('of start keeps the day', () => {
    expect(movedTo(session('09:00'), '22:00', zone)).toMatchObject({ on: day, at: '22:00' });
  });

  test('of start across midnight goes to the day beside', () => {
    expect(movedTo(session('23:30'), '00:30', zone).on).toBe('2026-11-24');
    expect(movedTo(session('00:30'), '23:30', zone).on).toBe('2026-11-22');
  });
});

test.each([
  ['10:00', '10:52', day],
  ['00:15', '23:40', '2026-11-24'],
  ['23:40', '00:15', '2026-11-22'],
  ['06:00', '23:00', day],
])('%s typed at %s is on %s', (time, now, on) => {
  expect(dateNear(time, at(now), zone)).toBe(on);
});
