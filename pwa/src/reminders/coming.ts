/** What is still to knock today. Pure. */

import { wallClockOf } from '../core/zones';
import { hushed, type Quiet } from './quiet';
import { nextDue, patternOf, type Listed } from './rules';

export interface Coming {
  reminder: Listed;
  /** Epoch milliseconds. */
  due: number;
}

/** The next knock of each that comes before this day is over on the clock here, the soonest first. */
export function comingToday(
  reminders: readonly Listed[],
  instant: number,
  zone: string,
  quiet: Quiet | null,
): Coming[] {
  const today = wallClockOf(instant, zone).on;
  const found = reminders.flatMap((reminder) => {
    const pattern = patternOf(reminder, instant);
    const due = pattern && nextDue(hushed(pattern, quiet), instant);
    return due !== null && wallClockOf(due, zone).on === today ? [{ reminder, due }] : [];
  });
  return found.sort((a, b) => a.due - b.due || (a.reminder.id < b.reminder.id ? -1 : 1));
}
