/** Weeks of ISO 8601, and what a week of pulses comes to. Pure. */

import { addDays, isLocalDate, weekdayOf, type LocalDate } from '../../core/zones';
import { ITEMS, type Item, type Kind, type Step, type Steps } from '../pulse/rules';

/** `2026-W10`: it begins on a Monday, and belongs to the year its Thursday is in. */
export type WeekName = string;

const DAY = 86_400_000;

const daysOf = (on: LocalDate) => Date.parse(`${on}T00:00Z`) / DAY;

export function weekOf(on: LocalDate): WeekName {
  const thursday = addDays(on, 4 - weekdayOf(on));
  const year = thursday.slice(0, 4);
  const week = Math.floor((daysOf(thursday) - daysOf(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Weeks counted without years, so that they can be subtracted. The third day before 1970 was a Monday. */
export function weekIndex(on: LocalDate): number {
  return Math.floor((daysOf(on) + 3) / 7);
}

/** The fourth of January is always in the first week. */
export function mondayOf(week: WeekName): LocalDate {
  const fourth = `${week.slice(0, 4)}-01-04`;
  return addDays(fourth, 1 - weekdayOf(fourth) + 7 * (Number(week.slice(6)) - 1));
}

export function isWeekName(value: unknown): value is WeekName {
  if (typeof value !== 'string' || !/^\d{4}-W\d\d$/.test(value)) return false;
  if (!isLocalDate(`${value.slice(0, 4)}-01-04`)) return false;
  return weekOf(mondayOf(value)) === value;
}

export interface Week {
  week: WeekName;
  index: number;
  /** The day of the latest pulse in it: what is said of the week is said of this day. */
  on: LocalDate;
  steps: Steps;
}

export interface DatedPulse {
  at: string;
  on: LocalDate;
  kind: Kind;
  steps: Steps;
}

/**
 * Weekly pulses by week, the earliest first. Of several in a week the latest answer to each item counts,
 * so that a second one that asks less takes nothing away. Daily ones do not count.
 */
export function weeksOf(pulses: readonly DatedPulse[]): Week[] {
  const byWeek = new Map<number, Week>();
  const inOrder = [...pulses].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  for (const { on, kind, steps } of inOrder) {
    if (kind !== 'weekly' || Object.keys(steps).length === 0) continue;
    const index = weekIndex(on);
    const before = byWeek.get(index)?.steps;
    byWeek.set(index, { week: weekOf(on), index, on, steps: { ...before, ...steps } });
  }
  return [...byWeek.values()].sort((a, b) => a.index - b.index);
}

/** One item in one week. */
export interface Answer {
  week: WeekName;
  index: number;
  on: LocalDate;
  step: Step;
}

/** Weeks in which the item was left out are not there. */
export function answersOf(weeks: readonly Week[], item: Item): Answer[] {
  return weeks.flatMap(({ week, index, on, steps }) => {
    const step = steps[item];
    return step ? [{ week, index, on, step }] : [];
  });
}

export const byItem = <T>(of: (item: Item) => T): Record<Item, T> =>
  Object.fromEntries(ITEMS.map((item) => [item, of(item)])) as Record<Item, T>;
