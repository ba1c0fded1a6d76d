/** Today on this phone, and dates in words. */

import { now, thisZone } from '../../core/clock';
import { region } from '../../core/i18n';
import { wallClockOf, type LocalDate } from '../../core/zones';

export function todayHere(): LocalDate {
  return dayOf(now().toISOString());
}

/** The date on this phone's calendar at a moment. */
export function dayOf(at: string): LocalDate {
  return wallClockOf(new Date(at), thisZone()).on;
}

export function dayName(on: LocalDate): string {
  return written(on, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** Of `2026-11`, or of any day in it. */
export function monthName(on: string): string {
  return written(`${on.slice(0, 7)}-01`, { month: 'long', year: 'numeric' });
}

function written(on: LocalDate, options: Intl.DateTimeFormatOptions): string {
  const noon = new Date(`${on}T12:00Z`);
  return new Intl.DateTimeFormat(region(), { ...options, timeZone: 'UTC' }).format(noon);
}
