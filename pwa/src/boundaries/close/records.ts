/** The sealed records of how days were closed, and what the shell asks of them. */

import { now, thisZone } from '../../core/clock';
import { addDays, wallClockOf, type LocalDate } from '../../core/zones';
import type { Policy } from '../../vault/sync/policies';
import type { Vault } from '../../vault/vault';
import { todayHere } from '../parts/days';
import { findOn, type Found } from '../parts/found';
import { nextStartOf } from './next-start';
import { closeFrom, holding, parkedIn, type DayClose, type LooseEnd, type Parked } from './rules';

export const CLOSES = 'closes';
/** Its words are written once; what changes after is whether it was opened, and what became of its ends. */
export const CLOSES_POLICY: Policy = 'fields';

export const CLOSE_DRAFT = 'close';
export const CLOSE_DRAFTS = [CLOSE_DRAFT];

/** A loose end older than this no longer shows by itself; it stays with the day it was written. */
const LOOKED_BACK = 28;

/** Tomorrow is among them: a phone that flew west has closed it already. */
export function closesLately(vault: Vault, on: LocalDate): Promise<Found<DayClose>> {
  const dates = Array.from({ length: LOOKED_BACK + 2 }, (_, at) => addDays(on, at - LOOKED_BACK));
  return findOn(vault, CLOSES, dates, closeFrom);
}

/** Tried anew with the same `id`, of `vault.newId()`, the day is closed once. */
export async function addClose(vault: Vault, close: DayClose, id: string): Promise<void> {
  await vault.add(CLOSES, close, close.on, id);
}

export async function putOpened(vault: Vault, id: string, opened_at: string | null): Promise<void> {
  await vault.change<DayClose>(CLOSES, id, (before) => ({ ...before, opened_at }));
}

/** What became of one loose end: the others of that close stay as they are. */
export async function putEnd(
  vault: Vault,
  { close_id, place }: Parked,
  changes: Partial<Pick<LooseEnd, 'done' | 'kept_on'>>,
): Promise<void> {
  await vault.change<DayClose>(CLOSES, close_id, (before) => ({
    ...before,
    loose_ends: before.loose_ends.map((end, at) => (at === place ? { ...end, ...changes } : end)),
  }));
}

/** Until when the day is closed, in epoch milliseconds; null while it is open. */
export async function closeUntil(vault: Vault, instant: number): Promise<number | null> {
  const zone = thisZone();
  const { list } = await closesLately(vault, wallClockOf(instant, zone).on);
  return holding(list, instant, await nextStartOf(vault), zone)?.until ?? null;
}

/** What to show at the next opening: nothing while the day is closed. */
export async function looseEnds(vault: Vault): Promise<Parked[]> {
  const on = todayHere();
  if ((await closeUntil(vault, now().getTime())) !== null) return [];
  return parkedIn((await closesLately(vault, on)).list, on);
}
