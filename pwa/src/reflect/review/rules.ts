/** A week looked back on: which one, what there is of it, and the one change a person wrote. Pure. */

import { addDays, weekdayOf, type LocalDate } from '../../core/zones';
import type { Steps } from '../pulse/rules';
import { isWeekName, mondayOf, weekOf, type WeekName } from '../trends/weeks';

export const WHICH = ['this', 'last'] as const;
export type Which = (typeof WHICH)[number];

/** From Friday on one looks back on this week; before, there is more to see in the last. */
export const usualWhich = (today: LocalDate): Which => (weekdayOf(today) >= 5 ? 'this' : 'last');

export function weekToSee(today: LocalDate, which: Which): WeekName {
  return weekOf(which === 'this' ? today : addDays(today, -7));
}

export const daysOf = (week: WeekName): LocalDate[] =>
  [0, 1, 2, 3, 4, 5, 6].map((ahead) => addDays(mondayOf(week), ahead));

/** Edges of one day, from the room that keeps them: this one only looks. */
export interface DayEdges {
  kept: number;
  bent: number;
}

export type EdgesOn = (dates: readonly LocalDate[]) => Promise<DayEdges[]>;

export interface ReviewDay extends DayEdges {
  on: LocalDate;
  practices: number;
  hasPulse: boolean;
}

export interface WeekSeen {
  week: WeekName;
  days: ReviewDay[];
  /** The latest answer of the week to each item, daily ones too. */
  steps: Steps;
  /** Practices that were easier to be after, by what the person said; each once. */
  easier: string[];
}

export interface WeekSums {
  practices: number;
  kept: number;
  bent: number;
}

export function sumsOf({ days }: WeekSeen): WeekSums {
  const sum = (of: (day: ReviewDay) => number) => days.reduce((all, day) => all + of(day), 0);
  return {
    practices: sum(({ practices }) => practices),
    kept: sum(({ kept }) => kept),
    bent: sum(({ bent }) => bent),
  };
}

/** One change, in one's own words. */
export interface Change {
  week: WeekName;
  text: string;
}

export const LONGEST = 280;

/** Null for what is none. */
export function changeFrom(value: unknown): Change | null {
  if (typeof value !== 'object' || value === null) return null;
  const { week, text } = value as Record<string, unknown>;
  return isWeekName(week) && typeof text === 'string' ? { week, text } : null;
}
