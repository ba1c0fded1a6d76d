/** How the end of a close is written. */

import { m } from '../../core/i18n';
import { addDays, wallClockOf } from '../../core/zones';
import { longDay, timeOf } from '../../day/words';

/** `08:30`; with its weekday where it is neither today nor tomorrow. */
export function untilText(until: number, now: number, zone: string): string {
  const { on } = wallClockOf(until, zone);
  const isNear = on <= addDays(wallClockOf(now, zone).on, 1);
  const time = timeOf(until, zone);
  return isNear ? time : m.close_day_and_time({ day: longDay(on), time });
}
