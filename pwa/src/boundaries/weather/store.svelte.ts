/** The weather of this week's days. */

import type { LocalDate, Vault } from '../../vault/vault';
import { todayHere, weekOf } from '../parts/days';
import { SealedRoom } from '../parts/sealed-room.svelte';
import { LOAD_WEATHER, sayLoad, weatherOn } from './records';
import { UNSAID, type DayWeather, type LoadKind, type Step } from './rules';

class LoadWeather extends SealedRoom {
  on = $state<LocalDate>(todayHere());
  week = $state.raw<DayWeather[]>([]);
  today = $derived(this.week.find(({ on }) => on === this.on)?.weather ?? UNSAID);

  protected readonly collections = [LOAD_WEATHER];

  protected async read(vault: Vault): Promise<void> {
    const on = todayHere();
    const { days, damaged } = await weatherOn(vault, weekOf(on));
    [this.on, this.week, this.damaged] = [on, days, damaged];
  }

  /** Another day may have begun while the page lay open. */
  tick(): void {
    if (this.isRead && todayHere() !== this.on) void this.open();
  }

  say(kind: LoadKind, step: Step | null): Promise<boolean> {
    return this.change((vault) => sayLoad(vault, todayHere(), kind, step));
  }
}

export const loadWeather = new LoadWeather();
