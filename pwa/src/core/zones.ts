/** Wall clocks and instants, on the browser's own zone tables: a session at ten stays at ten. */

import { knowsZoneCheaply, thisZone } from './clock';

/** A day as a calendar writes it: `2026-11-23`. */
export type LocalDate = string;

/** A day and a time of day (`HH:MM`, 24 hours) as a clock on the wall shows them. */
export interface WallClock {
  on: LocalDate;
  at: string;
}

const SECOND = 1000;
const DAY = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one costs a hundred times more than using one. Throws RangeError for an unknown zone. */
function formatterFor(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** What the wall clock shows at an instant, written as if it were UTC: comparable by subtraction. */
function wallAt(instant: number, zone: string): number {
  if (knowsZoneCheaply() && zone === thisZone()) return wallHere(new Date(instant));
  const shown = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatterFor(zone).formatToParts(instant)) {
    if (type in shown) shown[type as keyof typeof shown] = Number(value);
  }
  const { year, month, day, hour, minute, second } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The same for the zone the phone is in, which a Date knows without Intl's tables. */
function wallHere(date: Date): number {
  const day = [date.getFullYear(), date.getMonth(), date.getDate()] as const;
  return Date.UTC(...day, date.getHours(), date.getMinutes(), date.getSeconds());
}

export function wallClockOf(instant: Date | number, zone: string): WallClock {
  const shown = new Date(wallAt(Number(instant), zone)).toISOString();
  return { on: shown.slice(0, 10), at: shown.slice(11, 16) };
}

/**
 * The first instant at which the wall clock has reached `at` on `on`. A time that comes twice is
 * therefore the first of the two, and one that is skipped is the moment of the skip.
 * Throws RangeError for a date, time or zone that is none.
 */
export function instantOf(on: LocalDate, at: string, zone: string): Date {
  if (!isLocalDate(on) || !isTimeOfDay(at)) throw new RangeError(`no such time: ${on} ${at}`);
  const wanted = Date.parse(`${on}T${at}Z`);
  // No zone was ever a day from UTC, so a change that matters here lies between these two.
  const offsets = [wanted - DAY, wanted + DAY].map((near) => wallAt(near, zone) - near);
  const [early, late] = offsets.map((offset) => wanted - offset).sort((a, b) => a - b) as [
    number,
    number,
  ];
  const exact = [early, late].find((instant) => wallAt(instant, zone) === wanted);
  return new Date(exact ?? whenReached(wanted, early, late, zone));
}

/** Bisects a skipped stretch to the second: zones of the past changed at odd seconds. */
function whenReached(wanted: number, before: number, after: number, zone: string): number {
  while (after - before > SECOND) {
    const middle = before + Math.floor((after - before) / (2 * SECOND)) * SECOND;
    if (wallAt(middle, zone) >= wanted) after = middle;
    else before = middle;
  }
  return after;
}

export function addDays(on: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${on}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Round trip, because engines read `2026-02-30` as the second of March. */
/** Of ISO 8601: Monday is 1. */
export function weekdayOf(on: LocalDate): number {
  return new Date(`${on}T00:00Z`).getUTCDay() || 7;
}

export function isLocalDate(text: unknown): text is LocalDate {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const read = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(read) && new Date(read).toISOString().startsWith(text);
}

export function isTimeOfDay(text: unknown): text is string {
  return typeof text === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

export function isZone(text: unknown): text is string {
  if (typeof text !== 'string' || text === '') return false;
  try {
    formatterFor(text);
    return true;
  } catch {
    return false;
  }
}
