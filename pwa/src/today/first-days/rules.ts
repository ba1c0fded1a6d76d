/** What may be asked once in somebody's first days, and what is said when they come back after weeks. Pure. */

import type { Count } from '../../practices/records';

/** Asked one at a time, each once, and none of it is a thing to be finished. */
export const QUESTIONS = ['copy', 'reach'] as const;
export type FirstQuestion = (typeof QUESTIONS)[number];

/** Each was asked: answered or not, it does not come back. */
export type Asked = Readonly<Record<FirstQuestion, boolean>>;

export const NOT_ASKED: Asked = { copy: false, reach: false };

export interface Standing {
  counts: Readonly<Record<string, Count>>;
  /** The last session of today is over, or there was none. */
  isOver: boolean;
  hasToday: boolean;
  /** Tomorrow has times, or the week has some of its own. */
  hasMore: boolean;
  hasNeeds: boolean;
}

/** Before so many practices there is nothing to say about what is out of reach. */
const PRACTISED = 2;

export function questionFor(asked: Asked, standing: Standing): FirstQuestion | null {
  const { counts, isOver, hasToday, hasMore, hasNeeds } = standing;
  if (!asked.copy && hasToday && isOver && !hasMore) return 'copy';
  const practised = Object.values(counts).reduce((sum, { full, short }) => sum + full + short, 0);
  return !asked.reach && practised >= PRACTISED && !hasNeeds ? 'reach' : null;
}

/** Three weeks without a practice. How many is nobody's business. */
const WEEKS_MS = 21 * 24 * 60 * 60_000;

/** Somebody practised once, and then not for weeks. */
export function isBack(counts: Readonly<Record<string, Count>>, now: number): boolean {
  const last = Math.max(...Object.values(counts).map(({ last_at }) => Date.parse(last_at) || 0));
  return last > 0 && now - last >= WEEKS_MS;
}
