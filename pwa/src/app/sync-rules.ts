/** What sync and account must know of the rooms' records, gathered from the rooms that keep them. */

import type { Rooms } from '../accounts/types';
import { DAY_SETTINGS, DAY_SETTINGS_POLICY, SESSIONS, SESSIONS_POLICY } from '../day/records';
import { FAVOURITES, FAVOURITES_POLICY } from '../practices/favourites.svelte';
import { COURSES, COURSES_POLICY } from '../practices/courses/records';
import { HELPS, HELPS_COUNTER, HELPS_POLICY } from '../practices/helps/records';
import { OWN, OWN_DRAFTS, OWN_POLICY } from '../practices/own/records';
import { ASKS, ASKS_POLICY, CLOSENESS, CLOSENESS_POLICY } from '../today/asks/records';
import { NEEDS } from '../practices/needs';
import { NEEDS_POLICY } from '../practices/needs-keeping';
import { LOGS, LOGS_COUNTER, LOGS_POLICY, SETTINGS, SETTINGS_POLICY } from '../practices/records';
import { REMINDER_DRAFTS } from '../reminders/drafts.svelte';
import { HARD, HARD_POLICY } from '../today/hard/records';
import { CALENDARS, CALENDARS_POLICY } from '../today/calendar/records';
import { FIRST_DAYS, FIRST_DAYS_POLICY } from '../today/first-days/records';
import { ASKINGS, ASKINGS_POLICY } from '../today/serious/records';
import { WEEKLY } from '../day/weekly';
import { WEEKLY_POLICY } from '../day/weekly-keeping';
import { QUIET, QUIET_POLICY } from '../reminders/quiet';
import { REMINDERS, REMINDERS_POLICY } from '../reminders/records';
import type { Counters, Policies } from '../vault/sync/policies';
import { OWN_NUMBERS, OWN_NUMBERS_DRAFTS, OWN_NUMBERS_POLICY } from './help/records';

export const POLICIES: Policies = {
  [LOGS]: LOGS_POLICY,
  [SETTINGS]: SETTINGS_POLICY,
  [FAVOURITES]: FAVOURITES_POLICY,
  [NEEDS]: NEEDS_POLICY,
  [SESSIONS]: SESSIONS_POLICY,
  [DAY_SETTINGS]: DAY_SETTINGS_POLICY,
  [OWN_NUMBERS]: OWN_NUMBERS_POLICY,
  [HARD]: HARD_POLICY,
  [ASKINGS]: ASKINGS_POLICY,
  [WEEKLY]: WEEKLY_POLICY,
  [CALENDARS]: CALENDARS_POLICY,
  [OWN]: OWN_POLICY,
  [COURSES]: COURSES_POLICY,
  [HELPS]: HELPS_POLICY,
  [ASKS]: ASKS_POLICY,
  [CLOSENESS]: CLOSENESS_POLICY,
  [FIRST_DAYS]: FIRST_DAYS_POLICY,
  [QUIET]: QUIET_POLICY,
  [REMINDERS]: REMINDERS_POLICY,
};

export const COUNTERS: Counters = { [LOGS]: LOGS_COUNTER, [HELPS]: HELPS_COUNTER };

export const ROOMS: Rooms = { drafts: [...OWN_NUMBERS_DRAFTS, ...REMINDER_DRAFTS, ...OWN_DRAFTS] };

/** What a person would rather not have read by who picks up the phone. */
export const PRIVATE: readonly string[] = [
  ASKINGS,
  CLOSENESS,
  HARD,
  HELPS,
  OWN,
  OWN_NUMBERS,
  REMINDERS,
  SESSIONS,
  WEEKLY,
];
