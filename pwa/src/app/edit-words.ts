/** An edit the server would not take, as a person would name it, and what it says. */

import { dayText } from '../accounts/sync-words';
import { m } from '../core/i18n';
import { DAY_SETTINGS, SESSIONS } from '../day/records';
import { FAVOURITES } from '../practices/favourites.svelte';
import { COURSES } from '../practices/courses/records';
import { HELPS } from '../practices/helps/records';
import { OWN } from '../practices/own/records';
import { FIRST_DAYS } from '../today/first-days/records';
import { ASKS, CLOSENESS } from '../today/asks/records';
import { NEEDS } from '../practices/needs';
import { LOGS, SETTINGS } from '../practices/records';
import { QUIET } from '../reminders/quiet';
import { REMINDERS } from '../reminders/records';
import { HARD } from '../today/hard/records';
import { CALENDARS } from '../today/calendar/records';
import { ASKINGS } from '../today/serious/records';
import { WEEKLY } from '../day/weekly';
import { WORK_HOURS } from '../day/hours';
import { TIME_OFF } from '../day/time-off';
import { LIMITS } from '../boundaries/limits/records';
import { LEDGER, EDGES } from '../boundaries/ledger/records';
import { CLOSES } from '../boundaries/close/records';
import { REPLY_TEXTS } from '../boundaries/texts/records';
import { LOAD_WEATHER } from '../boundaries/weather/records';
import { LIGHTER } from '../day/lighter';
import { REFUSALS } from '../boundaries/refusing/records';
import { PULSES } from '../reflect/pulse/records';
import { ANCHOR } from '../reflect/trends/records';
import { WARNING_PLAN, WARNING_QUIET } from '../reflect/warning/records';
import { JOURNAL } from '../reflect/journal/records';
import { GUARD_ALLOWED } from '../reflect/parts/guard-records';
import { SUPERVISION_QUESTIONS } from '../reflect/supervision/records';
import { LEARNING } from '../reflect/learning/records';
import { MOMENTS } from '../reflect/moments/records';
import { PEOPLE_SHELF, PEOPLE_TEXTS } from '../reflect/people/records';
import { REVIEWS } from '../reflect/review/records';
import type { RejectedEdit } from '../vault/sync/engine';
import { OWN_NUMBERS } from './help/records';

const NAMES: Record<string, () => string> = {
  [LOGS]: m.app_edit_practice_logs,
  [SETTINGS]: m.app_edit_player_settings,
  [FAVOURITES]: m.app_edit_favourites,
  [NEEDS]: m.app_edit_practice_needs,
  [SESSIONS]: m.app_edit_sessions,
  [DAY_SETTINGS]: m.app_edit_day_settings,
  [OWN_NUMBERS]: m.app_edit_own_numbers,
  [HARD]: m.app_edit_hard,
  [ASKINGS]: m.app_edit_askings,
  [WEEKLY]: m.app_edit_weekly,
  [CALENDARS]: m.app_edit_calendars,
  [OWN]: m.app_edit_own_practices,
  [COURSES]: m.app_edit_courses,
  [HELPS]: m.app_edit_helps,
  [ASKS]: m.app_edit_asks,
  [CLOSENESS]: m.app_edit_closeness,
  [FIRST_DAYS]: m.app_edit_asks,
  [QUIET]: m.app_edit_quiet,
  [REMINDERS]: m.app_edit_reminders,
  [WORK_HOURS]: m.app_edit_work_hours,
  [TIME_OFF]: m.app_edit_time_off,
  [LIMITS]: m.app_edit_limits,
  [LEDGER]: m.app_edit_ledger,
  [EDGES]: m.app_edit_edges,
  [CLOSES]: m.app_edit_closes,
  [REPLY_TEXTS]: m.app_edit_reply_texts,
  [LOAD_WEATHER]: m.app_edit_load_weather,
  [LIGHTER]: m.app_edit_lighter,
  [REFUSALS]: m.app_edit_refusals,
  [PULSES]: m.app_edit_pulses,
  [ANCHOR]: m.app_edit_anchor,
  [WARNING_PLAN]: m.app_edit_warning_plan,
  [WARNING_QUIET]: m.app_edit_warning_quiet,
  [JOURNAL]: m.app_edit_journal,
  [GUARD_ALLOWED]: m.app_edit_guard_allowed,
  [SUPERVISION_QUESTIONS]: m.app_edit_supervision,
  [LEARNING]: m.app_edit_learning,
  [MOMENTS]: m.app_edit_moments,
  [PEOPLE_SHELF]: m.app_edit_people_shelf,
  [PEOPLE_TEXTS]: m.app_edit_people_texts,
  [REVIEWS]: m.app_edit_reviews,
};

export function editName({ collection, on }: RejectedEdit): string {
  return recordName(collection ?? '', on);
}

export function recordName(collection: string, on: string | null): string {
  const what = (NAMES[collection] ?? m.app_edit_other)();
  return on ? m.app_edit_on({ what, date: dayText(on) }) : what;
}

/** To be copied; null when there is nothing, or nothing that opens. */
export function editText({ value }: RejectedEdit): string | null {
  return value === null ? null : JSON.stringify(value, null, 2);
}
