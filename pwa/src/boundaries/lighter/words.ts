/** A lighter week in words: what holds in it, and the texts to take to a manager and to clients. */

import { m } from '../../core/i18n';
import type { LocalDate } from '../../core/zones';
import { dayAndMonth, longDay } from '../../day/words';
import type { LighterWeek } from '../../day/lighter';

/** `Wednesday, 2 December`. */
export const dateText = (on: LocalDate): string =>
  m.lighter_date({ day: longDay(on), date: dayAndMonth(on) });

/** What is lighter, a line each. */
export function whatHolds({
  sessions_a_day,
  no_intakes,
  fewer_reminders,
  rest_on,
}: LighterWeek): string[] {
  return [
    sessions_a_day !== null && m.lighter_holds_sessions({ count: sessions_a_day }),
    no_intakes && m.lighter_holds_intakes(),
    fewer_reminders && m.lighter_holds_reminders(),
    rest_on !== null && m.lighter_holds_rest({ date: dateText(rest_on) }),
  ].filter((line) => line !== false);
}

/** Expects a week with an end. */
export function managerText(week: LighterWeek): string {
  const { until, sessions_a_day, no_intakes, rest_on } = week;
  return [
    m.lighter_manager_until({ date: dateText(until!) }),
    sessions_a_day !== null && m.lighter_manager_sessions({ count: sessions_a_day }),
    no_intakes && m.lighter_manager_intakes(),
    rest_on !== null && m.lighter_manager_rest({ date: dateText(rest_on) }),
    m.lighter_manager_ask(),
  ]
    .filter(Boolean)
    .join(' ');
}

/** For clients: no reason, and nothing about the person. Expects a week with an end. */
export const clientText = ({ until }: LighterWeek): string =>
  m.lighter_clients({ date: dateText(until!) });
