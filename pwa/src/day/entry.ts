/** Which start is offered next, and how a session's time changes. Pure. Instants are epoch milliseconds. */

import { addDays, instantOf, wallClockOf, type LocalDate, type WallClock } from '../core/zones';
import {
  isTaken,
  type Kind,
  LONGEST_SESSION,
  MINUTE,
  overlaps,
  placed,
  type Session,
  type SessionTime,
} from './rules';

/** Lengths offered as chips, in minutes, by what a time is for. */
const LENGTHS: Record<Kind, { offered: readonly number[]; usual: number }> = {
  session: { offered: [30, 45, 50, 60, 90], usual: 50 },
  break: { offered: [10, 15, 30, 45, 60], usual: 30 },
  admin: { offered: [15, 30, 45, 60, 90], usual: 30 },
  shift: { offered: [240, 360, 480, 600, 720], usual: 480 },
};

/** The lengths to offer, and the one that stands first; sessions have a person's own. */
export function lengthsOf(kind: Kind, session_minutes: number) {
  return { ...LENGTHS[kind], ...(kind === 'session' && { usual: session_minutes }) };
}

const USUAL_FIRST_START = '09:00';
const BETWEEN_SESSIONS = 10 * MINUTE;
const LONG_OVER = 60 * MINUTE;
const OFFERS = 6;
const HALF_HOUR = 30;
const HALF_A_DAY = 720;
const DAY_MINUTES = 1440;

/** Without its id and its place in time: what a record of it holds. */
export function timeOnly(session: SessionTime): SessionTime {
  const { on, at, minutes, zone, kind, off, instead_of, calendar } = session;
  return {
    ...{ on, at, minutes, zone },
    ...(kind && { kind }),
    ...(off && { off }),
    ...(instead_of && { instead_of }),
    ...(calendar && { calendar }),
  };
}

/**
 * The start of the next session one is likely to enter: ten minutes after the last one, to the next
 * five; the first of a day at the usual nine o'clock, or later at the next half hour.
 */
export function suggestStart(sessions: Session[], now: number, zone: string): WallClock {
  const ends = sessions.filter(isTaken).map((session) => placed(session).to);
  if (ends.length > 0) {
    const next = Math.max(...ends) + BETWEEN_SESSIONS;
    return now - next > LONG_OVER ? roundUp(now, HALF_HOUR, zone) : roundUp(next, 5, zone);
  }
  const today = wallClockOf(now, zone).on;
  const usual = instantOf(today, USUAL_FIRST_START, zone).getTime();
  return now <= usual ? { on: today, at: USUAL_FIRST_START } : roundUp(now, HALF_HOUR, zone);
}

/**
 * Up to six starts: the suggested one and the half hours around it, an hour back to half a day ahead.
 * Only those that exist on that day's clock and whose `minutes` touch no session already known.
 */
export function startsToOffer(
  suggested: WallClock,
  sessions: Session[],
  minutes: number,
  zone: string,
): WallClock[] {
  const taken = sessions.filter(isTaken).map(placed);
  const isFree = (start: WallClock) => {
    const from = instantOf(start.on, start.at, zone).getTime();
    return !taken.some((each) => overlaps(each, { from, to: from + minutes * MINUTE }));
  };
  const offered = around(suggested).filter((start) => exists(start, zone) && isFree(start));
  return offered.slice(0, OFFERS);
}

function around({ on, at }: WallClock): WallClock[] {
  const minute = minuteOf(at);
  const half_hour = Math.floor(minute / HALF_HOUR) * HALF_HOUR;
  const steps = [minute];
  for (let step = -2 * HALF_HOUR; step <= HALF_A_DAY; step += HALF_HOUR) {
    steps.push(half_hour + step);
  }
  return [...new Set(steps)].sort((a, b) => a - b).map((each) => startAt(on, each));
}

/** The day a typed time of day means: that of `near`, unless it is only close across midnight. */
export function dateNear(at: string, near: number, zone: string): LocalDate {
  const today = wallClockOf(near, zone).on;
  const hours = (instantOf(today, at, zone).getTime() - near) / (60 * MINUTE);
  if (hours < -20) return addDays(today, 1);
  return hours > 20 ? addDays(today, -1) : today;
}

export function ranOver(session: SessionTime, by = 5): SessionTime {
  return lasting(session, session.minutes + by);
}

/** A session that is running ends now; one that is over ended five minutes earlier. */
export function endedEarly(session: Session, now: number): SessionTime {
  const { from, to } = placed(session);
  const running = from < now && now < to;
  return lasting(session, running ? Math.floor((now - from) / MINUTE) : session.minutes - 5);
}

export function lasting(session: SessionTime, minutes: number): SessionTime {
  return { ...timeOnly(session), minutes: Math.min(LONGEST_SESSION, Math.max(1, minutes)) };
}

/** So many minutes earlier (below zero) or later, over midnight and both changes of the clocks. */
export function steppedBy(session: Session, minutes: number): SessionTime {
  const { on, at } = wallClockOf(placed(session).from + minutes * MINUTE, session.zone);
  return { ...timeOnly(session), on, at };
}

/** To another time of the same day; a time only close across midnight is on the day beside it. */
export function movedTo(session: Session, at: string, zone: string): SessionTime {
  return { ...timeOnly(session), on: dateNear(at, placed(session).from, zone), at, zone };
}

/** The first time on a grid of `step` minutes, not before `instant`, that a clock will show. */
function roundUp(instant: number, step: number, zone: string): WallClock {
  const { on, at } = wallClockOf(instant, zone);
  const first = Math.ceil(minuteOf(at) / step) * step;
  let start = startAt(on, first);
  // The second pass of a doubled hour cannot be written as a time of day, so it is stepped over.
  while (!exists(start, zone) || instantOf(start.on, start.at, zone).getTime() < instant) {
    start = shifted(start, step);
  }
  return start;
}

function exists({ on, at }: WallClock, zone: string): boolean {
  const shown = wallClockOf(instantOf(on, at, zone), zone);
  return shown.on === on && shown.at === at;
}

function shifted({ on, at }: WallClock, minutes: number): WallClock {
  return startAt(on, minuteOf(at) + minutes);
}

function startAt(on: LocalDate, minute: number): WallClock {
  const within = ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  const two = (part: number) => String(part).padStart(2, '0');
  return {
    on: addDays(on, Math.floor(minute / DAY_MINUTES)),
    at: `${two(Math.floor(within / 60))}:${two(within % 60)}`,
  };
}

function minuteOf(at: string): number {
  return Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
}
