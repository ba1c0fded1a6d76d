/** Limits of a calendar file, and what becomes of its times. Pure. */

import { wallClockOf, type LocalDate } from '../../core/zones';
import { MINUTE, type Session, type SessionTime, type Span } from '../../day/rules';

export const LIMITS = {
  bytes: 1_000_000,
  events: 5_000,
  /** Turns of events that repeat, of all of them together. */
  turns: 40_000,
  /** Times that are brought in. */
  times: 500,
  /** For the worker, from the file to its answer. */
  work_ms: 2_000,
  /** Longer is no session. */
  longest_ms: 12 * 60 * MINUTE,
  /** So far ahead of today. */
  days: 56,
} as const;

export type Busy = Span;

export interface Found {
  busy: Busy[];
  /** Entries left out, by why. */
  all_day: number;
  free: number;
  too_long: number;
  /** There was more than is brought in. */
  too_many: boolean;
  /** What the file calls itself: only to know the same calendar when it comes once more. */
  name: string;
}

/** Whole minutes on the clock here; what begins within a minute, as no session does, begins with it. */
export function sessionOf({ from, to }: Busy, zone: string): SessionTime {
  const { on, at } = wallClockOf(from, zone);
  return { on, at, minutes: Math.max(1, Math.round((to - from) / MINUTE)), zone };
}

export interface Change {
  add: SessionTime[];
  /** Brought in before, and in the calendar no more. */
  remove: Session[];
  /** There as it is, whatever was made of it since. */
  stay: Session[];
}

const keyOf = ({ on, at, minutes }: SessionTime) => `${on} ${at} ${minutes}`;

/** What bringing in `wanted` changes, where `kept` came from the same calendar before. */
export function changeBy(wanted: readonly SessionTime[], kept: readonly Session[]): Change {
  const keys = new Set(wanted.map(keyOf));
  const there = new Set(kept.map(keyOf));
  return {
    add: wanted.filter((time) => !there.has(keyOf(time))),
    remove: kept.filter((session) => !keys.has(keyOf(session))),
    stay: kept.filter((session) => keys.has(keyOf(session))),
  };
}

/** By day, in order. */
export function byDay(times: readonly SessionTime[]): [LocalDate, SessionTime[]][] {
  const days = new Map<LocalDate, SessionTime[]>();
  for (const time of times) days.set(time.on, [...(days.get(time.on) ?? []), time]);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}
