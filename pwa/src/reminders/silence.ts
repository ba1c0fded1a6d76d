/** Why nothing of ours knocks at an instant: an hour kept quiet, no work then, time off. */

import { addDays, instantOf, wallClockOf, weekdayOf, type LocalDate } from '../core/zones';
import { isWithin, workHours, type WorkHours } from '../day/hours';
import { lighterWeek } from '../day/lighter';
import { allTimeOff, isOff, type TimeOff } from '../day/time-off';
import type { Vault } from '../vault/vault';
import { hushed, quietAt, type Quiet } from './quiet';
import type { Pattern, Reminder } from './rules';

export interface Silence {
  quiet: Quiet | null;
  hours: WorkHours;
  time_off: readonly TimeOff[];
  /** The last day of a lighter week in which fewer come; absent without one. */
  fewer_until?: LocalDate | null;
}

/** A plan reaches so far, and some days more: the phone is opened before they are over, or the plan ends. */
const AHEAD_DAYS = 21;
/** What comes later than this was not looked at. */
export const FORESEEN_MS = (AHEAD_DAYS - 3) * 24 * 60 * 60_000;
/** More dates the server does not take. */
const MOST_SKIPPED = 400;

export async function silenceAt(vault: Vault, instant: number): Promise<Silence> {
  const [quiet, hours, { list }, { week }] = await Promise.all([
    quietAt(vault, instant),
    workHours(vault),
    allTimeOff(vault),
    lighterWeek(vault),
  ]);
  const fewer_until = week.fewer_reminders ? week.until : null;
  return { quiet, hours, time_off: list, fewer_until };
}

/**
 * The pattern without what would knock then. In a lighter week, practices do not. `anyway`: outside work as well, but in no time that is off. What was
 * moved somewhere by hand was meant to come there, whatever the hours.
 */
export function silenced(
  pattern: Pattern,
  silence: Silence | null,
  instant: number,
  { anyway, kind }: Pick<Reminder, 'anyway' | 'kind'>,
): Pattern {
  if (!silence) return pattern;
  const { skip, moments, ...times } = hushed(pattern, silence.quiet);
  const { hours, time_off, fewer_until = null } = silence;
  const isFewer = (on: LocalDate) =>
    kind === 'practice' && fewer_until !== null && on <= fewer_until;
  const may = (on: LocalDate) =>
    !isOff(time_off, on) &&
    !isFewer(on) &&
    (anyway || isWithin(hours, instantOf(on, times.at, times.zone).getTime()));
  const dates = datesAhead(instant, pattern).filter((on) => !may(on));
  return {
    ...times,
    skip: [...new Set([...skip, ...dates])].sort().slice(0, MOST_SKIPPED),
    moments: moments.filter(({ on }) => !isOff(time_off, on)),
  };
}

function datesAhead(instant: number, { zone, weekdays }: Pattern): LocalDate[] {
  const first = addDays(wallClockOf(instant, zone).on, -1);
  const dates = Array.from({ length: AHEAD_DAYS }, (_, days) => addDays(first, days));
  return dates.filter((on) => weekdays.includes(weekdayOf(on)));
}
