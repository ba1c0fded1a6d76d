/** The questions of the first days as they stand. Until they are read, nothing is asked. */

import { quietlyWithVault } from '../../vault/quietly';
import type { Vault } from '../../vault/vault';
import { askedOf, FIRST_DAYS, keepAsked } from './records';
import type { Asked, FirstQuestion } from './rules';

const ALL_ASKED: Asked = { copy: true, reach: true };

class FirstDays {
  asked = $state.raw<Asked>(ALL_ASKED);
  #heard: Vault | null = null;

  async open(): Promise<void> {
    await quietlyWithVault(async (vault) => {
      if (vault !== this.#heard)
        vault.onChange((collection) => void (collection === FIRST_DAYS && this.open()));
      this.#heard = vault;
      this.asked = await askedOf(vault);
    });
  }

  async answered(question: FirstQuestion): Promise<void> {
    await quietlyWithVault((vault) => keepAsked(vault, question));
    this.asked = { ...this.asked, [question]: true };
  }
}

export const firstDays = new FirstDays();
