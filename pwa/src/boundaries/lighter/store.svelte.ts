/** The lighter week there is, if there is one, and the form of one. */

import { m } from '../../core/i18n';
import { isLighter, LIGHTER, lighterWeek, NOT_LIGHTER, type LighterWeek } from '../../day/lighter';
import type { LocalDate, Vault } from '../../vault/vault';
import { dateHere } from '../parts/days';
import { SealedRoom } from '../parts/sealed-room.svelte';
import { changeLighter } from './records';
import { tidied } from './rules';

class Lighter extends SealedRoom {
  on = $state<LocalDate>(dateHere());
  week = $state.raw<LighterWeek>(NOT_LIGHTER);
  isOn = $derived(isLighter(this.week, this.on));

  protected readonly collections = [LIGHTER];

  protected async read(vault: Vault): Promise<void> {
    const { week, damaged } = await lighterWeek(vault);
    [this.on, this.week, this.damaged] = [dateHere(), week, damaged];
  }

  keep(week: LighterWeek): Promise<boolean> {
    const before = this.week;
    const undoable = this.isOn && {
      said: m.lighter_changed(),
      back: (vault: Vault) => changeLighter(vault, before),
    };
    return this.change((vault) => changeLighter(vault, tidied(week)), undoable || undefined);
  }

  end(): Promise<boolean> {
    const { until } = this.week;
    return this.change((vault) => changeLighter(vault, { until: null }), {
      said: m.lighter_ended(),
      back: (vault) => changeLighter(vault, { until }),
    });
  }
}

export const lighter = new Lighter();
