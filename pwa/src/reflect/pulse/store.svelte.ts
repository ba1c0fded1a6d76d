/** The pulse being marked. What is marked stays here until it is kept, whatever the phone says. */

import { now, thisZone } from '../../core/clock';
import { wallClockOf } from '../../core/zones';
import { openVault, VaultError, type Vault, type VaultErrorCode } from '../../vault/vault';
import { addPulse, allPulses, PULSES, removePulse } from './records';
import { itemsOf, onlyAsked, withStep, type Item, type Kind, type Step, type Steps } from './rules';

/** What was kept last, and how to have it back on the screen. */
interface LastKept {
  id: string;
  steps: Steps;
}

class PulseStore {
  kind = $state<Kind>('daily');
  steps = $state.raw<Steps>({});
  on = $state(today());
  kept = $state.raw<LastKept | null>(null);
  damaged = $state(0);
  trouble = $state<VaultErrorCode | null>(null);

  #heard: Vault | null = null;
  /** The pulse being kept, made once: the same moment and id however often it is tried. */
  #trying: { id: string; at: string; of: string } | null = null;

  get items(): readonly Item[] {
    return itemsOf(this.kind, this.on);
  }

  get marked(): Steps {
    return onlyAsked(this.steps, this.items);
  }

  async open(): Promise<void> {
    if (Object.keys(this.steps).length === 0) this.on = today();
    await this.#quietly(async (vault) => {
      this.damaged = (await allPulses(vault)).damaged;
    });
  }

  choose(kind: Kind): void {
    this.kind = kind;
    this.kept = null;
  }

  mark(item: Item, step: Step | null): void {
    this.steps = withStep(this.steps, item, step);
    this.kept = null;
  }

  /** False when it could not be kept, and stands here all the same. */
  async keep(): Promise<boolean> {
    const { kind, marked, steps } = this;
    this.trouble = null;
    return this.#quietly(async (vault) => {
      const { id, at } = this.#attempt(vault, JSON.stringify([kind, marked]));
      await addPulse(vault, { at, kind, steps: marked }, id);
      this.#trying = null;
      // A second tap meets the same id; what was marked meanwhile stays.
      if (this.steps !== steps) return;
      [this.kept, this.steps] = [{ id, steps }, {}];
    }, true);
  }

  /** Takes back what was kept last; its marks stand on the screen once more. */
  async undo(): Promise<void> {
    const { kept } = this;
    if (!kept) return;
    this.trouble = null;
    await this.#quietly(async (vault) => {
      await removePulse(vault, kept.id);
      [this.steps, this.kept] = [kept.steps, null];
    }, true);
  }

  #attempt(vault: Vault, of: string) {
    if (this.#trying?.of !== of) this.#trying = { id: vault.newId(), at: now().toISOString(), of };
    return this.#trying;
  }

  async #quietly(work: (vault: Vault) => Promise<void>, isSaid = false): Promise<boolean> {
    try {
      const vault = await openVault();
      if (vault !== this.#heard)
        vault.onChange((collection) => void (collection === PULSES && this.open()));
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

export const pulse = new PulseStore();

function today() {
  return wallClockOf(now(), thisZone()).on;
}
