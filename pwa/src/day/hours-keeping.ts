/** Changing work hours. Apart from reading them, which reminders do. */

import type { Policy } from '../vault/sync/policies';
import type { Vault } from '../vault/vault';
import {
  dayField,
  JOBS,
  nameField,
  WORK_HOURS,
  zoneField,
  type JobNumber,
  type Stretch,
} from './hours';
import { WEEKDAYS } from './weekly';

const unset = (job: JobNumber) => [
  [nameField(job), ''],
  [zoneField(job), null],
  ...WEEKDAYS.map((day) => [dayField(job, day), []]),
];

/** Each weekday of each job is a field: Monday changed on one phone and Friday on the other are both. */
const NO_HOURS = Object.fromEntries(JOBS.flatMap(unset)) as Fields;
export const WORK_HOURS_POLICY: Policy = { fields: NO_HOURS };

/** The fields of a change, and what they were: what undoes it. */
export type Fields = Record<string, unknown>;

export const daysOf = (job: JobNumber, weekdays: readonly number[], times: readonly Stretch[]) =>
  Object.fromEntries(weekdays.map((day) => [dayField(job, day), [...times]]));

/**
 * Only these fields change: what another tab made of the others stays. Hands back what they were. One never
 * set was as `NO_HOURS` has it: anything else, put back, would be taken for a change by the other phone.
 */
export async function putHours(vault: Vault, fields: Fields): Promise<Fields> {
  let was: Fields = {};
  await vault.updateSingleton<Fields>(WORK_HOURS, {}, (before) => {
    was = Object.fromEntries(
      Object.keys(fields).map((name) => [name, before[name] ?? NO_HOURS[name]]),
    );
    return { ...before, ...fields };
  });
  return was;
}

/** All of a job: its days are empty then, and its name is gone. */
export function noJob(job: JobNumber): Fields {
  return Object.fromEntries(unset(job)) as Fields;
}
