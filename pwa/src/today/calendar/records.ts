/** What came from which calendar. A calendar is known by its own name hashed with this phone's key, and no title is kept. */

import { addDays, isLocalDate, type LocalDate } from '../../core/zones';
import { SESSIONS, sessionsOn } from '../../day/records';
import type { Session, SessionTime } from '../../day/rules';
import { addSession } from '../../day/sessions-keeping';
import type { Policy } from '../../vault/sync/policies';
import type { Vault } from '../../vault/vault';
import { LIMITS, type Change } from './rules';

export const CALENDARS = 'calendars';
export const CALENDARS_POLICY: Policy = 'fields';

export interface Calendar {
  id: string;
  /** When times were last brought in from it. */
  on: LocalDate;
  count: number;
}

/** Those times were brought in from, the latest first. */
export async function calendars(vault: Vault): Promise<Calendar[]> {
  const { kept } = await vault.list<unknown>(CALENDARS);
  const found = kept.flatMap(({ id, value }) => {
    const { on, count } = (value ?? {}) as Partial<Calendar>;
    return isLocalDate(on) && typeof count === 'number' && count > 0 ? [{ id, on, count }] : [];
  });
  return found.sort((a, b) => (a.on < b.on ? 1 : -1));
}

/** The record of a calendar by what it calls itself; null while nothing was brought in from it. */
export async function calendarNamed(vault: Vault, name: string): Promise<Calendar | null> {
  const found = await vault.singleton<Calendar>(CALENDARS, name);
  return found && found.value.count > 0
    ? { id: found.id, on: found.value.on, count: found.value.count }
    : null;
}

/** From `today` on, what came from this calendar and still stands. What has gone by is the past's. */
export async function broughtFrom(
  vault: Vault,
  calendar: string,
  today: LocalDate,
): Promise<Session[]> {
  const dates = Array.from({ length: LIMITS.days + 1 }, (_, days) => addDays(today, days));
  const { sessions } = await sessionsOn(vault, dates);
  return sessions.filter((session) => session.calendar === calendar);
}

interface Bringing {
  /** What the calendar calls itself. */
  name: string;
  change: Change;
  on: LocalDate;
  /** How much of it is done: 0 to 1. */
  tell: (share: number) => void;
}

/**
 * One record after another, so that a full phone keeps what it could; done once more, it goes on where
 * it stopped. Rejects as the vault does.
 */
export async function bringIn(vault: Vault, { name, change, on, tell }: Bringing): Promise<void> {
  const count = change.stay.length + change.add.length;
  const { id } = await vault.putSingleton(CALENDARS, { on, count }, name);
  const steps = [
    ...change.remove.map((session) => () => vault.remove(SESSIONS, session.id)),
    ...change.add.map((time) => () => addSession(vault, { ...time, calendar: id })),
  ];
  for (const [done, step] of steps.entries()) {
    await step();
    tell((done + 1) / steps.length);
  }
}

/** Takes away what came from it, from today on, and forgets it. Answers with what was taken, to have it back. */
export async function takeAway(
  vault: Vault,
  { id }: Calendar,
  today: LocalDate,
  tell: (share: number) => void,
): Promise<SessionTime[]> {
  const sessions = await broughtFrom(vault, id, today);
  for (const [done, session] of sessions.entries()) {
    await vault.remove(SESSIONS, session.id);
    tell((done + 1) / sessions.length);
  }
  await vault.remove(CALENDARS, id);
  return sessions;
}
