/** What a planned week exceeds of the limits somebody set, and whether that may be said. Pure. */

import { addDays, isLocalDate, weekdayOf, type LocalDate } from '../../core/zones';
import { minutesIn, union, type Span } from '../../day/rules';
import { fieldsOf } from '../parts/found';

/** Null: no limit of that kind. */
export interface Limits {
  sessions_a_day: number | null;
  sessions_a_week: number | null;
  smallest_gap_minutes: number | null;
  long_break_minutes: number | null;
  /** Not theirs to change: nothing is said before this day. */
  not_mine_until: LocalDate | null;
  last_said_on: LocalDate | null;
}

export const NO_LIMITS: Limits = {
  sessions_a_day: null,
  sessions_a_week: null,
  smallest_gap_minutes: null,
  long_break_minutes: null,
  not_mine_until: null,
  last_said_on: null,
};

export type LimitName =
  'sessions_a_day' | 'sessions_a_week' | 'smallest_gap_minutes' | 'long_break_minutes';

/** What may be chosen of each. */
export const CHOICES: Readonly<Record<LimitName, readonly number[]>> = {
  sessions_a_day: [3, 4, 5, 6, 7, 8],
  sessions_a_week: [10, 15, 20, 25, 30],
  smallest_gap_minutes: [5, 10, 15, 20],
  long_break_minutes: [20, 30, 45, 60],
};

/** Field by field: what is none is no limit. */
export function limitsFrom(value: unknown): Limits {
  const fields = fieldsOf(value);
  const whole = (name: LimitName) => {
    const given = fields[name];
    return Number.isInteger(given) && (given as number) > 0 ? (given as number) : null;
  };
  const date = (name: 'not_mine_until' | 'last_said_on') => {
    const given = fields[name];
    return isLocalDate(given) ? given : null;
  };
  return {
    sessions_a_day: whole('sessions_a_day'),
    sessions_a_week: whole('sessions_a_week'),
    smallest_gap_minutes: whole('smallest_gap_minutes'),
    long_break_minutes: whole('long_break_minutes'),
    not_mine_until: date('not_mine_until'),
    last_said_on: date('last_said_on'),
  };
}

/** The sessions of one date, in the order they begin. */
export interface PlannedDay {
  on: LocalDate;
  sessions: readonly Span[];
}

export type Exceeded =
  | { kind: 'day'; on: LocalDate; count: number; limit: number }
  | { kind: 'week'; count: number; limit: number; isNext: boolean }
  | { kind: 'gap'; on: LocalDate; minutes: number; limit: number }
  | { kind: 'break'; on: LocalDate; limit: number };

/** With fewer sessions a day has room enough, and needs no long break held free. */
const BREAK_FROM_SESSIONS = 4;

/**
 * The days of this calendar week from `today` on count for days; the whole week counts for the week. One day's
 * limit may be another, as in a lighter week.
 */
export function whatExceeds(
  limits: Limits,
  days: readonly PlannedDay[],
  today: LocalDate,
  dayLimit: (on: LocalDate) => number | null = () => limits.sessions_a_day,
): Exceeded[] {
  const coming = days.filter(({ on }) => on >= today);
  return [
    ...coming.flatMap((day) => dayOver(dayLimit(day.on), day)),
    ...weekOver(limits, days, today),
    ...coming.flatMap((day) => gapUnder(limits, day)),
    ...coming.flatMap((day) => breakMissing(limits, day)),
  ];
}

function dayOver(limit: number | null, { on, sessions }: PlannedDay): Exceeded[] {
  const count = sessions.length;
  return limit !== null && count > limit ? [{ kind: 'day', on, count, limit }] : [];
}

function weekOver(
  { sessions_a_week: limit }: Limits,
  days: readonly PlannedDay[],
  today: LocalDate,
): Exceeded[] {
  const count = days.reduce((sum, { sessions }) => sum + sessions.length, 0);
  if (limit === null || count <= limit) return [];
  return [{ kind: 'week', count, limit, isNext: mondayOf(days[0]!.on) > today }];
}

/** The free minutes between sessions. What overlaps or touches leaves none. */
function gapsOf(day: PlannedDay): number[] {
  const busy = union(inOrder(day));
  return busy.slice(1).map(({ from }, at) => minutesIn({ from: busy[at]!.to, to: from }));
}

function inOrder({ sessions }: PlannedDay): Span[] {
  return [...sessions].sort((a, b) => a.from - b.from).map(({ from, to }) => ({ from, to }));
}

function gapUnder({ smallest_gap_minutes: limit }: Limits, day: PlannedDay): Exceeded[] {
  if (limit === null || day.sessions.length < 2) return [];
  const gaps = gapsOf(day);
  const isTouching = gaps.length + 1 < day.sessions.length;
  const minutes = isTouching ? 0 : Math.min(...gaps);
  return minutes < limit ? [{ kind: 'gap', on: day.on, minutes, limit }] : [];
}

function breakMissing({ long_break_minutes: limit }: Limits, day: PlannedDay): Exceeded[] {
  if (limit === null || day.sessions.length < BREAK_FROM_SESSIONS) return [];
  const isThere = gapsOf(day).some((minutes) => minutes >= limit);
  return isThere ? [] : [{ kind: 'break', on: day.on, limit }];
}

/** At most once in seven days, and not while it is not theirs to change. */
export function mayBeSaid({ not_mine_until, last_said_on }: Limits, today: LocalDate): boolean {
  if (not_mine_until !== null && today < not_mine_until) return false;
  return last_said_on === null || today >= addDays(last_said_on, 7) || today < last_said_on;
}

/** A month of quiet. */
export const notMineUntil = (today: LocalDate): LocalDate => addDays(today, 30);

const mondayOf = (on: LocalDate): LocalDate => addDays(on, 1 - weekdayOf(on));

/** The evening before a week begins, the next one is looked at: on Sunday, whose own is over. */
export function weekAhead(today: LocalDate): LocalDate[] {
  const monday = weekdayOf(today) === 7 ? addDays(today, 1) : mondayOf(today);
  return Array.from({ length: 7 }, (_, days) => addDays(monday, days));
}
