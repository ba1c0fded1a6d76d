/** The day's sealed records: session times by their date, and one record of the day's usual lengths. */

import { isLocalDate, isTimeOfDay, isZone, type LocalDate } from '../core/zones';
import type { Policy } from '../vault/sync/policies';
import type { Kept, Vault } from '../vault/vault';
import {
  LONGEST_SESSION,
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
  /** Records of these dates that could not be read. They stay where they are. */
  damaged: number;
}

/** The sessions of a few dates; each date is one slot, so nothing else is opened. */
export async function sessionsOn(vault: Vault, dates: LocalDate[]): Promise<FoundSessions> {
  const listings = await Promise.all(dates.map((on) => vault.list<unknown>(SESSIONS, on)));
  const kept = listings.flatMap((listing) => listing.kept);
  const sessions = kept.map(sessionFrom).filter((session) => session !== null);
  const unopened = listings.reduce((sum, listing) => sum + listing.damaged.length, 0);
  return { sessions, damaged: unopened + kept.length - sessions.length };
}

function sessionFrom({ id, value }: Kept<unknown>): Session | null {
  const time = parseSessionTime(value);
  return time && { id, ...time };
}

/** Null for what is no session time: it is counted as damaged, never guessed at. */
export function parseSessionTime(value: unknown): SessionTime | null {
  const { on, at, minutes, zone } = fieldsOf(value);
  if (!isLocalDate(on) || !isTimeOfDay(at) || !isZone(zone)) return null;
  return isWhole(minutes, 1, LONGEST_SESSION) ? { on, at, minutes, zone } : null;
}

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export function addSession(
  vault: Vault,
  time: SessionTime,
  id?: string,
): Promise<Kept<SessionTime>> {
  return vault.add(SESSIONS, time, time.on, id);
}

/** What a later Interlude keeps of the session stays. */
export function changeSession(
  vault: Vault,
  id: string,
  time: SessionTime,
): Promise<Kept<SessionTime>> {
  return vault.change<SessionTime>(
    SESSIONS,
    id,
    (before) => ({ ...fieldsOf(before), ...time }),
    time.on,
  );
}

/** Takes a session away and hands back what `restoreSession` needs; null when it is gone already. */
export async function removeSession(vault: Vault, id: string): Promise<Kept<SessionTime> | null> {
  const kept = await vault.get<SessionTime>(SESSIONS, id);
  if (kept) await vault.remove(SESSIONS, id);
  return kept;
}

export function restoreSession(vault: Vault, kept: Kept<SessionTime>): Promise<Kept<SessionTime>> {
  return vault.restore(SESSIONS, kept);
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

/** Only the fields named change: another tab's are kept, and those of a later Interlude. */
export async function changeDaySettings(
  vault: Vault,
  changes: Partial<DaySettings>,
): Promise<DaySettings> {
  const kept = await vault.updateSingleton<DaySettings>(DAY_SETTINGS, USUAL_DAY, (before) => ({
    ...fieldsOf(before),
    ...parseDaySettings(before),
    ...changes,
  }));
  return parseDaySettings(kept.value);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
