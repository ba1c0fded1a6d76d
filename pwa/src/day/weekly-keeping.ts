/** Changing the usual week. Apart from reading it, which the first screen does. */

import type { Policy } from '../vault/sync/policies';
import type { Vault } from '../vault/vault';
import { WEEKDAYS, WEEKLY, weeklyFrom, type Weekly, type WeeklyTime } from './weekly';

/** Each day a field: Monday changed on one phone and Friday on the other are both. */
export const WEEKLY_POLICY: Policy = {
  fields: Object.fromEntries(WEEKDAYS.map((day) => [day, []])),
};

export function addWeekly(vault: Vault, weekday: number, time: WeeklyTime): Promise<void> {
  return change(vault, weekday, (times) => {
    const others = times.filter(({ at }) => at !== time.at);
    return [...others, time].sort((a, b) => (a.at < b.at ? -1 : 1));
  });
}

export function removeWeekly(vault: Vault, weekday: number, at: string): Promise<void> {
  return change(vault, weekday, (times) => times.filter((time) => time.at !== at));
}

/** All of one day, as it stood before. */
export function putWeekly(
  vault: Vault,
  weekday: number,
  times: readonly WeeklyTime[],
): Promise<void> {
  return change(vault, weekday, () => times);
}

/** Only this day changes: what another tab made of the others stays. */
async function change(
  vault: Vault,
  weekday: number,
  next: (times: readonly WeeklyTime[]) => readonly WeeklyTime[],
): Promise<void> {
  await vault.updateSingleton<Weekly>(WEEKLY, {}, (before) => ({
    ...before,
    [weekday]: next(weeklyFrom(before)[weekday] ?? []),
  }));
}
