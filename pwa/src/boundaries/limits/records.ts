/** The limits somebody set: one sealed record, and what of the planned week goes beyond them. */

import type { LocalDate } from '../../core/zones';
import { isLighter, lighterWeek, type LighterWeek } from '../../day/lighter';
import { allTimeOff, isOff } from '../../day/time-off';
import type { Policy } from '../../vault/sync/policies';
import type { Vault } from '../../vault/vault';
import { plannedDays } from '../planned';
import {
  limitsFrom,
  mayBeSaid,
  NO_LIMITS,
  notMineUntil,
  weekAhead,
  whatExceeds,
  type Exceeded,
  type Limits,
} from './rules';

export const LIMITS = 'limits';
export const LIMITS_POLICY: Policy = { fields: NO_LIMITS };

export async function readLimits(vault: Vault): Promise<Limits> {
  return limitsFrom((await vault.singleton<unknown>(LIMITS))?.value);
}

export async function putLimits(vault: Vault, changes: Partial<Limits>): Promise<void> {
  await vault.updateSingleton<object>(LIMITS, NO_LIMITS, (before) => ({ ...before, ...changes }));
}

/**
 * The first thing that goes beyond a limit in the week ahead; null when there is none, it was said lately, or
 * today is off.
 */
export async function limitToSay(
  vault: Vault,
  today: LocalDate,
  zone: string,
): Promise<Exceeded | null> {
  if (!mayBeSaid(await readLimits(vault), today)) return null;
  if (isOff((await allTimeOff(vault)).list, today)) return null;
  return (await exceededAhead(vault, today, zone))[0] ?? null;
}

/** What is planned for a day that was taken off is not counted: it will not be worked. */
export async function exceededAhead(
  vault: Vault,
  today: LocalDate,
  zone: string,
): Promise<Exceeded[]> {
  const [limits, { week }, { list }, planned] = await Promise.all([
    readLimits(vault),
    lighterWeek(vault),
    allTimeOff(vault),
    plannedDays(vault, weekAhead(today), zone),
  ]);
  const days = planned.map((day) => (isOff(list, day.on) ? { ...day, sessions: [] } : day));
  return whatExceeds(limits, days, today, (on) => dayLimit(limits, week, on));
}

/** On a day of a lighter week, its own limit where that is lower. */
function dayLimit({ sessions_a_day }: Limits, lighter: LighterWeek, on: LocalDate): number | null {
  const its = isLighter(lighter, on) ? lighter.sessions_a_day : null;
  const both = [sessions_a_day, its].filter((limit) => limit !== null);
  return both.length ? Math.min(...both) : null;
}

export function limitSaid(vault: Vault, today: LocalDate): Promise<void> {
  return putLimits(vault, { last_said_on: today });
}

export function notMine(vault: Vault, today: LocalDate): Promise<void> {
  return putLimits(vault, { last_said_on: today, not_mine_until: notMineUntil(today) });
}
