/** When a reminder knocks, and what the server is given of it. Mirrors api/reminders/rules.py. Pure. */

import type { Wire } from '../core/http/client';
import {
  addDays,
  instantOf,
  wallClockOf,
  weekdayOf,
  type LocalDate,
  type WallClock,
} from '../core/zones';
import { silenced, type Silence } from './silence';

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
  /** Outside work hours as well. Absent: it keeps to them. */
  anyway?: boolean;
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
const MINUTE = 60_000;
/** More the server does not take. */
export const MOST_REMINDERS = 50;
const MOST_SKIPPED = 400;
const MOST_MOMENTS = 60;
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

/** Null: it does not knock, for as long as nobody says otherwise. */
export function patternOf(reminder: Reminder, instant: number): Pattern | null {
  const { at, weekdays, zone, moves, state, paused_until } = reminder;
  if (state === 'off' || paused_until === 'open') return null;
  const yesterday = yesterdayOf(instant, zone);
  const recent = (on: LocalDate) => on >= yesterday && (!paused_until || on >= paused_until);
  const dates = [
    ...reminder.skips.filter((on) => on >= yesterday),
    ...moves.map(({ from }) => from).filter((on) => on >= yesterday),
    ...(paused_until ? datesFrom(yesterday, paused_until) : []),
  ];
  const skip = [...new Set(dates)].sort().slice(0, MOST_SKIPPED);
  const ahead = moves.filter(({ on }) => recent(on)).map(({ on, at }) => ({ on, at }));
  return { zone, at, weekdays, skip, moments: ahead.slice(-MOST_MOMENTS) };
}

function datesFrom(first: LocalDate, end: LocalDate): LocalDate[] {
  const found = [];
  for (let on = first; on < end && found.length < LONGEST_PAUSE_DAYS; on = addDays(on, 1)) {
    found.push(on);
  }
  return found;
}

/** Told of a silence, the next that is heard. */
export function nextOf(
  reminder: Reminder,
  instant: number,
  silence: Silence | null = null,
): number | null {
  const pattern = patternOf(reminder, instant);
  return pattern && nextDue(silenced(pattern, silence, instant, reminder), instant);
}

/** All that the server is told: never what it is about, nor why it is quiet. */
export function planOf(
  reminders: Reminder[],
  instant: number,
  silence: Silence | null = null,
): Planned[] {
  const planned = reminders.flatMap((reminder) => {
    const loud = patternOf(reminder, instant);
    const pattern = loud && silenced(loud, silence, instant, reminder);
    if (!pattern || nextDue(pattern, instant) === null) return [];
    const { plan_id: id, kind } = reminder;
    return [{ id, class: 'reminder' as const, rank: RANKS[kind], may_snooze: true, ...pattern }];
  });
  // Where two phones could not agree there are two records of one name: the server takes one.
  const named = new Map(planned.map((each) => [each.id, each]));
  return [...named.values()]
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_REMINDERS)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The next knock falls away. What has gone by is forgotten with it. */
export function skippedOnce(
  reminder: Reminder,
  instant: number,
  silence: Silence | null = null,
): Partial<Reminder> | null {
  const next = nextOf(reminder, instant, silence);
  return next === null ? null : withoutDate(reminder, next, instant);
}

/** Whatever is left of today is left out. */
export function skippedToday(reminder: Reminder, instant: number): Partial<Reminder> {
  const today = wallClockOf(instant, reminder.zone).on;
  const yesterday = addDays(today, -1);
  const skips = [...new Set([...reminder.skips, today])].filter((on) => on >= yesterday).sort();
  const left = reminder.moves.filter((move) => isOfUse(move, yesterday));
  return { skips, moves: left.filter(({ on }) => on !== today) };
}

/** The next knock comes at `at` of its date, or of the day after when that has gone by. */
export function movedOnce(
  reminder: Reminder,
  at: string,
  instant: number,
  silence: Silence | null = null,
): Partial<Reminder> | null {
  const next = nextOf(reminder, instant, silence);
  if (next === null) return null;
  const { zone } = reminder;
  const day = wallClockOf(next, zone).on;
  const on = instantOf(day, at, zone).getTime() > instant ? day : addDays(day, 1);
  const { skips = [], moves = [] } = withoutDate(reminder, next, instant);
  // Moved once more, it still stands for the day it came from, and for no other.
  const from = moveAt(reminder, next)?.from ?? day;
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
  const yesterday = yesterdayOf(instant, zone);
  const moved = moveAt(reminder, due);
  const date = moved?.from ?? wallClockOf(due, zone).on;
  return {
    skips: [...new Set([...reminder.skips, date])].filter((on) => on >= yesterday).sort(),
    moves: moves.filter((move) => move !== moved && isOfUse(move, yesterday)),
  };
}

function moveAt({ moves, zone }: Reminder, due: number): Move | undefined {
  return moves.find(({ on, at }) => instantOf(on, at, zone).getTime() === due);
}

/** It still brings a knock, or keeps its own day without one. */
function isOfUse({ from, on }: Move, since: LocalDate): boolean {
  return on >= since || from >= since;
}

function yesterdayOf(instant: number, zone: string): LocalDate {
  return addDays(wallClockOf(instant, zone).on, -1);
}

/** Something is left out or moved that has not gone by yet. */
export function hasExceptions({ skips, moves, zone }: Reminder, instant: number): boolean {
  const today = wallClockOf(instant, zone).on;
  return skips.some((on) => on >= today) || moves.some(({ on }) => on >= today);
}

/** What a changed time or changed days leave of exceptions: those of the old times mean nothing. */
export const NO_EXCEPTIONS = { skips: [], moves: [] } satisfies Partial<Reminder>;

/** So many minutes from now, to the whole minute, never less, as a time the wall clock does not show twice. */
export function soonIn(
  minutes: number,
  instant: number,
  zone: string,
): { wall: WallClock; instant: number } {
  const soonest = Math.ceil(instant / MINUTE) * MINUTE + minutes * MINUTE;
  for (let at = soonest; ; at += MINUTE) {
    const wall = wallClockOf(at, zone);
    // In the hour that comes twice, a time of day is the first of the two: that has gone by.
    if (instantOf(wall.on, wall.at, zone).getTime() === at) return { wall, instant: at };
  }
}

/** It knocks at no time today: paused, or switched off. */
export function isQuiet(reminder: Reminder, instant: number): boolean {
  const { paused_until, zone } = reminder;
  const isPaused = paused_until !== null && paused_until > wallClockOf(instant, zone).on;
  return isResting(reminder) || isPaused;
}

export function isResting({ state, paused_until }: Reminder): boolean {
  return state === 'off' || paused_until === 'open';
}
