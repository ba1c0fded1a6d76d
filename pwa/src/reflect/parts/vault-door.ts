/** The page's vault for one room: heard when its records change, and its refusals told rather than thrown. */

import { openVault, VaultError, type Vault, type VaultErrorCode } from '../../vault/vault';

export class VaultDoor {
  readonly #collection: string;
  readonly #hear: () => void;
  #heard: Vault | null = null;

  constructor(collection: string, hear: () => void) {
    [this.#collection, this.#hear] = [collection, hear];
  }

  /** False when the vault refused. Anything else that goes wrong is a mistake of ours, and thrown. */
  async quietly(
    work: (vault: Vault) => Promise<unknown>,
    tell: (code: VaultErrorCode) => void = () => undefined,
  ): Promise<boolean> {
    try {
      await work(this.#follow(await openVault()));
      return true;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      tell(error.code);
      return false;
    }
  }

  /** Another tab may have made the page's vault a new one: it is asked for each time. */
  #follow(vault: Vault): Vault {
    if (vault !== this.#heard)
      vault.onChange((name) => {
        if (name === this.#collection) this.#hear();
      });
    this.#heard = vault;
    return vault;
  }
}
