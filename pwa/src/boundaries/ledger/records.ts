/** The sealed records of edges, of what was said about them, and how many sessions a day had. */

import type { LocalDate } from '../../core/zones';
import { sessionsOn } from '../../day/records';
import { isKind } from '../../day/rules';
import { weeklyOn, weeklyTimes } from '../../day/weekly';
import type { Policy } from '../../vault/sync/policies';
import type { Vault } from '../../vault/vault';
import { fieldsOf, findOn, type Found } from '../parts/found';
import {
  edgesFrom,
  entryFrom,
  entryOf,
  type DayLoad,
  type Edge,
  type Entry,
  type How,
  type StoredEdges,
} from './rules';

export const LEDGER = 'ledger';
export const EDGES = 'edges';

/** How it was said on one phone and why on the other are both. */
export const LEDGER_POLICY: Policy = 'fields';
/** Each edge is a field of its own, so two added on two phones both stay. */
export const EDGES_POLICY: Policy = 'fields';

export const EDGE_DRAFT = 'edge';
export const MANAGER_DRAFT = 'manager_text';
export const LEDGER_DRAFTS = [EDGE_DRAFT, MANAGER_DRAFT];

export function ledgerOn(vault: Vault, dates: readonly LocalDate[]): Promise<Found<Entry>> {
  return findOn(vault, LEDGER, dates, entryFrom);
}

/** Says it of a day: changes what was said of this edge on it, else adds it. A reason said before stays with a bend. */
export async function sayHow(
  vault: Vault,
  on: LocalDate,
  edge: string,
  how: How,
  newId: string,
): Promise<void> {
  const { list } = await ledgerOn(vault, [on]);
  const before = entryOf(list, on, edge);
  if (before) await changeEntry(vault, before.id, { how, ...(how === 'kept' && { why: null }) });
  else await vault.add<Entry>(LEDGER, { on, edge, how, why: null }, on, newId);
}

export async function changeEntry(
  vault: Vault,
  id: string,
  changes: Partial<Pick<Entry, 'how' | 'why'>>,
): Promise<void> {
  await vault.change<Entry>(LEDGER, id, (before) => ({ ...before, ...changes }));
}

export async function allEdges(vault: Vault): Promise<{ edges: Edge[]; damaged: number }> {
  return edgesFrom((await vault.singleton<unknown>(EDGES))?.value);
}

/** Adds it, changes it or, with null, takes it away; what another tab made of the others stays. */
export async function putEdge(vault: Vault, id: string, edge: StoredEdges[string]): Promise<void> {
  await vault.updateSingleton<StoredEdges>(EDGES, {}, (before) => ({
    ...(fieldsOf(before) as StoredEdges),
    [id]: edge,
  }));
}

/** How many sessions each date had, those of the usual week too, without what did not take place. */
export async function sessionsPerDay(
  vault: Vault,
  dates: readonly LocalDate[],
  zone: string,
): Promise<DayLoad[]> {
  const { sessions, free } = await sessionsOn(vault, [...dates]);
  const weekly = await weeklyTimes(vault);
  const freed = new Set(free.map(({ on }) => on));
  const usual = dates
    .filter((on) => !freed.has(on))
    .flatMap((on) => weeklyOn(weekly, on, zone, sessions));
  const held = [...sessions, ...usual].filter((each) => isKind('session')(each) && !each.off);
  return dates.map((on) => ({
    on,
    sessions: held.filter((session) => session.on === on).length,
  }));
}
