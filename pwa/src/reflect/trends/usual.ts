/**
 * One's own usual of an item, the anchor, and when the usual itself moved. Pure.
 *
 * The usual before an answer is the median of the answers before it, of at most the twelve latest: it
 * begins with the seventh answer, when it is the median of the first six, grows to twelve, and rolls on.
 * A week in which the item was left out does not count for it. Of an even number it is the mean of the
 * two in the middle, so a usual may lie half way between two steps.
 */

import type { Item, Steps } from '../pulse/rules';
import { answersOf, type Answer, type Week, type WeekName } from './weeks';

export const FIRST = 6;
export const ROLLING = 12;

/** Half a step is only a median that found another middle. */
const MOVED_BY = 1;
const MOVED_AFTER_WEEKS = 12;
const MOVED_WITHIN_WEEKS = 52;

export interface Anchor {
  /** Weeks that were good enough for the person who chose them. */
  weeks: readonly WeekName[];
  /** The same, described from memory. */
  steps: Steps | null;
  /** The first six weeks were not the usual ones: the usual begins after them. */
  first_unusual: boolean;
}

export const NO_ANCHOR: Anchor = { weeks: [], steps: null, first_unusual: false };

/** Null of none. */
export function median(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1]!, sorted[Math.floor(middle)]!];
  return (low + high) / 2;
}

/** The weeks a usual is made of. */
export function countedWeeks(weeks: readonly Week[], anchor: Anchor): readonly Week[] {
  return anchor.first_unusual ? weeks.slice(FIRST) : weeks;
}

/** After all of these answers; null while there are fewer than six. */
export function usualAfter(answers: readonly Answer[]): number | null {
  if (answers.length < FIRST) return null;
  return median(answers.slice(-ROLLING).map(({ step }) => step));
}

/** For a week of this index: what was usual before it. `counted` are the answers a usual is made of. */
export function usualBefore(counted: readonly Answer[], index: number): number | null {
  return usualAfter(counted.filter((answer) => answer.index < index));
}

/** The chosen weeks where they say something of the item, else what was described from memory. */
export function anchorOf(
  answers: readonly Answer[],
  item: Item,
  { weeks, steps }: Anchor,
): number | null {
  const chosen = answers.filter(({ week }) => weeks.includes(week)).map(({ step }) => step);
  return median(chosen) ?? steps?.[item] ?? null;
}

export interface Moved {
  item: Item;
  from: { on: string; usual: number };
  to: { on: string; usual: number };
}

/**
 * The usual of now beside the latest one of 12 to 52 weeks ago that was at least a step away from it;
 * null when there is none. Slow changes show too, since the whole year before is looked through.
 */
export function movedUsual(weeks: readonly Week[], item: Item, anchor: Anchor): Moved | null {
  const answers = answersOf(countedWeeks(weeks, anchor), item);
  const last = answers.at(-1);
  const usual = usualAfter(answers);
  if (!last || usual === null) return null;
  for (let count = answers.length - 1; count >= FIRST; count -= 1) {
    const { index, on } = answers[count - 1]!;
    const ago = last.index - index;
    if (ago < MOVED_AFTER_WEEKS) continue;
    if (ago > MOVED_WITHIN_WEEKS) return null;
    const before = usualAfter(answers.slice(0, count))!;
    if (Math.abs(usual - before) >= MOVED_BY)
      return { item, from: { on, usual: before }, to: { on: last.on, usual } };
  }
  return null;
}
