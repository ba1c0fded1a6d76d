/** What goes beyond one session's time: the day's usual lengths, and its times on the next day as well. */

import { addDays } from '../core/zones';
import { addSession, changeDaySettings } from './records';
import type { DaySettings } from './rules';
import type { Day } from './store.svelte';

/** True when they are kept. */
export function changeSettings(day: Day, changes: Partial<DaySettings>): Promise<boolean> {
  return day.keep((vault) => changeDaySettings(vault, changes));
}

/** This day's times on the next one as well; those already there are left as they are. */
export function copyToTomorrow(day: Day): Promise<boolean> {
  const next = addDays(day.on, 1);
  const there = day.sessions.filter(({ on }) => on === next).map(({ at }) => at);
  const missing = day.sessions.filter(({ on, at }) => on === day.on && !there.includes(at));
  return day.keep(async (vault) => {
    for (const { at, minutes, zone } of missing) {
      await addSession(vault, { on: next, at, minutes, zone });
    }
  });
}
