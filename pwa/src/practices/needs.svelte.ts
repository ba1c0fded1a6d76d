/** Changing what has to hold: in force at once, and kept where the phone can. */

import { openVault, VaultError } from '../vault/vault';
import { keepNeeds, type NeedsChange } from './needs-keeping';
import type { Tag } from './format';
import type { Where } from './rules';
import { practices } from './store.svelte';

class NeedsKeeper {
  /** The last change holds until the app is closed, and no longer. */
  unkept = $state(false);

  setWhere(where: Where | null): Promise<void> {
    practices.needs = { ...practices.needs, where };
    return this.#keep({ where });
  }

  toggle(tag: Tag): Promise<void> {
    const { tags } = practices.needs;
    const isOn = !tags.includes(tag);
    practices.needs = {
      ...practices.needs,
      tags: isOn ? [...tags, tag] : tags.filter((other) => other !== tag),
    };
    return this.#keep({ [tag]: isOn });
  }

  async #keep(change: NeedsChange): Promise<void> {
    try {
      await keepNeeds(await openVault(), change);
      this.unkept = false;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.unkept = true;
    }
  }
}

export const needsKeeper = new NeedsKeeper();
