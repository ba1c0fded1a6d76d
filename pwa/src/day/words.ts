/** How the day's times and lengths are written, in the manner of this phone's region. */

import { clockTime, m, region } from '../core/i18n';
import { instantOf, type LocalDate } from '../core/zones';
import { minutesIn, type Kind, type PlacedSession, type Span } from './rules';

export function timeOf(instant: number, zone: string): string {
  return clockTime(new Date(instant), zone);
}

/** `10 min`; from two hours up `2 hr 5 min`, because nobody divides by sixty between two sessions. */
export function lengthOf(minutes: number): string {
  if (minutes < 120) return unit(minutes, 'minute');
  const rest = minutes % 60;
  const hours = unit(Math.floor(minutes / 60), 'hour');
  return rest === 0 ? hours : `${hours} ${unit(rest, 'minute')}`;
}

function unit(amount: number, name: 'minute' | 'hour'): string {
  const style = { style: 'unit', unit: name, unitDisplay: 'short' } as const;
  return new Intl.NumberFormat(region(), style).format(amount);
}

/** `10:50` without AM or PM: the rail's margin is narrow, and its order tells which. */
export function marginTime(instant: number, zone: string): string {
  const format = new Intl.DateTimeFormat(region(), {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  });
  const kept = format.formatToParts(instant).filter(({ type }) => type !== 'dayPeriod');
  return kept
    .map(({ value }) => value)
    .join('')
    .trim();
}

export function timesOf({ from, to }: Span, zone: string): string {
  return m.day_times({ from: timeOf(from, zone), to: timeOf(to, zone) });
}

export function sessionName(session: PlacedSession, zone: string, shared = false): string {
  const times = { from: timeOf(session.from, zone), to: timeOf(session.to, zone) };
  if (session.kind && session.kind !== 'session')
    return m.day_named({ what: kindWord(session.kind), ...times });
  return shared ? m.day_session_shared(times) : m.day_session_named(times);
}

const KIND_WORDS: Record<Kind, () => string> = {
  session: m.day_kind_session,
  break: m.day_kind_break,
  admin: m.day_kind_admin,
  shift: m.day_kind_shift,
};

export const kindWord = (kind: Kind): string => KIND_WORDS[kind]();

/** `Wednesday`. */
export function longDay(on: LocalDate): string {
  const style = { weekday: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(region(), style).format(new Date(`${on}T00:00Z`));
}

/** `Wednesday`, by the weekdays of ISO 8601. The fifth of January 1970 was a Monday. */
export function weekdayName(weekday: number): string {
  return longDay(`1970-01-${String(4 + weekday).padStart(2, '0')}`);
}

/** `25 November`. */
export function dayAndMonth(on: LocalDate): string {
  const style = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(region(), style).format(new Date(`${on}T00:00Z`));
}

/** `12:50`, in the manner of this region, wherever one is. */
export function wallText(at: string): string {
  return clockTime(instantOf('1970-01-05', at, 'UTC'), 'UTC');
}

export function gapName(gap: Span & { side: string }, zone: string): string {
  if (gap.side === 'before') return m.day_before_named({ time: timeOf(gap.to, zone) });
  if (gap.side !== 'between') return m.day_after_named({ time: timeOf(gap.from, zone) });
  const length = lengthOf(minutesIn(gap));
  return m.day_gap_named({ from: timeOf(gap.from, zone), to: timeOf(gap.to, zone), length });
}
