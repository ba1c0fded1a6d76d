/** Days off as they stand, and the next day of rest that follows from all that is planned. */

import { thisZone } from '../../core/clock';
import { m } from '../../core/i18n';
import { addDays, type LocalDate } from '../../core/zones';
import { WORK_HOURS, workHours } from '../../day/hours';
import { SESSIONS } from '../../day/records';
import { allTimeOff, TIME_OFF, type ListedOff, type TimeOff } from '../../day/time-off';
import { addTimeOff, endTimeOff, removeTimeOff, restoreTimeOff } from '../../day/time-off-keeping';
import { WEEKLY } from '../../day/weekly';
import type { Kept, Vault } from '../../vault/vault';
import { todayHere } from '../parts/days';
import { SealedRoom } from '../parts/sealed-room.svelte';
import { plannedWork } from '../planned';
import {
  datesFrom,
  lastRest,
  LOOKED_AHEAD_DAYS,
  LOOKED_BACK_DAYS,
  nextRest,
  type Known,
} from './rules';

class Rest extends SealedRoom {
  today = $state(todayHere());
  list = $state.raw<ListedOff[]>([]);
  next = $state<LocalDate | null>(null);
  last = $state<LocalDate | null>(null);

  protected readonly collections = [TIME_OFF, WORK_HOURS, SESSIONS, WEEKLY];
  #newId: string | null = null;

  protected async read(vault: Vault): Promise<void> {
    this.today = todayHere();
    const { list, damaged } = await allTimeOff(vault);
    const known = await knownOf(vault, list, this.today);
    [this.next, this.last] = [nextRest(this.today, known), lastRest(this.today, known)];
    [this.list, this.damaged] = [list, damaged];
  }

  async add(off: TimeOff): Promise<boolean> {
    let id = '';
    const isKept = await this.change(
      async (vault) => {
        id = this.#newId ??= vault.newId();
        await addTimeOff(vault, off, id);
      },
      { said: m.rest_added(), back: (vault) => removeTimeOff(vault, id) },
    );
    if (isKept) this.#newId = null;
    return isKept;
  }

  remove(id: string): Promise<boolean> {
    let kept: Kept<TimeOff> | null = null;
    return this.change(
      async (vault) => {
        kept = await removeTimeOff(vault, id);
      },
      { said: m.rest_removed(), back: async (vault) => kept && restoreTimeOff(vault, kept) },
    );
  }

  /** What is off today ends: work goes on now. */
  async backNow(): Promise<boolean> {
    const today = this.list.filter(
      ({ from, to }) => from <= this.today && (!to || to >= this.today),
    );
    return this.change(async (vault) => {
      for (const off of today) await endTimeOff(vault, off, this.today);
    });
  }
}

async function knownOf(vault: Vault, time_off: TimeOff[], today: LocalDate): Promise<Known> {
  const dates = datesFrom(addDays(today, -LOOKED_BACK_DAYS), LOOKED_BACK_DAYS + LOOKED_AHEAD_DAYS);
  const work = await plannedWork(vault, dates, thisZone());
  return {
    hours: await workHours(vault),
    time_off,
    worked: new Set(work.map(({ on }) => on)),
  };
}

export const rest = new Rest();
