/** The day's end: what a close is, how long it holds, and which loose ends it left. Pure; instants are epoch milliseconds. */

import { addDays, instantOf, isLocalDate, type LocalDate } from '../../core/zones';
import { dayOf, MORNING } from '../parts/days';
import { fieldsOf, tidy, type Listed } from '../parts/found';

export interface Words {
  what: string;
  when: string;
  where: string;
}

export interface LooseEnd extends Words {
  done: boolean;
  /** The day it was last said to stay parked: not shown once more on that day. */
  kept_on: LocalDate | null;
}

export interface DayClose {
  on: LocalDate;
  /** An ISO instant in UTC. */
  at: string;
  loose_ends: LooseEnd[];
  went_well: string;
  by: 'me' | 'for_me';
  /** When the person opened the day after all; the rest of it holds. */
  opened_at: string | null;
}

/** What is written before the close. */
export interface CloseDraft {
  ends: Words[];
  went_well: string;
}

export const NO_END: Words = { what: '', when: '', where: '' };
export const NOTHING_WRITTEN: CloseDraft = { ends: [NO_END], went_well: '' };
export const LIMITS = { what: 120, when: 60, where: 60, went_well: 280, ends: 12 } as const;

/** The first work start after an instant; null where no work hours are set. */
export type NextStart = (after: number) => number | null;

export function closeFrom(value: unknown): DayClose | null {
  const { on, at, loose_ends, went_well, by, opened_at } = fieldsOf(value);
  if (!isLocalDate(on) || typeof at !== 'string' || Number.isNaN(Date.parse(at))) return null;
  if (typeof went_well !== 'string' || (by !== 'me' && by !== 'for_me')) return null;
  if (!Array.isArray(loose_ends)) return null;
  const ends = loose_ends.map(endFrom);
  if (!ends.every((end) => end !== null)) return null;
  const opened = typeof opened_at === 'string' ? opened_at : null;
  return { on, at, loose_ends: ends, went_well, by, opened_at: opened };
}

function endFrom(value: unknown): LooseEnd | null {
  const words = wordsFrom(value);
  const { done, kept_on } = fieldsOf(value);
  return words && { ...words, done: done === true, kept_on: isLocalDate(kept_on) ? kept_on : null };
}

function wordsFrom(value: unknown): Words | null {
  const { what, when, where } = fieldsOf(value);
  const areWords = [what, when, where].every((each) => typeof each === 'string');
  return areWords ? ({ what, when, where } as Words) : null;
}

export function draftFrom(value: unknown): CloseDraft | null {
  const { ends, went_well } = fieldsOf(value);
  if (!Array.isArray(ends) || typeof went_well !== 'string') return null;
  const words = ends.map(wordsFrom).filter((end) => end !== null);
  return { ends: words.length ? words : [NO_END], went_well };
}

/** The loose ends that say anything, within their limits. */
export function endsOf({ ends }: CloseDraft): LooseEnd[] {
  return ends
    .map(({ what, when, where }) => ({
      what: tidy(what, LIMITS.what),
      when: tidy(when, LIMITS.when),
      where: tidy(where, LIMITS.where),
    }))
    .filter(({ what, when, where }) => what || when || where)
    .slice(0, LIMITS.ends)
    .map((words) => ({ ...words, done: false, kept_on: null }));
}

export function closeOf(draft: CloseDraft, by: DayClose['by'], now: Date, zone: string): DayClose {
  return {
    on: dayOf(now.getTime(), zone),
    at: now.toISOString(),
    loose_ends: endsOf(draft),
    went_well: tidy(draft.went_well, LIMITS.went_well),
    by,
    opened_at: null,
  };
}

/** Until the next work start; without work hours until four in the morning of the next date. */
export function closedUntil({ on, at }: DayClose, nextStart: NextStart, zone: string): number {
  return nextStart(Date.parse(at)) ?? instantOf(addDays(on, 1), MORNING, zone).getTime();
}

/** The close that holds at an instant, with its end; null while none does. */
export function holding<T extends DayClose>(
  closes: readonly T[],
  now: number,
  nextStart: NextStart,
  zone: string,
): { close: T; until: number } | null {
  const ours = closes
    .filter(({ at, opened_at }) => opened_at === null && Date.parse(at) <= now)
    .map((close) => ({ close, until: closedUntil(close, nextStart, zone) }))
    .filter(({ until }) => now < until)
    .sort((a, b) => b.until - a.until);
  return ours[0] ?? null;
}

export function isClosed(
  closes: readonly DayClose[],
  now: number,
  nextStart: NextStart,
  zone: string,
): boolean {
  return holding(closes, now, nextStart, zone) !== null;
}

/** A loose end, and where it lies: the record of its close, and its place in it. */
export interface Parked extends Words {
  close_id: string;
  place: number;
}

/** What is still parked and was not looked at on this day, the oldest first. */
export function parkedIn(closes: readonly Listed<DayClose>[], on: LocalDate): Parked[] {
  const inOrder = [...closes].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return inOrder.flatMap(({ id, loose_ends }) =>
    loose_ends.flatMap(({ what, when, where, done, kept_on }, place) =>
      done || kept_on === on ? [] : [{ what, when, where, close_id: id, place }],
    ),
  );
}
