/** Work hours as they stand, and the last change, to have it back. */

import { m } from '../../core/i18n';
import { thisZone } from '../../core/clock';
import {
  nameField,
  WORK_HOURS,
  workHours,
  zoneField,
  type JobNumber,
  type Stretch,
  type WorkHours,
} from '../../day/hours';
import { daysOf, noJob, putHours, type Fields } from '../../day/hours-keeping';
import type { Vault } from '../../vault/vault';
import { SealedRoom } from '../parts/sealed-room.svelte';

class Hours extends SealedRoom {
  hours = $state.raw<WorkHours>([]);
  zone = $state(thisZone());

  protected readonly collections = [WORK_HOURS];

  protected async read(vault: Vault): Promise<void> {
    this.hours = await workHours(vault);
    this.zone = thisZone();
  }

  /** The clock a job goes by is this phone's when its first time is put in. */
  putDays(
    job: JobNumber,
    weekdays: readonly number[],
    times: readonly Stretch[],
  ): Promise<boolean> {
    const isNew = !this.hours.some(({ number }) => number === job);
    const zone = isNew ? { [zoneField(job)]: thisZone() } : {};
    return this.#put({ ...daysOf(job, weekdays, times), ...zone }, m.hours_changed());
  }

  putName(job: JobNumber, name: string): Promise<boolean> {
    return this.#put({ [nameField(job)]: name.trim() }, m.hours_changed());
  }

  useThisZone(job: JobNumber): Promise<boolean> {
    return this.#put({ [zoneField(job)]: thisZone() }, m.hours_changed());
  }

  removeJob(job: JobNumber): Promise<boolean> {
    return this.#put(noJob(job), m.hours_job_removed());
  }

  #put(fields: Fields, said: string): Promise<boolean> {
    let was: Fields = {};
    return this.change(
      async (vault) => {
        was = await putHours(vault, fields);
      },
      { said, back: (vault) => putHours(vault, was) },
    );
  }
}

export const hours = new Hours();
