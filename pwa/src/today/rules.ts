/** What Today offers, and how it says what now is. Pure: told the time. Instants are epoch milliseconds. */

import { minutesUntil, whatFits, type DayPlan, type Moment } from '../day/rules';
import { momentOf as partOfDay, type Moment as PartOfDay } from '../practices/rules';

/** Further ahead than this, the time of the first session says more than the minutes until it. */
const NEAR_MINUTES = 90;

export interface Wish {
  seconds: number;
  moment: PartOfDay;
}

export interface Now {
  kind: 'session' | 'minutes' | 'later' | 'over';
  /** Whole minutes to the next change. */
  minutes: number;
  /** The instant of that change. */
  at: number;
  /** Whole minutes of it that are for notes. */
  notes: number;
}

/** What to look for, or null inside a session: nothing of ours is offered there. */
export function wishFor(plan: DayPlan, moment: Moment, now: number, longer: boolean): Wish | null {
  if (moment.kind === 'none' || moment.kind === 'session') return null;
  return { seconds: whatFits(moment.gap, now, longer), moment: partOf(plan, now) };
}

export function hasLonger(moment: Moment, now: number): boolean {
  if (moment.kind === 'none' || moment.kind === 'session') return false;
  return whatFits(moment.gap, now, true) > whatFits(moment.gap, now);
}

export function sayNow(moment: Moment, now: number): Now | null {
  if (moment.kind === 'none') return null;
  const at = moment.kind === 'session' ? moment.until : moment.gap.to;
  if (moment.kind === 'session')
    return { kind: 'session', minutes: minutesUntil(at, now), at, notes: 0 };
  const minutes = minutesUntil(at, now);
  const notes = minutesUntil(moment.gap.notes.to, now);
  if (moment.gap.side === 'after') return { kind: 'over', minutes, at, notes };
  return { kind: minutes > NEAR_MINUTES ? 'later' : 'minutes', minutes, at, notes };
}

function partOf({ sessions }: DayPlan, now: number): PartOfDay {
  const next = sessions.find(({ from }) => from > now);
  return partOfDay({
    had_session: sessions.some(({ to }) => to <= now),
    next_in: next ? (next.from - now) / 1000 : null,
    hard: false,
  });
}
