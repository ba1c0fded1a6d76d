/** The times of a usual week: kept once, and there on each such day until something stands in their place. */

import { isTimeOfDay, weekdayOf, type LocalDate } from '../core/zones';
import type { Vault } from '../vault/vault';
import { dateAndTime, KINDS, LONGEST_SESSION, type Kind, type Session } from './rules';

export const WEEKLY = 'weekly_times';

export interface WeeklyTime {
  at: string;
  minutes: number;
  kind?: Kind;
}

/** By the weekdays of ISO 8601: Monday is 1. They are times on the clock of wherever one is. */
export type Weekly = Readonly<Record<number, readonly WeeklyTime[]>>;

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const PREFIX = 'weekly ';

export async function weeklyTimes(vault: Vault): Promise<Weekly> {
  return weeklyFrom((await vault.singleton<unknown>(WEEKLY))?.value);
}

/** Day by day: what is no time is none, and the rest stay. */
export function weeklyFrom(value: unknown): Weekly {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Weekly;
  return Object.fromEntries(
    WEEKDAYS.map((day) => [day, Array.isArray(given[day]) ? given[day].filter(isTime) : []]),
  );
}

function isTime(time: WeeklyTime | null): boolean {
  const { at, minutes = 0, kind } = time ?? {};
  const isLong = Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_SESSION;
  return isTimeOfDay(at) && isLong && (kind === undefined || KINDS.includes(kind));
}

/** Those of one date in whose place nothing stands, as sessions that have no record of their own. */
export function weeklyOn(
  weekly: Weekly,
  on: LocalDate,
  zone: string,
  kept: readonly Session[],
): Session[] {
  const taken = new Set(kept.map(({ instead_of }) => instead_of));
  return (weekly[weekdayOf(on)] ?? [])
    .map((time) => ({ ...time, on, zone, id: PREFIX + dateAndTime({ on, at: time.at }) }))
    .filter((time) => !taken.has(dateAndTime(time)));
}

/** For one of the week, which of its times it is; null for one with a record of its own. */
export function slotOf(id: string): string | null {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;
}
