/** The limits as they stand, what the week ahead has beyond them, and what Today may say of it. */

import { thisZone } from '../../core/clock';
import { m } from '../../core/i18n';
import { LIGHTER } from '../../day/lighter';
import { SESSIONS } from '../../day/records';
import { TIME_OFF } from '../../day/time-off';
import { WEEKLY } from '../../day/weekly';
import type { Vault } from '../../vault/vault';
import { todayHere } from '../parts/days';
import { SealedRoom } from '../parts/sealed-room.svelte';
import {
  exceededAhead,
  LIMITS,
  limitSaid,
  limitToSay,
  notMine,
  putLimits,
  readLimits,
} from './records';
import { NO_LIMITS, type Exceeded, type LimitName, type Limits } from './rules';

class LimitsRoom extends SealedRoom {
  limits = $state.raw<Limits>(NO_LIMITS);
  exceeded = $state.raw<Exceeded[]>([]);
  /** What Today may say; null while there is nothing, or it was said. */
  toSay = $state.raw<Exceeded | null>(null);

  #shown: Exceeded | null = null;

  protected readonly collections = [LIMITS, SESSIONS, WEEKLY, LIGHTER, TIME_OFF];

  protected async read(vault: Vault): Promise<void> {
    const [today, zone] = [todayHere(), thisZone()];
    this.limits = await readLimits(vault);
    this.exceeded = await exceededAhead(vault, today, zone);
    this.toSay = this.#shown ?? (await limitToSay(vault, today, zone));
  }

  set(name: LimitName, to: number | null): Promise<boolean> {
    const was = this.limits[name];
    return this.change((vault) => putLimits(vault, { [name]: to }), {
      said: m.limits_changed(),
      back: (vault) => putLimits(vault, { [name]: was }),
    });
  }

  /** "Not mine to change" is taken back: it may be said once more. */
  mineAfterAll(): Promise<boolean> {
    return this.change((vault) => putLimits(vault, { not_mine_until: null }));
  }

  /** Shown, it is said: it does not come up at each opening. It stays on this screen until it is answered. */
  async shown(): Promise<void> {
    if (!this.toSay || this.#shown) return;
    this.#shown = this.toSay;
    await this.quietly((vault) => limitSaid(vault, todayHere()));
  }

  override forget(): void {
    super.forget();
    [this.toSay, this.#shown] = [null, null];
  }

  seen(): Promise<boolean> {
    [this.toSay, this.#shown] = [null, null];
    return this.quietly((vault) => limitSaid(vault, todayHere()));
  }

  notMine(): Promise<boolean> {
    [this.toSay, this.#shown] = [null, null];
    return this.quietly((vault) => notMine(vault, todayHere()));
  }
}

export const limits = new LimitsRoom();
