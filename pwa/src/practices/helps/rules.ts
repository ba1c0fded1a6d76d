/** What helps me, when: what somebody said after a practice, counted by moment, and claimed of nothing. Pure. */

import { MOMENTS, type Moment } from '../format';
import { isRecord } from '../summary';

/** How it is after a practice, in five worded steps; the last two count as easier. */
export const AFTERS = ['harder', 'little_harder', 'same', 'little_easier', 'easier'] as const;
export type After = (typeof AFTERS)[number];

/** Fewer say nothing. */
export const ENOUGH = 6;

export interface Answer {
  practice_id: string;
  /** When it was done. */
  moment: Moment;
  after: After;
  /** An ISO instant in UTC. */
  at: string;
}

export interface Tally {
  /** How often it was asked and answered. */
  all: number;
  easier: number;
}

/** By practice, then by moment. */
export type Tallies = Readonly<Record<string, Partial<Record<Moment, Tally>>>>;

export const isEasier = (after: After): boolean => after === 'easier' || after === 'little_easier';

export function withAnswer(before: Tallies, { practice_id, moment, after }: Answer): Tallies {
  const of = before[practice_id] ?? {};
  const { all, easier } = of[moment] ?? { all: 0, easier: 0 };
  const tally = { all: all + 1, easier: easier + (isEasier(after) ? 1 : 0) };
  return { ...before, [practice_id]: { ...of, [moment]: tally } };
}

export interface Said extends Tally {
  practice_id: string;
}

/** What there is enough of to be said of a moment, in the order given: no ranking. */
export function saidOf(tallies: Tallies, moment: Moment, order: readonly string[]): Said[] {
  return order.flatMap((practice_id) => {
    const tally = tallies[practice_id]?.[moment];
    return tally && tally.all >= ENOUGH ? [{ practice_id, ...tally }] : [];
  });
}

export function isAnswer(value: unknown): value is Answer {
  if (!isRecord(value)) return false;
  const { practice_id, moment, after, at } = value;
  return (
    typeof practice_id === 'string' &&
    (MOMENTS as readonly unknown[]).includes(moment) &&
    (AFTERS as readonly unknown[]).includes(after) &&
    typeof at === 'string'
  );
}

export function isTallies(value: unknown): value is Tallies {
  return (
    isRecord(value) &&
    Object.values(value).every(
      (of) =>
        isRecord(of) &&
        Object.values(of).every((tally) => isRecord(tally) && typeof tally['all'] === 'number'),
    )
  );
}
