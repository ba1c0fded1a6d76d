/** What kinds of load a day had, in three steps and never in numbers. Pure. */

import type { LocalDate } from '../../core/zones';
import { fieldsOf, isOneOf } from '../parts/found';

export const LOADS = ['trauma', 'loss', 'risk', 'conflict', 'admin'] as const;
export type LoadKind = (typeof LOADS)[number];

export const STEPS = ['light', 'some', 'a_lot'] as const;
export type Step = (typeof STEPS)[number];

/** Null where nothing was said, which is not the same as none. */
export type Weather = Record<LoadKind, Step | null>;

export const UNSAID: Weather = {
  trauma: null,
  loss: null,
  risk: null,
  conflict: null,
  admin: null,
};

/** A step that is unknown is unsaid, and the others stay; null for what is no weather at all. */
export function weatherFrom(value: unknown): Weather | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = fieldsOf(value);
  const steps = LOADS.map((kind) => [kind, isOneOf(STEPS, fields[kind]) ? fields[kind] : null]);
  return Object.fromEntries(steps) as Weather;
}

export interface DayWeather {
  on: LocalDate;
  weather: Weather;
}

export interface LoadWeek {
  kind: LoadKind;
  days: { on: LocalDate; step: Step | null }[];
}

/** A row for each kind that was spoken of, with every day of the week in it. */
export function rowsOf(week: readonly DayWeather[]): LoadWeek[] {
  return LOADS.map((kind) => ({
    kind,
    days: week.map(({ on, weather }) => ({ on, step: weather[kind] })),
  })).filter(({ days }) => days.some(({ step }) => step !== null));
}
