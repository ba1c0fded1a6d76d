/** What Today offers, and how it says what now is. Pure: told the time. Instants are epoch milliseconds. */

import { isFreed, isKind, minutesUntil, whatFits, type DayPlan, type Moment } from '../day/rules';
import { momentOf as partOfDay, type Choice, type Moment as PartOfDay } from '../practices/rules';

/** Further ahead than this, the time of the first session says more than the minutes until it. */
const NEAR_MINUTES = 90;

export interface Wish {
  seconds: number;
  moment: PartOfDay;
}

export interface Now {
  kind: 'session' | 'break' | 'admin' | 'minutes' | 'later' | 'over';
  /** Whole minutes to the next change. */
  minutes: number;
  /** The instant of that change. */
  at: number;
  /** Whole minutes of it that are for notes, and at its end to leave for the next session. */
  notes: number;
  leave: number;
}

/** For so long after a hard one was told of, what is offered is for that. */
const HARD_MS = 60 * 60_000;

export function isHard(hardAt: number | null, now: number): boolean {
  return hardAt !== null && now - hardAt < HARD_MS;
}

/** On a day without sessions nothing says that it is over: some hours later is late enough to ask. */
const LATER_MS = 4 * 60 * 60_000;

/** Whether it is time to ask how a hard one at `hardAt` is by now. */
export function isOver(moment: Moment, hardAt: number, now: number): boolean {
  return moment.kind === 'none' || moment.kind === 'shift'
    ? now - hardAt >= LATER_MS
    : moment.kind === 'after';
}

/** What to look for, or null inside a session: nothing of ours is offered there. */
export function wishFor(
  plan: DayPlan,
  moment: Moment,
  now: number,
  { longer = false, hard = false } = {},
): Wish | null {
  if (!('gap' in moment)) return null;
  return { seconds: whatFits(moment.gap, now, longer), moment: partOf(plan, now, hard) };
}

/** The minutes that are for getting to the next session. */
export function isArriving(moment: Moment | undefined, now: number): boolean {
  return (
    moment !== undefined &&
    'gap' in moment &&
    moment.gap.usable.to < moment.gap.to &&
    now >= moment.gap.usable.to
  );
}

export function hasLonger(moment: Moment, now: number): boolean {
  if (!('gap' in moment)) return false;
  return moment.gap.side !== 'after' && whatFits(moment.gap, now, true) > whatFits(moment.gap, now);
}

export function sayNow(moment: Moment, now: number): Now | null {
  if (moment.kind === 'none' || moment.kind === 'shift') return null;
  if (!('gap' in moment)) {
    const { kind, until: at } = moment;
    return { kind, minutes: minutesUntil(at, now), at, notes: 0, leave: 0 };
  }
  const { side, to: at, notes, usable } = moment.gap;
  const minutes = minutesUntil(at, now);
  const kind = side === 'after' ? 'over' : minutes > NEAR_MINUTES ? 'later' : 'minutes';
  const leave = kind === 'minutes' ? minutesUntil(at, Math.max(now, usable.to)) : 0;
  return { kind, minutes, at, notes: minutesUntil(notes.to, now), leave };
}

/** For who has practised nothing yet: nothing to read first while anything else fits, and whole things
 * that are not breathing before the rest. */
export function forNewcomers(choices: Choice[]): Choice[] {
  const bare = choices.filter(({ practice }) => !practice.text.caution);
  const apart = ({ practice, form }: Choice) => +(practice.kind === 'breath' || form === 'short');
  return [...(bare.length > 0 ? bare : choices)].sort((a, b) => apart(a) - apart(b));
}

/** What part of the day `now` is, as practices name it. */
export function partOf(plan: DayPlan, now: number, hard: boolean): PartOfDay {
  const sessions = plan.sessions.filter(isKind('session'));
  if (!hard && isFreed(plan, now)) return 'free';
  const next = sessions.find(({ from }) => from > now);
  return partOfDay({
    had_session: sessions.some(({ to }) => to <= now),
    next_in: next ? (next.from - now) / 1000 : null,
    hard,
  });
}
