/** What goes beyond one session's time: the day's usual lengths, and its times on the next day as well. */

import { addDays, weekdayOf, type LocalDate } from '../core/zones';
import { timeOnly } from './entry';
import { sessionsOn } from './records';
import { dateAndTime, type DaySettings, type Session } from './rules';
import {
  addFreeDay,
  addSession,
  changeDaySettings,
  changeSession,
  endFree,
} from './sessions-keeping';
import type { Day } from './store.svelte';
import { weeklyOn, type WeeklyTime } from './weekly';
import { addWeekly } from './weekly-keeping';

/** True when they are kept. */
export function changeSettings(day: Day, changes: Partial<DaySettings>): Promise<boolean> {
  return day.keep((vault) => changeDaySettings(vault, changes));
}

/** At this time each week from now on; on this day it stays what it is. */
export function repeatWeekly(day: Day, session: Session): Promise<boolean> {
  const { on, at, minutes, kind } = session;
  return day.keep(async (vault) => {
    // First, so that stopped in between it is there once: nothing of the week stands behind it yet.
    await changeSession(vault, session.id, {
      ...timeOnly(session),
      instead_of: dateAndTime({ on, at }),
    });
    await addWeekly(vault, weekdayOf(on), { at, minutes, ...(kind && { kind }) });
  });
}

/** What of this day takes place, as times of a week. */
export function timesOfDay(day: Day): WeeklyTime[] {
  const { sessions, shifts } = day.plan;
  return [...sessions, ...shifts]
    .filter(({ on }) => on === day.on)
    .map(({ at, minutes, kind }) => ({ at, minutes, ...(kind && { kind }) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** No sessions today, whatever the week says; or some after all. */
export function setFree(day: Day, isFree: boolean): Promise<boolean> {
  const { on } = day;
  const id = day.newId();
  return day.keep(async (vault) => {
    if (isFree) return addFreeDay(vault, on, id);
    await endFree(
      vault,
      day.free.filter((each) => each.on === on),
    );
  });
}

/** This day's times on the next one as well. */
export function copyToTomorrow(day: Day): Promise<boolean> {
  return copyTo(day, addDays(day.on, 1));
}

/** This day's times on another as well; those already there are left as they are. */
export function copyTo(day: Day, on: LocalDate): Promise<boolean> {
  // Named before the first attempt: what was copied by then is not copied a second time.
  const named = day.sessions
    .filter((session) => session.on === day.on && !session.off)
    .map((session) => ({ ...session, id: day.newId() }));
  return day.keep(async (vault) => {
    const { sessions, free } = await sessionsOn(vault, [on]);
    const weekly = weeklyOn(day.weekly, on, day.zone, sessions);
    const there = [...sessions, ...weekly].map(({ at }) => at);
    const missing = named.filter(({ at }) => !there.includes(at));
    for (const { id, at, minutes, zone, kind } of missing) {
      await addSession(vault, { on, at, minutes, zone, ...(kind && { kind }) }, id);
    }
    if (named.length > 0) await endFree(vault, free);
  });
}
