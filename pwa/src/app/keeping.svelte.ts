/** How well this phone keeps what is written: what ails the vault, and the browser's word to keep it. */

import { askToPersist, storageState, type StorageState } from '../vault/storage';
import { openVault, VaultError, type VaultErrorCode } from '../vault/vault';

class Keeping {
  /** Why the vault would not open; null while it is open, or not tried yet. */
  trouble = $state<VaultErrorCode | null>(null);
  /** How many records could not be opened. They were left as they are. */
  damaged = $state(0);
  refused = $state(false);
  storage = $state.raw<StorageState | null>(null);

  #asked = false;

  async open(): Promise<void> {
    try {
      const vault = await openVault();
      this.trouble = null;
      const met = new Set<string>();
      const count = () => (this.damaged = met.size);
      vault.onDamaged(
        ({ id }) => (met.add(id), count()),
        (id) => (met.delete(id), count()),
      );
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.trouble = error.code;
    }
    this.storage = await storageState();
  }

  /** Also says so when the browser would rather not: a button that does nothing is worse than a no. */
  async persist(): Promise<void> {
    this.refused = (await askToPersist()) !== 'granted';
    this.storage = await storageState();
  }

  /** In the click that begins the first writing: the moment a browser may be asked, and once is enough. */
  async persistOnce(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    if (!(await storageState())?.persisted) await this.persist();
  }
}

export const keeping = new Keeping();
