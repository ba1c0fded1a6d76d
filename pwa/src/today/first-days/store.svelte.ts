/** The questions of the first days as they stand. Until they are read, nothing is asked. */

import { openVault, VaultError, type Vault } from '../../vault/vault';
import { askedOf, FIRST_DAYS, keepAsked } from './records';
import type { Asked, FirstQuestion } from './rules';

const ALL_ASKED: Asked = { copy: true, reach: true };

class FirstDays {
  asked = $state.raw<Asked>(ALL_ASKED);
  #heard: Vault | null = null;

  async open(): Promise<void> {
    await this.#quietly(async (vault) => {
      if (vault !== this.#heard)
        vault.onChange((collection) => void (collection === FIRST_DAYS && this.open()));
      this.#heard = vault;
      this.asked = await askedOf(vault);
    });
  }

  async answered(question: FirstQuestion): Promise<void> {
    await this.#quietly((vault) => keepAsked(vault, question));
    this.asked = { ...this.asked, [question]: true };
  }

  async #quietly(work: (vault: Vault) => Promise<unknown>): Promise<void> {
    try {
      await work(await openVault());
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
    }
  }
}

export const firstDays = new FirstDays();
