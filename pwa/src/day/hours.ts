/** When somebody works: by weekday, for one job or two, on the clock of each. Reminders keep to it. */

import { addDays, instantOf, isTimeOfDay, isZone, wallClockOf, weekdayOf } from '../core/zones';
import type { LocalDate } from '../core/zones';
import type { Vault } from '../vault/vault';
import { fieldsOf } from './records';
import { union, type Span } from './rules';
import { WEEKDAYS } from './weekly';

export const WORK_HOURS = 'work_hours';

export const JOBS = [1, 2] as const;
export type JobNumber = (typeof JOBS)[number];

/** Two times on the wall, `HH:MM`. Where the second is not later, it is on the day after: a night. */
export interface Stretch {
  from: string;
  to: string;
}

export interface Job {
  number: JobNumber;
  /** In the person's own words; may be empty. */
  name: string;
  zone: string;
  /** By the weekdays of ISO 8601: Monday is 1. */
  days: Readonly<Record<number, readonly Stretch[]>>;
}

/** Only jobs that have a time somewhere. None: nothing is known, and nothing is held to it. */
export type WorkHours = readonly Job[];

/** More on one day would be no hours but a plan. */
export const MOST_STRETCHES = 4;

/** A week without any is looked past: work may pause for a holiday, not for longer than this. */
const LOOK_AHEAD_MS = 15 * 24 * 60 * 60_000;

export const dayField = (job: JobNumber, weekday: number) => `job${job}_${weekday}`;
export const nameField = (job: JobNumber) => `job${job}_name`;
export const zoneField = (job: JobNumber) => `job${job}_zone`;

export async function workHours(vault: Vault): Promise<WorkHours> {
  return hoursFrom((await vault.singleton<unknown>(WORK_HOURS))?.value);
}

/** Field by field: what is no time is none, and the rest stay. */
export function hoursFrom(value: unknown): WorkHours {
  const fields = fieldsOf(value);
  return JOBS.flatMap((number) => {
    const zone = fields[zoneField(number)];
    const name = fields[nameField(number)];
    const days = Object.fromEntries(
      WEEKDAYS.map((day) => [day, stretchesFrom(fields[dayField(number, day)])]),
    );
    const isEmpty = WEEKDAYS.every((day) => days[day]!.length === 0);
    if (isEmpty || !isZone(zone)) return [];
    return [{ number, name: typeof name === 'string' ? name : '', zone, days }];
  });
}

function stretchesFrom(value: unknown): Stretch[] {
  const given = Array.isArray(value) ? value.map(fieldsOf) : [];
  const times = given.flatMap(({ from, to }) =>
    isTimeOfDay(from) && isTimeOfDay(to) ? [{ from, to }] : [],
  );
  return [...new Map(times.map((each) => [`${each.from} ${each.to}`, each])).values()];
}

/** All work that touches the time between two instants, in order; what overlaps or touches is one. */
export function workSpans(hours: WorkHours, from: number, to: number): Span[] {
  const spans = hours.flatMap((job) => spansOf(job, from, to));
  return union(spans.sort((a, b) => a.from - b.from)).filter(
    (span) => span.from < to && from < span.to,
  );
}

function spansOf({ zone, days }: Job, from: number, to: number): Span[] {
  const spans = [];
  // A night that began the evening before may reach into it.
  const last = wallClockOf(to, zone).on;
  for (let on = addDays(wallClockOf(from, zone).on, -1); on <= last; on = addDays(on, 1)) {
    for (const stretch of days[weekdayOf(on)] ?? []) spans.push(spanOf(stretch, on, zone));
  }
  return spans.filter((span) => span.from < span.to);
}

/** Each end is the first instant its clock shows that time: where clocks change, a stretch is shorter or longer. */
function spanOf({ from, to }: Stretch, on: LocalDate, zone: string): Span {
  const ends = to <= from ? addDays(on, 1) : on;
  return {
    from: instantOf(on, from, zone).getTime(),
    to: instantOf(ends, to, zone).getTime(),
  };
}

/** The stretch of work that holds the instant; null outside of work. Far enough to see where it ends. */
function workAt(hours: WorkHours, instant: number): Span | null {
  const spans = workSpans(hours, instant - 1, instant + LOOK_AHEAD_MS);
  return spans.find(({ from, to }) => from <= instant && instant < to) ?? null;
}

export function isWorkTime(hours: WorkHours, instant: number): boolean {
  return workAt(hours, instant) !== null;
}

/** When the work that goes on at the instant ends; null when none does, or it goes on round the clock. */
export function endOfWork(hours: WorkHours, instant: number): number | null {
  const end = workAt(hours, instant)?.to ?? null;
  return end !== null && end < instant + LOOK_AHEAD_MS ? end : null;
}

/** When work next begins, after the instant; null when none is known. */
export function nextWorkStart(hours: WorkHours, instant: number): number | null {
  const spans = workSpans(hours, instant, instant + LOOK_AHEAD_MS);
  return spans.find(({ from }) => from > instant)?.from ?? null;
}

/** Whether a reminder may come then: always where no hours are known; the very end belongs to work. */
export function isWithin(hours: WorkHours, instant: number): boolean {
  if (hours.length === 0) return true;
  return workSpans(hours, instant - 1, instant + 1).some(
    ({ from, to }) => from <= instant && instant <= to,
  );
}
