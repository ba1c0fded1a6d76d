/** Which practice fits a moment, the minutes at hand and what a person needs. Pure: no I/O, no clock. */

import type { Form, Moment, Place, Practice, Tag } from './format';

export { MOMENTS } from './format';
export type { Form, Moment, Practice, Tag } from './format';

/** From this many seconds before a session on, arriving matters more than resting. */
export const ARRIVING_SECONDS = 300;

/** Where to look once a moment's own practices are used up. A hard hour's are never lent out. */
const LENDERS: Record<Moment, Moment> = {
  before: 'between',
  between: 'before',
  free: 'between',
  hard: 'between',
  day_end: 'between',
  week: 'between',
};

/** Why this one: its moment, its short form, or no more than the time there is. */
export type Reason = Moment | 'short' | 'time';

export interface Choice {
  practice: Practice;
  form: Form;
  seconds: number;
  reason: Reason;
}

export interface Offer {
  offered: Choice | null;
  another: Choice[];
  reason: Reason | 'nothing';
}

/** Where somebody is. `shared` is any place where others see and hear them. */
export type Where = Place | 'shared';

export interface Wish {
  seconds: number;
  moment: Moment;
  needs?: readonly Tag[];
  where?: Where | null;
  /** Ids never to offer. */
  avoid?: readonly string[];
  /**
   * What was offered or done before this, the newest first. The newest comes first only when it is
   * alone, and what came twice running is not offered a third time.
   */
  lately?: readonly string[];
  /** The same seed gives the same order: a gap keeps its practice however often it is opened. */
  seed: string;
}

export function secondsOf(practice: Practice, form: Form): number {
  return form === 'short' ? practice.short.seconds : practice.seconds;
}

/** The longest form that ends in time, or `null` when none does. */
export function formWithin(practice: Practice, seconds: number): Form | null {
  if (practice.seconds <= seconds) return 'full';
  return practice.short.seconds <= seconds ? 'short' : null;
}

/** What to call this part of the day.
 * `next_in` is seconds until the next session, `null` when there is none left. */
export function momentOf(day: {
  had_session: boolean;
  next_in: number | null;
  hard: boolean;
}): Moment {
  if (day.hard) return 'hard';
  if (day.next_in === null) return day.had_session ? 'day_end' : 'between';
  return !day.had_session || day.next_in <= ARRIVING_SECONDS ? 'before' : 'between';
}

/** One thing to offer for a gap, and what "another" turns to, in order.
 *
 * Breath leads no more often than everything else together: for some it is the wrong door. */
export function fits(practices: readonly Practice[], wish: Wish): Offer {
  const lately = wish.lately ?? [];
  const avoid = [...(wish.avoid ?? []), ...lately.slice(0, 1).filter((id) => id === lately[1])];
  const open = practices.filter(({ id, offered }) => offered && !avoid.includes(id));
  const allowed = open.filter(
    (practice) => meets(practice, wish.needs) && suits(practice, wish.where),
  );
  const own = allowed.filter(({ moment }) => moment === wish.moment);
  const lent = allowed.filter(({ moment }) => moment === LENDERS[wish.moment]);
  const [offered = null, ...another] = lastNotFirst(
    [...ordered(own, wish), ...ordered(lent, wish)],
    lately[0],
  );
  return { offered, another, reason: offered?.reason ?? 'nothing' };
}

/** Each in the longest form that ends in time; what has none is left out. */
export function within(practices: readonly Practice[], seconds: number, moment?: Moment): Choice[] {
  return practices.flatMap((practice) => {
    const form = formWithin(practice, seconds);
    if (!form) return [];
    const reason = reasonOf(practice, form, moment ?? practice.moment);
    return [{ practice, form, seconds: secondsOf(practice, form), reason }];
  });
}

function reasonOf(practice: Practice, form: Form, moment: Moment): Reason {
  if (form === 'short') return 'short';
  return practice.moment === moment ? moment : 'time';
}

export function meets(practice: Practice, needs: readonly Tag[] = []): boolean {
  return needs.every((need) => practice.tags.includes(need));
}

/** Nobody has said where they are: then a room of one's own at work is the guess. */
export function suits({ places, tags }: Practice, where: Where | null = null): boolean {
  if (where !== 'shared') return places.length === 0 || places.includes(where ?? 'room');
  return places.length === 0 && tags.includes('silent') && tags.includes('unseen');
}

/** Whole ones before short forms. */
export function rank(form: Form): number {
  return form === 'full' ? 0 : 1;
}

/** Breath and the rest by turns; a coin thrown by the seed says which leads. */
function ordered(practices: readonly Practice[], wish: Wish): Choice[] {
  const choices = within(practices, wish.seconds, wish.moment).sort(byUse(wish));
  const breath = choices.filter(({ practice }) => practice.kind === 'breath');
  const others = choices.filter(({ practice }) => practice.kind !== 'breath');
  return coin(wish.seed) ? byTurns(breath, others) : byTurns(others, breath);
}

/** Those that use at least a third of the time, then briefer ones, then short forms; of each, the rested first. */
function byUse({ seconds, seed, lately = [] }: Wish): (a: Choice, b: Choice) => number {
  const enough = Math.min(seconds, ARRIVING_SECONDS) / 3;
  const place = ({ practice, form, seconds }: Choice) =>
    4 * rank(form) + (seconds < enough ? 2 : 0) + (lately.includes(practice.id) ? 1 : 0);
  return (a, b) =>
    place(a) - place(b) ||
    hash(`${seed} ${a.practice.id}`) - hash(`${seed} ${b.practice.id}`) ||
    (a.practice.id < b.practice.id ? -1 : 1);
}

function byTurns<T>(first: readonly T[], second: readonly T[]): T[] {
  const turns = Math.max(first.length, second.length);
  return Array.from({ length: turns }, (_, turn) => [
    ...first.slice(turn, turn + 1),
    ...second.slice(turn, turn + 1),
  ]).flat();
}

function lastNotFirst(choices: Choice[], last: string | undefined): Choice[] {
  const [first, ...rest] = choices;
  return first && first.practice.id === last ? [...rest, first] : choices;
}

function coin(seed: string): boolean {
  return (hash(seed) >>> 17) % 2 === 0;
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo), with a final mix: neighbouring days must not look alike. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return (sum ^ (sum >>> 12)) >>> 0;
}
