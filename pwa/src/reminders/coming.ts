/** What is still to knock today. Pure. */

import { wallClockOf } from '../core/zones';
import { nextOf, type Listed } from './rules';
import type { Silence } from './silence';

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
  silence: Silence | null,
): Coming[] {
  const today = wallClockOf(instant, zone).on;
  const found = reminders.flatMap((reminder) => {
    const due = nextOf(reminder, instant, silence);
    return due !== null && wallClockOf(due, zone).on === today ? [{ reminder, due }] : [];
  });
  return found.sort((a, b) => a.due - b.due || (a.reminder.id < b.reminder.id ? -1 : 1));
}
