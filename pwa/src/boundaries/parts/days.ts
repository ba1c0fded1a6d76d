/** The day one is in, and the weeks around a date. */

import { now, thisZone } from '../../core/clock';
import { addDays, wallClockOf, weekdayOf, type LocalDate } from '../../core/zones';

/** Before this hour it is still the evening before. */
export const MORNING = '04:00';

/** The day something is said of: a late evening's is that evening's. */
export function dayOf(instant: Date | number, zone: string): LocalDate {
  const { on, at } = wallClockOf(instant, zone);
  return at < MORNING ? addDays(on, -1) : on;
}

export function todayHere(): LocalDate {
  return dayOf(now(), thisZone());
}

/** By the calendar: what ends with a date ends at midnight. */
export function dateHere(): LocalDate {
  return wallClockOf(now(), thisZone()).on;
}

/** Monday to Sunday. */
export function weekOf(on: LocalDate): LocalDate[] {
  const monday = addDays(on, 1 - weekdayOf(on));
  return [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days));
}

/** The Mondays of the last few weeks, this one included, the earliest first. */
export function mondaysTo(on: LocalDate, weeks: number): LocalDate[] {
  const monday = weekOf(on)[0]!;
  return Array.from({ length: weeks }, (_, at) => addDays(monday, 7 * (at + 1 - weeks)));
}
