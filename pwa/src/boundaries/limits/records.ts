/** The limits somebody set: one sealed record, and what of the planned week goes beyond them. */

import type { LocalDate } from '../../core/zones';
import { lighterOn } from '../../day/lighter';
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

/** The first thing that goes beyond a limit in the week ahead; null when there is none, or it was said lately. */
export async function limitToSay(
  vault: Vault,
  today: LocalDate,
  zone: string,
): Promise<Exceeded | null> {
  const limits = await heldTo(vault, today);
  if (!mayBeSaid(limits, today)) return null;
  return (await exceededAhead(vault, limits, today, zone))[0] ?? null;
}

/** What holds today: in a lighter week, its own limit where that is lower. */
export async function heldTo(vault: Vault, today: LocalDate): Promise<Limits> {
  const limits = await readLimits(vault);
  const lighter = (await lighterOn(vault, today))?.sessions_a_day ?? null;
  const both = [limits.sessions_a_day, lighter].filter((limit) => limit !== null);
  return { ...limits, sessions_a_day: both.length ? Math.min(...both) : null };
}

export async function exceededAhead(
  vault: Vault,
  limits: Limits,
  today: LocalDate,
  zone: string,
): Promise<Exceeded[]> {
  return whatExceeds(limits, await plannedDays(vault, weekAhead(today), zone), today);
}

export function limitSaid(vault: Vault, today: LocalDate): Promise<void> {
  return putLimits(vault, { last_said_on: today });
}

export function notMine(vault: Vault, today: LocalDate): Promise<void> {
  return putLimits(vault, { last_said_on: today, not_mine_until: notMineUntil(today) });
}
