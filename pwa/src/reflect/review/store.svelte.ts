/** The week being looked back on, and the change being written. What is typed stays. */

import { now, thisZone } from '../../core/clock';
import { addDays, wallClockOf } from '../../core/zones';
import { LOGS } from '../../practices/records';
import {
  openVault,
  VaultError,
  type Kept,
  type Vault,
  type VaultErrorCode,
} from '../../vault/vault';
import { PULSES } from '../pulse/records';
import { mondayOf, weekOf, type WeekName } from '../trends/weeks';
import {
  addChange,
  changesOf,
  dropDraft,
  keepDraft,
  readDraft,
  readWeek,
  removeChange,
  restoreChange,
  REVIEWS,
  type ListedChange,
} from './records';
import {
  LONGEST,
  usualWhich,
  weekToSee,
  type Change,
  type EdgesOn,
  type WeekSeen,
  type Which,
} from './rules';

class Review {
  which = $state<Which>('this');
  seen = $state.raw<WeekSeen | null>(null);
  changes = $state.raw<ListedChange[]>([]);
  /** What was written the week before this one. */
  before = $state.raw<ListedChange[]>([]);
  damaged = $state(0);
  text = $state('');
  trouble = $state<VaultErrorCode | null>(null);
  removed = $state.raw<Kept<Change> | null>(null);

  #edgesOn: EdgesOn | null = null;
  #heard: Vault | null = null;
  #newId: string | null = null;
  #sealing: Promise<unknown> = Promise.resolve();

  get week(): WeekName {
    return weekToSee(today(), this.which);
  }

  async open(edgesOn: EdgesOn | null): Promise<void> {
    this.#edgesOn = edgesOn;
    if (!this.seen) this.which = usualWhich(today());
    await this.#load();
    await this.#quietly(async (vault) => {
      const draft = await readDraft(vault);
      if (!this.text && draft?.week === this.week) this.text = draft.text;
    });
  }

  async choose(which: Which): Promise<void> {
    this.which = which;
    await this.#load();
  }

  /** Sealed as it is typed, the newest only. */
  type(text: string): void {
    this.text = text;
    const change = { week: this.week, text };
    this.#sealing = this.#sealing.then(async () => {
      if (this.text === text) await this.#quietly((vault) => keepDraft(vault, change));
    });
  }

  /** False when it could not be kept, and stands here all the same. */
  async keep(): Promise<boolean> {
    const typed = this.text;
    const change = { week: this.week, text: typed.trim().slice(0, LONGEST) };
    if (!change.text) return false;
    const isKept = await this.#changing(async (vault) => {
      await addChange(vault, change, (this.#newId ??= vault.newId()));
      await this.#sealing;
      await dropDraft(vault);
      this.#newId = null;
      if (this.text === typed) this.text = '';
    });
    await this.#load();
    return isKept;
  }

  async remove(id: string): Promise<void> {
    await this.#changing(async (vault) => {
      this.removed = await removeChange(vault, id);
    });
    await this.#load();
  }

  async undo(): Promise<void> {
    const { removed } = this;
    if (!removed) return;
    await this.#changing(async (vault) => {
      await restoreChange(vault, removed);
      this.removed = null;
    });
    await this.#load();
  }

  async #load(): Promise<void> {
    const { week } = this;
    await this.#quietly(async (vault) => {
      const seen = await readWeek(vault, week, this.#edgesOn);
      const own = await changesOf(vault, week);
      const before = await changesOf(vault, weekOf(addDays(mondayOf(week), -7)));
      if (week !== this.week) return; // Another week was chosen meanwhile.
      [this.seen, this.changes, this.before] = [seen, own.list, before.list];
      this.damaged = own.damaged + before.damaged;
    });
  }

  async #changing(work: (vault: Vault) => Promise<void>): Promise<boolean> {
    this.trouble = null;
    return this.#quietly(work, true);
  }

  async #quietly(work: (vault: Vault) => Promise<void>, isSaid = false): Promise<boolean> {
    try {
      const vault = await openVault();
      if (vault !== this.#heard) vault.onChange((collection) => this.#follow(collection));
      this.#heard = vault;
      await work(vault);
      return true;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      if (isSaid) this.trouble = error.code;
      return false;
    }
  }

  #follow(collection: string): void {
    if ([REVIEWS, PULSES, LOGS].includes(collection)) void this.#load();
  }
}

export const review = new Review();

function today() {
  return wallClockOf(now(), thisZone()).on;
}
