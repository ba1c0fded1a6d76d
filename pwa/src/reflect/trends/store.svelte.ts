/** The weeks that are kept, and what somebody said of them. */

import { openVault, VaultError, type Vault, type VaultErrorCode } from '../../vault/vault';
import { allPulses, PULSES } from '../pulse/records';
import { withStep, type Item, type Step } from '../pulse/rules';
import { ANCHOR, changeAnchor, readAnchor } from './records';
import { NO_ANCHOR, type Anchor } from './usual';
import { weeksOf, type Week, type WeekName } from './weeks';

class Trends {
  weeks = $state.raw<Week[]>([]);
  anchor = $state.raw<Anchor>(NO_ANCHOR);
  damaged = $state(0);
  /** Before it is, nothing is said of how many weeks there are. */
  isRead = $state(false);
  trouble = $state<VaultErrorCode | null>(null);

  #heard: Vault | null = null;

  async open(): Promise<void> {
    await this.#quietly(async (vault) => {
      const [{ list, damaged }, anchor] = [await allPulses(vault), await readAnchor(vault)];
      [this.weeks, this.anchor, this.damaged] = [weeksOf(list), anchor, damaged];
      this.isRead = true;
    });
  }

  async toggleWeek(week: WeekName): Promise<void> {
    await this.#change(({ weeks }) => ({
      weeks: weeks.includes(week) ? weeks.filter((other) => other !== week) : [...weeks, week],
    }));
  }

  /** From memory; null takes it back. */
  async describe(item: Item, step: Step | null): Promise<void> {
    await this.#change(({ steps }) => {
      const next = withStep(steps ?? {}, item, step);
      return { steps: Object.keys(next).length === 0 ? null : next };
    });
  }

  async setFirstUnusual(isUnusual: boolean): Promise<void> {
    await this.#change(() => ({ first_unusual: isUnusual }));
  }

  /** Refused, the page shows what is kept, and says that the choice was not. */
  async #change(change: (before: Anchor) => Partial<Anchor>): Promise<void> {
    const before = this.anchor;
    this.trouble = null;
    this.anchor = { ...before, ...change(before) };
    const isKept = await this.#quietly((vault) => changeAnchor(vault, change), true);
    if (!isKept) this.anchor = before;
  }

  async #quietly(work: (vault: Vault) => Promise<void>, isSaid = false): Promise<boolean> {
    try {
      const vault = await openVault();
      if (vault !== this.#heard)
        vault.onChange((collection) => void ([PULSES, ANCHOR].includes(collection) && this.open()));
      this.#heard = vault;
      await work(vault);
      return true;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      if (isSaid) this.trouble = error.code;
      return false;
    }
  }
}

export const trends = new Trends();
