/** What a day's sessions leave free. Pure: told the time, reads no clock. Instants are epoch milliseconds. */

import { addDays, instantOf, wallClockOf, type LocalDate } from '../core/zones';

export const MINUTE = 60_000;

/** In minutes. */
export const LONGEST_SESSION = 720;

/** The longest practice offered unasked, in seconds; "I have longer" lifts it. */
export const OFFERED_SECONDS = 180;

/** Sessions closer than this belong to one stretch of work, even across midnight. */
const SAME_STRETCH = 4 * 60 * MINUTE;

/** What begins later than this after midnight is the new day's, however close it follows. */
const NIGHT = 8 * 60 * MINUTE;

/** From the first instant up to, and not with, the second. */
export interface Span {
  from: number;
  to: number;
}

/** When a session is, and nothing else about it. It lasts its true minutes when the clocks change. */
export interface SessionTime {
  on: LocalDate;
  at: string;
  minutes: number;
  zone: string;
}

export interface Session extends SessionTime {
  id: string;
}

export interface PlacedSession extends Session, Span {}

export interface DaySettings {
  session_minutes: number;
  notes_minutes: number;
  leave_minutes: number;
}

export const USUAL_DAY: DaySettings = { session_minutes: 50, notes_minutes: 5, leave_minutes: 2 };

/** A free stretch: time for notes, then what is usable, then time to leave for the next session. */
export interface Gap extends Span {
  side: 'before' | 'between' | 'after' | 'whole';
  notes: Span;
  usable: Span;
}

export interface DayPlan {
  on: LocalDate;
  span: Span;
  sessions: PlacedSession[];
  gaps: Gap[];
}

/** What now is. `until` is when that changes by itself. */
export type Moment =
  | { kind: 'none' }
  | { kind: 'session'; until: number }
  | { kind: 'notes' | 'gap' | 'before' | 'after'; gap: Gap; until: number };

export function placed(session: Session): PlacedSession {
  const from = instantOf(session.on, session.at, session.zone).getTime();
  return { ...session, from, to: from + session.minutes * MINUTE };
}

/** In the order they begin; the id settles a tie, so that no order of entry shows. */
export function inOrder(sessions: Session[]): PlacedSession[] {
  return sessions
    .map(placed)
    .sort((a, b) => a.from - b.from || a.to - b.to || (a.id < b.id ? -1 : 1));
}

export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Overlapping and touching spans become one. Expects them in the order they begin. */
export function union(spans: Span[]): Span[] {
  const merged: Span[] = [];
  for (const { from, to } of spans) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/**
 * A day runs from its first instant to its last. Sessions that follow closely after midnight belong
 * to it as well: a night's work is one stretch, and its rail does not break at twelve.
 */
export function spanOfDay(on: LocalDate, zone: string, sessions: Session[]): Span {
  const from = instantOf(on, '00:00', zone).getTime();
  const midnight = instantOf(addDays(on, 1), '00:00', zone).getTime();
  let worked_to = -Infinity;
  for (const session of inOrder(sessions)) {
    if (session.from < from) continue;
    const rested = session.from - worked_to > SAME_STRETCH;
    if (session.from >= midnight && (rested || session.from > midnight + NIGHT)) break;
    worked_to = Math.max(worked_to, session.to);
  }
  return { from, to: Math.max(midnight, worked_to) };
}

/** The date whose day holds `now`: yesterday's, while its last stretch of sessions still runs. */
export function whichDay(now: number, zone: string, sessions: Session[]): LocalDate {
  const today = wallClockOf(now, zone).on;
  const yesterday = addDays(today, -1);
  return now < spanOfDay(yesterday, zone, sessions).to ? yesterday : today;
}

/** The day's sessions, those of the evening before that run into it, and every gap around them. */
export function planDay(
  on: LocalDate,
  zone: string,
  sessions: Session[],
  settings: DaySettings = USUAL_DAY,
): DayPlan {
  const span = spanOfDay(on, zone, sessions);
  const known = inOrder(sessions);
  return {
    on,
    span,
    sessions: known.filter((session) => overlaps(session, span)),
    gaps: gapsIn(span, known, settings),
  };
}

/** All of `span` that no session takes. Expects the sessions in the order they begin. */
export function gapsIn(span: Span, sessions: PlacedSession[], settings: DaySettings): Gap[] {
  const gaps: Gap[] = [];
  let from = span.from;
  for (const busy of union(sessions).filter((each) => overlaps(each, span))) {
    if (busy.from > from) gaps.push(gap({ from, to: busy.from }, span, sessions, settings));
    from = busy.to;
  }
  if (from < span.to) gaps.push(gap({ from, to: span.to }, span, sessions, settings));
  return gaps;
}

function gap(free: Span, span: Span, sessions: PlacedSession[], settings: DaySettings): Gap {
  const side = sideOf(free, span);
  const ends = sessions.map(({ to }) => to).filter((to) => to <= free.from);
  const noted = Math.max(-Infinity, ...ends) + settings.notes_minutes * MINUTE;
  const notes_to = Math.min(Math.max(noted, free.from), free.to);
  const leave = side === 'before' || side === 'between' ? settings.leave_minutes * MINUTE : 0;
  return {
    ...free,
    side,
    notes: { from: free.from, to: notes_to },
    usable: { from: notes_to, to: Math.max(notes_to, free.to - leave) },
  };
}

function sideOf(free: Span, span: Span): Gap['side'] {
  if (free.from === span.from) return free.to === span.to ? 'whole' : 'before';
  return free.to === span.to ? 'after' : 'between';
}

export function momentOf(plan: DayPlan, now: number): Moment {
  if (plan.sessions.length === 0) return { kind: 'none' };
  const gap = plan.gaps.find((each) => each.from <= now && now < each.to);
  if (!gap) {
    const busy = union(plan.sessions).find((each) => each.from <= now && now < each.to);
    return busy ? { kind: 'session', until: busy.to } : { kind: 'none' };
  }
  if (now < gap.notes.to) return { kind: 'notes', gap, until: gap.notes.to };
  const kind = gap.side === 'before' || gap.side === 'after' ? gap.side : 'gap';
  return { kind, gap, until: gap.to };
}

/** Whole minutes: what has begun to run out is not promised. */
export function minutesIn({ from, to }: Span): number {
  return Math.floor((to - from) / MINUTE);
}

/**
 * Whole minutes from now until `at`, as a person reckons them from the clock on the wall: at 10:52 and
 * some seconds it is eight to eleven. Never less than none.
 */
export function minutesUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / MINUTE));
}

/** The longest practice, in seconds, that ends in time when begun now or once notes are written. */
export function whatFits(gap: Gap, now: number, longer = false): number {
  const begin = Math.max(now, gap.usable.from);
  const seconds = Math.max(0, Math.floor((gap.usable.to - begin) / 1000));
  return longer ? seconds : Math.min(seconds, OFFERED_SECONDS);
}
