/** A time in which nothing of ours knocks: after a hard session, and once the day is closed. One sealed record. */

import { addDays, instantOf, wallClockOf } from '../core/zones';
import type { Policy } from '../vault/sync/policies';
import type { Vault } from '../vault/vault';
import type { Pattern } from './rules';

export const QUIET = 'quiet';

/** Asked for on one phone, it is quiet on all. */
export const QUIET_POLICY: Policy = { fields: { since: null, until: null } };

/** From the first instant up to, and not with, the second; both in epoch milliseconds. */
export interface Quiet {
  since: number;
  until: number;
}

/** Longer than a working day and the night after it, it would be a pause, which is said otherwise. */
export const LONGEST_QUIET_MS = 4 * 24 * 60 * 60_000;

/** Null where there is none, or none that still holds at `instant`. */
export function quietFrom(value: unknown, instant: number): Quiet | null {
  if (typeof value !== 'object' || value === null) return null;
  const { since, until } = value as Record<string, unknown>;
  const quiet = { since: Date.parse(String(since)), until: Date.parse(String(until)) };
  const isWhole = quiet.since < quiet.until && quiet.until - quiet.since <= LONGEST_QUIET_MS;
  return isWhole && instant < quiet.until ? quiet : null;
}

export async function quietAt(vault: Vault, instant: number): Promise<Quiet | null> {
  return quietFrom((await vault.singleton<unknown>(QUIET))?.value, instant);
}

/** Null ends it. */
export async function keepQuiet(vault: Vault, quiet: Quiet | null): Promise<void> {
  const iso = (instant: number) => new Date(instant).toISOString();
  const kept = quiet
    ? { since: iso(quiet.since), until: iso(quiet.until) }
    : { since: null, until: null };
  await vault.updateSingleton<object>(QUIET, {}, (before) => ({ ...before, ...kept }));
}

/** The pattern without what would knock meanwhile. Pure. */
export function hushed(pattern: Pattern, quiet: Quiet | null): Pattern {
  if (!quiet) return pattern;
  const { zone, at } = pattern;
  const isHushed = (on: string, time: string) => {
    const due = instantOf(on, time, zone).getTime();
    return quiet.since <= due && due < quiet.until;
  };
  const last = wallClockOf(quiet.until, zone).on;
  const dates = [];
  for (let on = addDays(wallClockOf(quiet.since, zone).on, -1); on <= last; on = addDays(on, 1)) {
    if (isHushed(on, at)) dates.push(on);
  }
  return {
    ...pattern,
    skip: [...new Set([...pattern.skip, ...dates])].sort(),
    moments: pattern.moments.filter((moment) => !isHushed(moment.on, moment.at)),
  };
}
