/** How reminders are written: their days, their next knock, their reason. */

import { clockTime, m, region } from '../core/i18n';
import { addDays, instantOf, wallClockOf } from '../core/zones';
import { nextOf, type Kind, type Reminder } from './rules';
import { FORESEEN_MS, type Silence } from './silence';

const DAYS = [
  m.reminders_day_1,
  m.reminders_day_2,
  m.reminders_day_3,
  m.reminders_day_4,
  m.reminders_day_5,
  m.reminders_day_6,
  m.reminders_day_7,
] as const;

const KIND_WORDS: Record<Kind, () => string> = {
  break: m.reminders_kind_break,
  practice: m.reminders_kind_practice,
  end_of_day: m.reminders_kind_end_of_day,
  own: m.reminders_kind_own,
};

export const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

export function dayName(weekday: number): string {
  return DAYS[weekday - 1]!();
}

/** `Mon`: as short as this region writes it. The fifth of January 1970 was a Monday. */
export function shortDay(weekday: number): string {
  return new Intl.DateTimeFormat(region(), { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(Date.UTC(1970, 0, 4 + weekday)),
  );
}

export function kindWord(kind: Kind): string {
  return KIND_WORDS[kind]();
}

/** What it is for: in the person's own words where there are some. */
export function nameOf({ kind, text }: Reminder): string {
  return text.trim() || kindWord(kind);
}

export function daysText(weekdays: number[]): string {
  const days = WEEK.filter((day) => weekdays.includes(day));
  if (days.length === 0) return m.reminders_no_days();
  if (days.length === 7) return m.reminders_every_day();
  if (days.join() === '1,2,3,4,5') return m.reminders_weekdays();
  return new Intl.ListFormat(region(), { type: 'unit' }).format(days.map(shortDay));
}

/** `Weekdays at 12:50`, by the reminder's own clock. */
export function whenText({ weekdays, at }: Reminder): string {
  return m.reminders_when({ days: daysText(weekdays), time: timeText(at) });
}

/** `12:50`, in the manner of this region. */
export function timeText(at: string): string {
  return clockTime(instantOf('1970-01-05', at, 'UTC'), 'UTC');
}

/** `Next: tomorrow at 12:50`, by this phone's clock; or why there is none. */
export function nextText(
  reminder: Reminder,
  instant: number,
  here: string,
  silence: Silence | null = null,
): string {
  if (reminder.state === 'off') return m.reminders_off();
  if (reminder.paused_until === 'open') return m.reminders_paused();
  if (nextOf(reminder, instant) === null) return m.reminders_no_days();
  const next = nextOf(reminder, instant, silence);
  if (next === null || next - instant > FORESEEN_MS) return m.reminders_outside();
  const when = m.reminders_next({ when: momentText(next, instant, here) });
  const { paused_until } = reminder;
  const isPaused = paused_until && paused_until > wallClockOf(instant, reminder.zone).on;
  if (!isPaused) return when;
  const day = dateText(paused_until);
  return `${m.reminders_paused_until({ day })}. ${when}`;
}

function momentText(moment: number, instant: number, here: string): string {
  const time = clockTime(new Date(moment), here);
  const [on, today] = [wallClockOf(moment, here).on, wallClockOf(instant, here).on];
  if (on === today) return m.reminders_next_today({ time });
  if (on === addDays(today, 1)) return m.reminders_next_tomorrow({ time });
  return m.reminders_next_day({ day: dateText(on), time });
}

function dateText(on: string): string {
  const format = new Intl.DateTimeFormat(region(), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${on}T00:00Z`));
}

/** `Europe/Berlin` as a person would write it; the names of zones are the same in every language. */
export function placeOf(zone: string): string {
  return zone.replaceAll('_', ' ');
}
