/** The practices somebody wrote, and the one being written. */

import { m } from '../../core/i18n';
import {
  openVault,
  VaultError,
  type Kept,
  type Vault,
  type VaultErrorCode,
} from '../../vault/vault';
import { practices } from '../store.svelte';
import {
  addOwn,
  allOwn,
  changeOwn,
  dropDraft,
  keepDraft,
  OWN,
  readDraft,
  removeOwn,
  restoreOwn,
  type ListedOwn,
  type OwnDraft,
} from './records';
import { BLANK, practiceOf, PREFIX, tidied, type OwnPractice } from './rules';

class OwnPractices {
  list = $state.raw<ListedOwn[]>([]);
  damaged = $state(0);
  /** What stands in the form. */
  draft = $state.raw<OwnDraft | null>(null);
  trouble = $state<VaultErrorCode | null>(null);
  removed = $state.raw<Kept<OwnPractice> | null>(null);

  #heard: Vault | null = null;
  #newId: string | null = null;
  #sealing: Promise<void> = Promise.resolve();

  async open(): Promise<void> {
    await this.#quietly(async () => {
      const vault = await this.#records();
      const { list, damaged } = await allOwn(vault);
      [this.list, this.damaged] = [list, damaged];
      practices.own = list.map((own) => practiceOf(own.id, own, words()));
    });
  }

  /** Goes on with what was half written of this one, else begins with what is kept. */
  async begin(id: string | null): Promise<void> {
    await this.open();
    const kept = id === null ? null : (this.list.find((own) => own.id === id) ?? null);
    let half: OwnDraft | null = null;
    await this.#quietly(async () => (half = await readDraft(await this.#records())));
    this.#newId = null;
    this.trouble = null;
    const { of, own } = half ?? { of: undefined, own: null };
    this.draft = own && of === id ? { of, own } : { of: id, own: kept ?? BLANK };
  }

  /** Sealed as it is typed, the newest only. */
  type(own: OwnPractice): void {
    if (!this.draft) return;
    const draft = { of: this.draft.of, own };
    this.draft = draft;
    this.#sealing = this.#sealing.then(async () => {
      if (this.draft !== draft) return;
      await this.#quietly(async () => keepDraft(await this.#records(), draft));
    });
  }

  /** The name of what was kept; null when it could not be, and stands here all the same. */
  async keep(): Promise<string | null> {
    const { draft } = this;
    if (!draft) return null;
    const own = tidied(draft.own);
    let kept: string | null = null;
    const isKept = await this.#changing(async (vault) => {
      const id = draft.of ?? (this.#newId ??= vault.newId());
      if (draft.of === null) await addOwn(vault, own, id);
      else await changeOwn(vault, id, own);
      await this.#sealing;
      await dropDraft(vault);
      kept = PREFIX + id;
    });
    if (!isKept) return null;
    this.draft = null;
    await this.open();
    return kept;
  }

  async leave(): Promise<void> {
    this.draft = null;
    await this.#sealing;
    await this.#quietly(async () => dropDraft(await this.#records()));
  }

  async remove(id: string): Promise<boolean> {
    return this.#changing(async (vault) => {
      this.removed = await removeOwn(vault, id);
      await dropDraft(vault);
      this.draft = null;
    });
  }

  async undo(): Promise<void> {
    const { removed } = this;
    if (!removed) return;
    await this.#changing(async (vault) => {
      await restoreOwn(vault, removed);
      this.removed = null;
    });
    await this.open();
  }

  async #changing(work: (vault: Vault) => Promise<void>): Promise<boolean> {
    this.trouble = null;
    const isDone = await this.#quietly(async () => work(await this.#records()), true);
    return isDone;
  }

  async #records(): Promise<Vault> {
    const vault = await openVault();
    if (vault !== this.#heard)
      vault.onChange((collection) => void (collection === OWN && this.open()));
    this.#heard = vault;
    return vault;
  }

  async #quietly(work: () => Promise<unknown>, isSaid = false): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      if (isSaid) this.trouble = error.code;
      return false;
    }
  }
}

export const ownPractices = new OwnPractices();

function words() {
  return { begin: m.own_begin(), end: m.own_end(), evidence: m.own_evidence() };
}
