/** Days off as they stand, and the next day of rest that follows from all that is planned. */

import { thisZone } from '../../core/clock';
import { m } from '../../core/i18n';
import { addDays, type LocalDate } from '../../core/zones';
import { WORK_HOURS, workHours } from '../../day/hours';
import { SESSIONS } from '../../day/records';
import { allTimeOff, TIME_OFF, type ListedOff, type TimeOff } from '../../day/time-off';
import {
  addTimeOff,
  endTimeOff,
  removeTimeOff,
  restoreTimeOff,
  undoEnd,
} from '../../day/time-off-keeping';
import { WEEKLY, weeklyTimes } from '../../day/weekly';
import type { Kept, Vault } from '../../vault/vault';
import { dateHere } from '../parts/days';
import { SealedRoom } from '../parts/sealed-room.svelte';
import { plannedWork } from '../planned';
import {
  datesFrom,
  lastRest,
  LOOKED_AHEAD_DAYS,
  LOOKED_BACK_DAYS,
  nextRest,
  workedDates,
  type Known,
} from './rules';

class Rest extends SealedRoom {
  /** By the calendar, as reminders go. */
  today = $state(dateHere());
  list = $state.raw<ListedOff[]>([]);
  next = $state<LocalDate | null>(null);
  last = $state<LocalDate | null>(null);

  protected readonly collections = [TIME_OFF, WORK_HOURS, SESSIONS, WEEKLY];
  #adding: { what: string; id: string } | null = null;

  protected async read(vault: Vault): Promise<void> {
    this.today = dateHere();
    const { list, damaged } = await allTimeOff(vault);
    const known = await knownOf(vault, list, this.today);
    [this.next, this.last] = [nextRest(this.today, known), lastRest(this.today, known)];
    [this.list, this.damaged] = [list, damaged];
  }

  async add(off: TimeOff): Promise<boolean> {
    let id = '';
    const isKept = await this.change(
      async (vault) => {
        id = this.#idOf(off, vault);
        await addTimeOff(vault, off, id);
      },
      { said: m.rest_added(), back: (vault) => removeTimeOff(vault, id) },
    );
    if (isKept && this.#adding?.id === id) this.#adding = null;
    return isKept;
  }

  /** The same, tapped twice or tried once more, is one; another beside it is another. */
  #idOf(off: TimeOff, vault: Vault): string {
    const what = JSON.stringify(off);
    if (this.#adding?.what !== what) this.#adding = { what, id: vault.newId() };
    return this.#adding.id;
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
    const ended: Kept<TimeOff>[] = [];
    return this.change(
      async (vault) => {
        for (const off of today) {
          const kept = await endTimeOff(vault, off, this.today);
          if (kept) ended.push(kept);
        }
      },
      {
        said: m.rest_ended(),
        back: async (vault) => {
          for (const kept of ended) await undoEnd(vault, kept);
        },
      },
    );
  }
}

async function knownOf(vault: Vault, time_off: TimeOff[], today: LocalDate): Promise<Known> {
  // From a day earlier: a night that began then reaches into the first.
  const first = addDays(today, -LOOKED_BACK_DAYS - 1);
  const dates = datesFrom(first, LOOKED_BACK_DAYS + LOOKED_AHEAD_DAYS + 2);
  const zone = thisZone();
  const [work, hours, weekly] = await Promise.all([
    plannedWork(vault, dates, zone),
    workHours(vault),
    weeklyTimes(vault),
  ]);
  const hasUsualWeek = hours.length > 0 || Object.values(weekly).some((times) => times.length > 0);
  return { hours, time_off, worked: workedDates(work, zone), hasUsualWeek };
}

export const rest = new Rest();
