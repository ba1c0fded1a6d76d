/** Edges said to be kept or bent, and which bends came with what load. Pure; nothing here is inferred. */

import { addDays, isLocalDate, type LocalDate } from '../../core/zones';
import { fieldsOf, isOneOf, tidy } from '../parts/found';

export const HOWS = ['kept', 'bent'] as const;
export type How = (typeof HOWS)[number];

export const WHYS = ['needed_me', 'my_choice', 'no_room', 'drifted'] as const;
export type Why = (typeof WHYS)[number];

export const EDGE_LENGTH = 120;

/** What somebody said of one edge on one day. */
export interface Entry {
  on: LocalDate;
  edge: string;
  how: How;
  why: Why | null;
}

export interface Edge {
  id: string;
  text: string;
  added_at: string;
}

/** What the sealed record of edges holds by the id of each; null where one was taken away. */
export type StoredEdges = Readonly<Record<string, { text: string; added_at: string } | null>>;

/** Null for what is no entry. A reason belongs to a bend alone. */
export function entryFrom(value: unknown): Entry | null {
  const { on, edge, how, why } = fieldsOf(value);
  if (!isLocalDate(on) || typeof edge !== 'string' || !isOneOf(HOWS, how)) return null;
  return { on, edge, how, why: how === 'bent' && isOneOf(WHYS, why) ? why : null };
}

/** In the order they were added; what is no edge is counted. */
export function edgesFrom(value: unknown): { edges: Edge[]; damaged: number } {
  const stored = Object.entries(fieldsOf(value)).filter(([, edge]) => edge !== null);
  const edges = stored.flatMap(([id, edge]) => {
    const { text, added_at } = fieldsOf(edge);
    return typeof text === 'string' && typeof added_at === 'string' ? [{ id, text, added_at }] : [];
  });
  edges.sort((a, b) => compare(a.added_at, b.added_at) || compare(a.id, b.id));
  return { edges, damaged: stored.length - edges.length };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export const tidyEdge = (text: string): string => tidy(text.replace(/\s+/g, ' '), EDGE_LENGTH);

/** One edge has one answer a day: the one to change, if there is one. */
export function entryOf<T extends Entry>(
  entries: readonly T[],
  on: LocalDate,
  edge: string,
): T | null {
  return entries.find((entry) => entry.on === on && entry.edge === edge) ?? null;
}

/** By day, then in the words' order, so that no order of entry shows. */
export function inOrder<T extends Entry>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => compare(a.on, b.on) || compare(a.edge, b.edge));
}

export interface Stretch<T extends Entry> {
  from: LocalDate;
  entries: T[];
}

/** The days of a week, or the weeks of a season, each with what was said in it. */
export function stretchesOf<T extends Entry>(
  starts: readonly LocalDate[],
  days: number,
  entries: readonly T[],
): Stretch<T>[] {
  const sorted = inOrder(entries);
  return starts.map((from) => {
    const end = addDays(from, days);
    return { from, entries: sorted.filter(({ on }) => on >= from && on < end) };
  });
}

export interface DayLoad {
  on: LocalDate;
  sessions: number;
}

/** Of `bends`, `with_load` came on days that had `sessions` or more, which is more than usual. */
export interface Load {
  bends: number;
  with_load: number;
  sessions: number;
}

/** Fewer than these say nothing about load. */
const FEWEST_BENDS = 3;
/** So many of the bends have to have come with it. */
const MOST_OF = 3 / 4;

/**
 * The heaviest load that most bends came with. It has to be heavier than the usual day, or it would say
 * no more than that there was work. Null when the bends do not go with load.
 */
export function loadOf(entries: readonly Entry[], days: readonly DayLoad[]): Load | null {
  const usual = usualSessions(days);
  const bends = entries.filter(({ how }) => how === 'bent');
  if (usual === null || bends.length < FEWEST_BENDS) return null;
  const perDay = new Map(days.map(({ on, sessions }) => [on, sessions]));
  const loads = bends.map(({ on }) => perDay.get(on) ?? 0).sort((a, b) => b - a);
  const sessions = loads[Math.ceil(bends.length * MOST_OF) - 1]!;
  if (sessions <= usual) return null;
  const with_load = loads.filter((load) => load >= sessions).length;
  return { bends: bends.length, with_load, sessions };
}

/** The middle one of all days that had sessions; of two middles the heavier. Null without such a day. */
export function usualSessions(days: readonly DayLoad[]): number | null {
  const worked = days.map(({ sessions }) => sessions).filter((sessions) => sessions > 0);
  worked.sort((a, b) => a - b);
  return worked[Math.floor(worked.length / 2)] ?? null;
}

/** What bends were mostly said to come from; null when no reason leads. */
export function mainReason(entries: readonly Entry[]): Why | null {
  const counts = WHYS.map((why) => ({
    why,
    count: entries.filter((entry) => entry.why === why).length,
  })).sort((a, b) => b.count - a.count);
  const [first, second] = counts;
  return first!.count > second!.count ? first!.why : null;
}
