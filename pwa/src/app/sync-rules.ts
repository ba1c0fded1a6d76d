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
import { WORK_HOURS } from '../day/hours';
import { WORK_HOURS_POLICY } from '../day/hours-keeping';
import { TIME_OFF } from '../day/time-off';
import { TIME_OFF_POLICY } from '../day/time-off-keeping';
import { LIMITS, LIMITS_POLICY } from '../boundaries/limits/records';
import {
  EDGES,
  EDGES_POLICY,
  LEDGER,
  LEDGER_DRAFTS,
  LEDGER_POLICY,
} from '../boundaries/ledger/records';
import { CLOSES, CLOSES_POLICY, CLOSE_DRAFTS } from '../boundaries/close/records';
import { REPLY_TEXTS, REPLY_TEXTS_POLICY, TEXTS_DRAFTS } from '../boundaries/texts/records';
import { LOAD_WEATHER, LOAD_WEATHER_POLICY } from '../boundaries/weather/records';
import { LIGHTER_POLICY } from '../boundaries/lighter/records';
import { LIGHTER } from '../day/lighter';
import { REFUSALS, REFUSALS_DRAFTS, REFUSALS_POLICY } from '../boundaries/refusing/records';
import { PULSES, PULSES_POLICY } from '../reflect/pulse/records';
import { ANCHOR, ANCHOR_POLICY } from '../reflect/trends/records';
import {
  WARNING_DRAFTS,
  WARNING_PLAN,
  WARNING_PLAN_POLICY,
  WARNING_QUIET,
  WARNING_QUIET_POLICY,
} from '../reflect/warning/records';
import { JOURNAL, JOURNAL_DRAFTS, JOURNAL_POLICY } from '../reflect/journal/records';
import { GUARD_ALLOWED, GUARD_ALLOWED_POLICY } from '../reflect/parts/guard-records';
import {
  SUPERVISION_DRAFTS,
  SUPERVISION_QUESTIONS,
  SUPERVISION_QUESTIONS_POLICY,
} from '../reflect/supervision/records';
import { LEARNING, LEARNING_DRAFTS, LEARNING_POLICY } from '../reflect/learning/records';
import { MOMENTS, MOMENTS_DRAFTS, MOMENTS_POLICY } from '../reflect/moments/records';
import {
  PEOPLE_DRAFTS,
  PEOPLE_SHELF,
  PEOPLE_SHELF_POLICY,
  PEOPLE_TEXTS,
  PEOPLE_TEXTS_POLICY,
} from '../reflect/people/records';
import { REVIEWS, REVIEWS_POLICY, REVIEW_DRAFTS } from '../reflect/review/records';
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
  [WORK_HOURS]: WORK_HOURS_POLICY,
  [TIME_OFF]: TIME_OFF_POLICY,
  [LIMITS]: LIMITS_POLICY,
  [LEDGER]: LEDGER_POLICY,
  [EDGES]: EDGES_POLICY,
  [CLOSES]: CLOSES_POLICY,
  [REPLY_TEXTS]: REPLY_TEXTS_POLICY,
  [LOAD_WEATHER]: LOAD_WEATHER_POLICY,
  [LIGHTER]: LIGHTER_POLICY,
  [REFUSALS]: REFUSALS_POLICY,
  [PULSES]: PULSES_POLICY,
  [ANCHOR]: ANCHOR_POLICY,
  [WARNING_PLAN]: WARNING_PLAN_POLICY,
  [WARNING_QUIET]: WARNING_QUIET_POLICY,
  [JOURNAL]: JOURNAL_POLICY,
  [GUARD_ALLOWED]: GUARD_ALLOWED_POLICY,
  [SUPERVISION_QUESTIONS]: SUPERVISION_QUESTIONS_POLICY,
  [LEARNING]: LEARNING_POLICY,
  [MOMENTS]: MOMENTS_POLICY,
  [PEOPLE_SHELF]: PEOPLE_SHELF_POLICY,
  [PEOPLE_TEXTS]: PEOPLE_TEXTS_POLICY,
  [REVIEWS]: REVIEWS_POLICY,
};

export const COUNTERS: Counters = { [LOGS]: LOGS_COUNTER, [HELPS]: HELPS_COUNTER };

export const ROOMS: Rooms = {
  drafts: [
    ...OWN_NUMBERS_DRAFTS,
    ...REMINDER_DRAFTS,
    ...OWN_DRAFTS,
    ...LEDGER_DRAFTS,
    ...CLOSE_DRAFTS,
    ...TEXTS_DRAFTS,
    ...REFUSALS_DRAFTS,
    ...WARNING_DRAFTS,
    ...JOURNAL_DRAFTS,
    ...SUPERVISION_DRAFTS,
    ...LEARNING_DRAFTS,
    ...MOMENTS_DRAFTS,
    ...PEOPLE_DRAFTS,
    ...REVIEW_DRAFTS,
  ],
};

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
  TIME_OFF,
  LEDGER,
  EDGES,
  CLOSES,
  REPLY_TEXTS,
  LOAD_WEATHER,
  LIGHTER,
  REFUSALS,
  PULSES,
  ANCHOR,
  WARNING_PLAN,
  WARNING_QUIET,
  JOURNAL,
  GUARD_ALLOWED,
  SUPERVISION_QUESTIONS,
  LEARNING,
  MOMENTS,
  PEOPLE_SHELF,
  PEOPLE_TEXTS,
  REVIEWS,
];
