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

/**
 * What a time is for. A break and time for notes and admin are as taken as a session, and nothing of ours
 * is offered inside them; a shift is what all of these lie in.
 */
export const KINDS = ['session', 'break', 'admin', 'shift'] as const;
export type Kind = (typeof KINDS)[number];

/** It did not take place, so its time came free; or a weekly one is left out on this day. */
export const OFFS = ['cancelled', 'no_show', 'left_out'] as const;
export type Off = (typeof OFFS)[number];

/** When a session is, and nothing else about it. It lasts its true minutes when the clocks change. */
export interface SessionTime {
  on: LocalDate;
  at: string;
  minutes: number;
  zone: string;
  /** Absent: a session. */
  kind?: Kind;
  off?: Off | null;
  /** The weekly time whose place it takes, as `dateAndTime` writes it. */
  instead_of?: string;
  /** The record of the calendar it came from. */
  calendar?: string;
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
  /** All that is taken, breaks and admin too, in the order they begin. */
  sessions: PlacedSession[];
  shifts: PlacedSession[];
  /** What did not take place. */
  freed: PlacedSession[];
  gaps: Gap[];
}

/** What now is. `until` is when that changes by itself. */
export type Moment =
  | { kind: 'none' }
  | { kind: 'session' | 'break' | 'admin'; until: number }
  /** After the last session of a shift that goes on. */
  | { kind: 'shift'; until: number }
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

export const isKind = (kind: Kind) => (session: SessionTime) =>
  (session.kind ?? 'session') === kind;

const isSession = isKind('session');
const isShift = isKind('shift');
const isHeld = ({ off }: SessionTime) => !off;

/** Sessions, breaks and admin that take place: what leaves no room for anything else. */
export function isTaken(session: SessionTime): boolean {
  return isHeld(session) && !isShift(session);
}

export function dateAndTime({ on, at }: Pick<SessionTime, 'on' | 'at'>): string {
  return `${on} ${at}`;
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
  for (const session of inOrder(sessions.filter(isHeld))) {
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
  const here = known.filter((session) => overlaps(session, span));
  const held = here.filter(isHeld);
  return {
    on,
    span,
    sessions: held.filter((session) => !isShift(session)),
    shifts: held.filter(isShift),
    freed: here.filter(({ off }) => off && off !== 'left_out'),
    gaps: gapsIn(span, known, settings),
  };
}

/** All of `span` that nothing takes. Expects the sessions in the order they begin. */
export function gapsIn(span: Span, known: PlacedSession[], settings: DaySettings): Gap[] {
  const sessions = known.filter(isTaken);
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
  // Notes follow a session, and nothing else; nor does one need to leave for a break.
  const ends = sessions.filter(isSession).map(({ to }) => to);
  const last = Math.max(-Infinity, ...ends.filter((to) => to <= free.from));
  const isBefore = sessions.some((session) => isSession(session) && session.from === free.to);
  const noted = last + settings.notes_minutes * MINUTE;
  const notes_to = Math.min(Math.max(noted, free.from), free.to);
  const leave = isBefore ? settings.leave_minutes * MINUTE : 0;
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
  if (!gap) return takenAt(plan, now);
  if (now < gap.notes.to) return { kind: 'notes', gap, until: gap.notes.to };
  const shift = plan.shifts.find((each) => each.from <= now && now < each.to);
  if (gap.side === 'after' && shift) return { kind: 'shift', until: Math.min(gap.to, shift.to) };
  const kind = gap.side === 'before' || gap.side === 'after' ? gap.side : 'gap';
  return { kind, gap, until: gap.to };
}

/** Of what overlaps, a session counts before admin, and that before a break. */
function takenAt({ sessions }: DayPlan, now: number): Moment {
  for (const kind of ['session', 'admin', 'break'] as const) {
    const busy = union(sessions.filter(isKind(kind))).find((e) => e.from <= now && now < e.to);
    if (!busy) continue;
    const next = sessions.filter(isSession).find(({ from }) => from > now);
    return { kind, until: kind === 'session' ? busy.to : Math.min(busy.to, next?.from ?? busy.to) };
  }
  return { kind: 'none' };
}

/** Whether what now would be did not take place. */
export function isFreed({ freed }: DayPlan, now: number): boolean {
  return freed.some(({ from, to }) => from <= now && now < to);
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
