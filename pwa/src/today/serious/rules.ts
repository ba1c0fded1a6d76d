/** The gentle questions after something serious, for who chose them. Pure. */

import { addDays, type LocalDate } from '../../core/zones';

/** So many days after, in the app alone. */
export const ASK_AFTER_DAYS = [1, 3, 10] as const;

/** A question that was not seen dissolves after so many days, or when the next one comes. */
const KEPT_DAYS = 3;

/** That somebody wants to be asked, and nothing of what happened. */
export interface Asking {
  id: string;
  on: LocalDate;
  /** Those of `ASK_AFTER_DAYS` that were answered. */
  answered: readonly number[];
}

export interface Question {
  id: string;
  days: number;
}

/** The one to ask today, or null. Never more than one, however much happened. */
export function questionFor(askings: readonly Asking[], today: LocalDate): Question | null {
  const due = askings.flatMap(({ id, on, answered }) => {
    const days = ASK_AFTER_DAYS.filter((each) => addDays(on, each) <= today).at(-1);
    const isFresh = days !== undefined && today < addDays(on, days + KEPT_DAYS);
    return isFresh && !answered.includes(days) ? [{ id, days, on }] : [];
  });
  const [newest] = due.sort((a, b) => (a.on < b.on ? 1 : -1));
  return newest ? { id: newest.id, days: newest.days } : null;
}
