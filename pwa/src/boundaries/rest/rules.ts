/** The next real day off: one with no work hours and no times of work, or one that was taken off. Pure. */

import { addDays, wallClockOf, weekdayOf, type LocalDate } from '../../core/zones';
import type { WorkHours } from '../../day/hours';
import { placed, type Session } from '../../day/rules';
import { isOff, type TimeOff } from '../../day/time-off';

/** So far ahead there is anything to know. */
export const LOOKED_AHEAD_DAYS = 60;
/** So far back what is kept may say when the last one was. */
export const LOOKED_BACK_DAYS = 60;

export interface Known {
  hours: WorkHours;
  time_off: readonly TimeOff[];
  /** The dates that have times of work. */
  worked: ReadonlySet<LocalDate>;
  /** Whether work hours or times of the week tell a day of work from another. Else an empty day says nothing. */
  hasUsualWeek: boolean;
}

export function datesFrom(on: LocalDate, count: number): LocalDate[] {
  return Array.from({ length: count }, (_, days) => addDays(on, days));
}

/** Null where none is known. */
export function nextRest(today: LocalDate, known: Known): LocalDate | null {
  const ahead = datesFrom(addDays(today, 1), LOOKED_AHEAD_DAYS);
  return ahead.find((on) => isRest(on, known)) ?? null;
}

/** The latest day before today without any work, as far as it is kept here. */
export function lastRest(today: LocalDate, known: Known): LocalDate | null {
  const back = datesFrom(addDays(today, -LOOKED_BACK_DAYS), LOOKED_BACK_DAYS).reverse();
  return back.find((on) => isRest(on, known)) ?? null;
}

/** The dates that work touches: what goes on past midnight takes the next day too. */
export function workedDates(work: readonly Session[], zone: string): Set<LocalDate> {
  return new Set(
    work.map(placed).flatMap(({ from, to }) => {
      const [first, last] = [wallClockOf(from, zone).on, wallClockOf(to - 1, zone).on];
      return first === last ? [first] : [first, last];
    }),
  );
}

/** A day taken off is one whatever the plan says; else there must be nothing of work on it. */
export function isRest(on: LocalDate, { hours, time_off, worked, hasUsualWeek }: Known): boolean {
  if (isOff(time_off, on)) return true;
  if (!hasUsualWeek) return false;
  // A night that began the evening before still takes the morning of this day.
  const isWork = hours.some(({ days }) => {
    const before = days[weekdayOf(addDays(on, -1))] ?? [];
    const isNight = before.some(({ from, to }) => to <= from && to !== '00:00');
    return isNight || (days[weekdayOf(on)] ?? []).length > 0;
  });
  return !isWork && !worked.has(on);
}

/** The Monday after this day. */
export function nextMonday(on: LocalDate): LocalDate {
  return addDays(on, 8 - weekdayOf(on));
}
