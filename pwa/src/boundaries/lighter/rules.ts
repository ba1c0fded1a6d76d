/** What a lighter week begins with, and what may be chosen of it. Pure. */

import { addDays, type LocalDate } from '../../core/zones';
import type { LighterWeek } from '../../day/lighter';

export const MOST_SESSIONS = 8;

/** What the form begins with: a week, and what most would want lighter in it. */
export function beginning(on: LocalDate): LighterWeek {
  return {
    until: addDays(on, 7),
    sessions_a_day: null,
    no_intakes: true,
    fewer_reminders: true,
    rest_on: null,
  };
}

/** One to four weeks from a day, and the day already chosen. */
export function endsFrom(on: LocalDate, chosen: LocalDate | null): LocalDate[] {
  const ends = [1, 2, 3, 4].map((weeks) => addDays(on, 7 * weeks));
  return [...new Set([...ends, ...(chosen ? [chosen] : [])])].sort();
}

/** The days a rest may be booked on. */
export function restDays(on: LocalDate, until: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = on; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}

/** A rest after its end would be no part of it. */
export function tidied(week: LighterWeek): LighterWeek {
  const { until, rest_on } = week;
  const isInside = until !== null && rest_on !== null && rest_on <= until;
  return { ...week, rest_on: isInside ? rest_on : null };
}
