/** The day's sealed records: session times by their date, and one record of the day's usual lengths. */

import { isLocalDate, isTimeOfDay, isZone, type LocalDate } from '../core/zones';
import type { Policy } from '../vault/sync/policies';
import type { Kept, Vault } from '../vault/vault';
import {
  KINDS,
  LONGEST_SESSION,
  OFFS,
  USUAL_DAY,
  type DaySettings,
  type Session,
  type SessionTime,
} from './rules';

export const SESSIONS = 'sessions';
export const DAY_SETTINGS = 'day_settings';

/** A session moved on one phone and made longer on the other is both. */
export const SESSIONS_POLICY: Policy = 'fields';
export const DAY_SETTINGS_POLICY: Policy = { fields: USUAL_DAY };

export interface FoundSessions {
  sessions: Session[];
  /** Days said to have no sessions, by the record that says so. */
  free: { id: string; on: LocalDate }[];
  /** Records of these dates that could not be read. They stay where they are. */
  damaged: number;
}

/** The sessions of a few dates; each date is one slot, so nothing else is opened. */
export async function sessionsOn(vault: Vault, dates: LocalDate[]): Promise<FoundSessions> {
  const listings = await Promise.all(dates.map((on) => vault.list<unknown>(SESSIONS, on)));
  const kept = listings.flatMap((listing) => listing.kept);
  const sessions = kept.map(sessionFrom).filter((session) => session !== null);
  const free = kept.flatMap(({ id, value }) => {
    const { on, none } = fieldsOf(value);
    return none === true && isLocalDate(on) ? [{ id, on }] : [];
  });
  const unopened = listings.reduce((sum, listing) => sum + listing.damaged.length, 0);
  return { sessions, free, damaged: unopened + kept.length - sessions.length - free.length };
}

function sessionFrom({ id, value }: Kept<unknown>): Session | null {
  const time = parseSessionTime(value);
  return time && { id, ...time };
}

/** Null for what is no session time: it is counted as damaged, never guessed at. */
export function parseSessionTime(value: unknown): SessionTime | null {
  const { on, at, minutes, zone, kind, off, instead_of, calendar } = fieldsOf(value);
  if (!isLocalDate(on) || !isTimeOfDay(at) || !isZone(zone)) return null;
  if (!isWhole(minutes, 1, LONGEST_SESSION)) return null;
  if (kind !== undefined && !isOne(KINDS, kind)) return null;
  return {
    ...{ on, at, minutes, zone },
    ...(kind && { kind }),
    ...(isOne(OFFS, off) && { off }),
    ...(typeof instead_of === 'string' && { instead_of }),
    ...(typeof calendar === 'string' && { calendar }),
  };
}

export async function daySettings(vault: Vault): Promise<DaySettings> {
  const kept = await vault.singleton<unknown>(DAY_SETTINGS);
  return parseDaySettings(kept?.value);
}

/** Field by field: one that is missing or out of bounds is as usual, the rest stay. */
export function parseDaySettings(value: unknown): DaySettings {
  const { session_minutes, notes_minutes, leave_minutes } = fieldsOf(value);
  return {
    session_minutes: isWhole(session_minutes, 1, LONGEST_SESSION)
      ? session_minutes
      : USUAL_DAY.session_minutes,
    notes_minutes: isWhole(notes_minutes, 0, 120) ? notes_minutes : USUAL_DAY.notes_minutes,
    leave_minutes: isWhole(leave_minutes, 0, 120) ? leave_minutes : USUAL_DAY.leave_minutes,
  };
}

export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isOne<T extends string>(all: readonly T[], value: unknown): value is T {
  return (all as readonly unknown[]).includes(value);
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
