/** When a reminder knocks, and what the server is given of it. Mirrors api/reminders/rules.py. Pure. */

import type { Wire } from '../core/http/client';
import { addDays, instantOf, wallClockOf, type LocalDate, type WallClock } from '../core/zones';

export const KINDS = ['break', 'practice', 'end_of_day', 'own'] as const;
export type Kind = (typeof KINDS)[number];

/** One knock moved elsewhere, for once. */
export interface Move {
  from: LocalDate;
  on: LocalDate;
  at: string;
}

/** What is sealed: when to knock, and why. */
export interface Reminder {
  kind: Kind;
  /** The reason in a person's own words; may be empty. */
  text: string;
  at: string;
  /** Those of ISO 8601: Monday is 1. */
  weekdays: number[];
  zone: string;
  state: 'on' | 'off';
  /** The date it goes on from; `open`: until somebody says so. */
  paused_until: LocalDate | 'open' | null;
  skips: LocalDate[];
  moves: Move[];
  /** Its name for the server, which is that of no record. */
  plan_id: string;
}

export interface Listed extends Reminder {
  id: string;
}

/** Weekly times by the wall clock of a zone, dates without them, and moments besides. */
export interface Pattern {
  zone: string;
  at: string;
  weekdays: number[];
  skip: LocalDate[];
  moments: WallClock[];
}

export type Planned = Wire['PlannedReminder'];

/** So far ahead a pause is written out as dates. A longer one is told when it comes nearer. */
const LONGEST_PAUSE_DAYS = 399;
const RANKS: Record<Kind, number> = { end_of_day: 1, own: 2, break: 3, practice: 3 };

/** The first instant later than `after` to knock at, both in milliseconds; null when there is none. */
export function nextDue(pattern: Pattern, after: number): number | null {
  const moments = pattern.moments.map(({ on, at }) => instantOf(on, at, pattern.zone).getTime());
  const weekly = nextWeekly(pattern, after);
  const found = [...moments, ...(weekly === null ? [] : [weekly])].filter((due) => due > after);
  return found.length ? Math.min(...found) : null;
}

/** Looks further than every date that may be skipped. */
function nextWeekly({ zone, at, weekdays, skip }: Pattern, after: number): number | null {
  if (!weekdays.length) return null;
  const skipped = new Set(skip);
  let on = addDays(wallClockOf(after, zone).on, -1);
  for (let days = 7 * (skipped.size + 2); days > 0; days -= 1, on = addDays(on, 1)) {
    if (!weekdays.includes(weekdayOf(on)) || skipped.has(on)) continue;
    const due = instantOf(on, at, zone).getTime();
    if (due > after) return due;
  }
  return null;
}

/** Of ISO 8601: Monday is 1. */
export function weekdayOf(on: LocalDate): number {
  return new Date(`${on}T00:00Z`).getUTCDay() || 7;
}

/** Null: it does not knock, for as long as nobody says otherwise. */
export function patternOf(reminder: Reminder, instant: number): Pattern | null {
  const { at, weekdays, zone, moves, state, paused_until } = reminder;
  if (state === 'off' || paused_until === 'open') return null;
  const yesterday = addDays(wallClockOf(instant, zone).on, -1);
  const recent = (on: LocalDate) => on >= yesterday && (!paused_until || on >= paused_until);
  const dates = [
    ...reminder.skips.filter((on) => on >= yesterday),
    ...moves.map(({ from }) => from).filter((on) => on >= yesterday),
    ...(paused_until ? datesFrom(yesterday, paused_until) : []),
  ];
  const skip = [...new Set(dates)].sort();
  const moments = moves.filter(({ on }) => recent(on)).map(({ on, at }) => ({ on, at }));
  return { zone, at, weekdays, skip, moments };
}

function datesFrom(first: LocalDate, end: LocalDate): LocalDate[] {
  const found = [];
  for (let on = first; on < end && found.length < LONGEST_PAUSE_DAYS; on = addDays(on, 1)) {
    found.push(on);
  }
  return found;
}

export function nextOf(reminder: Reminder, instant: number): number | null {
  const pattern = patternOf(reminder, instant);
  return pattern && nextDue(pattern, instant);
}

/** All that the server is told: never what it is about. */
export function planOf(reminders: Reminder[], instant: number): Planned[] {
  return reminders
    .flatMap((reminder) => {
      const pattern = patternOf(reminder, instant);
      if (!pattern || nextDue(pattern, instant) === null) return [];
      const { plan_id: id, kind } = reminder;
      return [{ id, class: 'reminder' as const, rank: RANKS[kind], may_snooze: true, ...pattern }];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The next knock falls away. What has gone by is forgotten with it. */
export function skippedOnce(reminder: Reminder, instant: number): Partial<Reminder> | null {
  const next = nextOf(reminder, instant);
  return next === null ? null : withoutDate(reminder, next, instant);
}

/** Whatever is left of today is left out. */
export function skippedToday(reminder: Reminder, instant: number): Partial<Reminder> {
  const today = wallClockOf(instant, reminder.zone).on;
  const skips = [...new Set([...reminder.skips, today])].sort();
  return { skips, moves: reminder.moves.filter(({ on }) => on !== today) };
}

/** The next knock comes at `at` of its date, or of the day after when that has gone by. */
export function movedOnce(
  reminder: Reminder,
  at: string,
  instant: number,
): Partial<Reminder> | null {
  const next = nextOf(reminder, instant);
  if (next === null) return null;
  const { zone } = reminder;
  const from = wallClockOf(next, zone).on;
  const on = instantOf(from, at, zone).getTime() > instant ? from : addDays(from, 1);
  const { skips = [], moves = [] } = withoutDate(reminder, next, instant);
  return { skips, moves: [...moves, { from, on, at }] };
}

/** A knock at `at` today besides all others: what "in ten minutes" is. */
export function onceMore(reminder: Reminder, wall: WallClock): Partial<Reminder> {
  const kept = reminder.moves.filter(({ on, at }) => on !== wall.on || at !== wall.at);
  return { moves: [...kept, { from: NEVER, ...wall }] };
}

/** No day of anybody's: a moment that takes no other's place. */
const NEVER = '1970-01-01';

function withoutDate(reminder: Reminder, due: number, instant: number): Partial<Reminder> {
  const { zone, moves } = reminder;
  const wall = wallClockOf(due, zone);
  const yesterday = addDays(wallClockOf(instant, zone).on, -1);
  const moved = moves.find(({ on, at }) => on === wall.on && at === wall.at);
  const date = moved && moved.from !== NEVER ? moved.from : wall.on;
  const isWeekly = !moved || moved.from !== NEVER;
  const skips = isWeekly ? [...reminder.skips, date] : reminder.skips;
  return {
    skips: [...new Set(skips)].filter((on) => on >= yesterday).sort(),
    moves: moves.filter((move) => move !== moved && isOfUse(move, yesterday)),
  };
}

/** It still brings a knock, or keeps its own day without one. */
function isOfUse({ from, on }: Move, since: LocalDate): boolean {
  return on >= since || from >= since;
}

/** What a changed time or changed days leave of exceptions: those of the old times mean nothing. */
export const NO_EXCEPTIONS = { skips: [], moves: [] } satisfies Partial<Reminder>;

export function isResting({ state, paused_until }: Reminder): boolean {
  return state === 'off' || paused_until === 'open';
}
