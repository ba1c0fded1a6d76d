/** One line about me that went well: what it may be, the season it is of, and which is shown. Pure. */

import { fieldsOf, isMoment, isOneOf, tidy, type Listed } from '../parts/found';

export const SOURCES = ['close', 'practice', 'thanks', 'me'] as const;

export type Source = (typeof SOURCES)[number];

export interface Moment {
  text: string;
  /** When it was kept, in UTC. */
  at: string;
  from: Source;
}

export type ListedMoment = Listed<Moment>;

export const MOST_LETTERS = 280;

export function momentFrom(value: unknown): Moment | null {
  const { text, at, from } = fieldsOf(value);
  if (typeof text !== 'string' || !isMoment(at)) return null;
  return { text, at, from: isOneOf(SOURCES, from) ? from : 'me' };
}

export function tidied({ text, at, from }: Moment): Moment {
  return { text: tidy(text, MOST_LETTERS), at, from };
}

/**
 * The first month of the three that a date lies in, `2026-12` for a February. Months and no names of
 * seasons: where the one has summer the other has winter.
 */
export function seasonOf(on: string): string {
  const [year, month] = [Number(on.slice(0, 4)), Number(on.slice(5, 7))];
  if (month < 3) return `${year - 1}-12`;
  return `${year}-${String(month - (month % 3)).padStart(2, '0')}`;
}

/** The last month of a season, given its first. */
export function lastMonthOf(season: string): string {
  const [year, month] = [Number(season.slice(0, 4)), Number(season.slice(5, 7))];
  return month === 12 ? `${year + 1}-02` : `${year}-${String(month + 2).padStart(2, '0')}`;
}

export interface Season {
  season: string;
  moments: ListedMoment[];
}

/** Moments that are in order already, gathered under their seasons. */
export function bySeason(
  moments: readonly ListedMoment[],
  dayOf: (at: string) => string,
): Season[] {
  const seasons = new Map<string, ListedMoment[]>();
  for (const moment of moments) {
    const season = seasonOf(moment.on ?? dayOf(moment.at));
    seasons.set(season, [...(seasons.get(season) ?? []), moment]);
  }
  return [...seasons].map(([season, those]) => ({ season, moments: those }));
}

/** One by chance, other than the last where there is another. `chance` is from 0 up to 1. */
export function oneOf<T extends { id: string }>(
  moments: readonly T[],
  last: string | null,
  chance: number,
): T | null {
  const others = moments.filter(({ id }) => id !== last);
  const from = others.length ? others : moments;
  return from[Math.floor(chance * from.length)] ?? null;
}
