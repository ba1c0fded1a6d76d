/** The sessions of some dates as they are planned: those kept, and those of the usual week. */

import type { LocalDate } from '../core/zones';
import { sessionsOn } from '../day/records';
import { inOrder, isKind, isTaken, type Session } from '../day/rules';
import { weeklyOn, weeklyTimes } from '../day/weekly';
import type { Vault } from '../vault/vault';
import type { PlannedDay } from './limits/rules';

/** Days said to be free have none of the week. What did not take place is none. */
export async function plannedDays(
  vault: Vault,
  dates: readonly LocalDate[],
  zone: string,
): Promise<PlannedDay[]> {
  const all = await plannedTimes(vault, dates, zone);
  const sessions = inOrder(all.filter((each) => isTaken(each) && isKind('session')(each)));
  return dates.map((on) => ({ on, sessions: sessions.filter((each) => each.on === on) }));
}

/** Every time of work on these dates: sessions, admin and shifts, without breaks. */
export async function plannedWork(
  vault: Vault,
  dates: readonly LocalDate[],
  zone: string,
): Promise<Session[]> {
  const all = await plannedTimes(vault, dates, zone);
  return all.filter((each) => !each.off && !isKind('break')(each));
}

async function plannedTimes(
  vault: Vault,
  dates: readonly LocalDate[],
  zone: string,
): Promise<Session[]> {
  const { sessions, free } = await sessionsOn(vault, [...dates]);
  const weekly = await weeklyTimes(vault);
  const freed = new Set(free.map(({ on }) => on));
  const usual = dates.filter((on) => !freed.has(on));
  return [...sessions, ...usual.flatMap((on) => weeklyOn(weekly, on, zone, sessions))];
}
