/** The plan and the one being written. What is typed stays, whatever the phone says. */

import {
  openVault,
  VaultError,
  type Kept,
  type Vault,
  type VaultErrorCode,
} from '../../vault/vault';
import {
  addPlan,
  allPlans,
  changePlan,
  dropDraft,
  keepDraft,
  readDraft,
  removePlan,
  restorePlan,
  WARNING_PLAN,
  type ListedPlan,
  type PlanDraft,
} from './records';
import { BLANK, tidied, type WarningPlan } from './rules';

class Warnings {
  list = $state.raw<ListedPlan[]>([]);
  damaged = $state(0);
  isRead = $state(false);
  /** What stands in the form. */
  draft = $state.raw<PlanDraft | null>(null);
  trouble = $state<VaultErrorCode | null>(null);
  removed = $state.raw<Kept<WarningPlan> | null>(null);

  #heard: Vault | null = null;
  #newId: string | null = null;
  #sealing: Promise<unknown> = Promise.resolve();

  /** The plan, and whether something half written waits: that opens the form by itself. */
  async open(): Promise<void> {
    await this.#quietly(async (vault) => {
      const { list, damaged } = await allPlans(vault);
      [this.list, this.damaged] = [list, damaged];
      if (!this.isRead) this.draft ??= await readDraft(vault);
      this.isRead = true;
    });
  }

  /** Begins with what is kept, or with nothing. */
  begin(): void {
    const [kept] = this.list;
    this.#newId = null;
    this.trouble = null;
    this.draft = kept ? { of: kept.id, plan: tidied(kept) } : { of: null, plan: BLANK };
  }

  /** Sealed as it is typed, the newest only. */
  type(plan: WarningPlan): void {
    if (!this.draft) return;
    const draft = { of: this.draft.of, plan };
    this.draft = draft;
    this.#sealing = this.#sealing.then(async () => {
      if (this.draft === draft) await this.#quietly((vault) => keepDraft(vault, draft));
    });
  }

  /** False when it could not be kept, and stands here all the same. */
  async keep(): Promise<boolean> {
    const { draft } = this;
    if (!draft) return false;
    const isKept = await this.#changing(async (vault) => {
      const of = await this.#write(vault, draft);
      await this.#sealing;
      // What was typed meanwhile goes on as a change of the same plan.
      if (this.draft && this.draft !== draft) this.draft = { ...this.draft, of };
      else await dropDraft(vault);
    });
    if (!isKept) return false;
    if (this.draft === draft) this.draft = null;
    await this.open();
    return true;
  }

  /** One taken away meanwhile, on another tab, is written anew: the words are here. */
  async #write(vault: Vault, { of, plan }: PlanDraft): Promise<string> {
    if (of !== null && (await vault.get(WARNING_PLAN, of)) !== null) {
      await changePlan(vault, of, tidied(plan));
      return of;
    }
    const id = (this.#newId ??= vault.newId());
    await addPlan(vault, tidied(plan), id);
    return id;
  }

  async leave(): Promise<void> {
    this.draft = null;
    await this.#sealing;
    await this.#quietly((vault) => dropDraft(vault));
  }

  async remove(id: string): Promise<void> {
    await this.#changing(async (vault) => {
      this.removed = await removePlan(vault, id);
    });
    await this.open();
  }

  async undo(): Promise<void> {
    const { removed } = this;
    if (!removed) return;
    await this.#changing(async (vault) => {
      await restorePlan(vault, removed);
      this.removed = null;
    });
    await this.open();
  }

  async #changing(work: (vault: Vault) => Promise<void>): Promise<boolean> {
    this.trouble = null;
    return this.#quietly(work, true);
  }

  async #quietly(work: (vault: Vault) => Promise<void>, isSaid = false): Promise<boolean> {
    try {
      const vault = await openVault();
      if (vault !== this.#heard)
        vault.onChange((collection) => void (collection === WARNING_PLAN && this.open()));
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

export const warnings = new Warnings();
