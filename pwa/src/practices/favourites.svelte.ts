/** The practices somebody keeps at hand: one sealed record, a field for each. */

import type { Policy } from '../vault/sync/policies';
import { quietly } from '../vault/quietly';
import { openVault, type Vault } from '../vault/vault';
import { isRecord } from './summary';

export const FAVOURITES = 'favourite_practices';

/** One kept here and one kept on another phone are both. */
export const FAVOURITES_POLICY: Policy = { fields: {} };

export function favouritesFrom(value: unknown): string[] {
  return isRecord(value) ? Object.keys(value).filter((id) => value[id] === true) : [];
}

export async function keepFavourite(vault: Vault, id: string, isOne: boolean): Promise<void> {
  await vault.updateSingleton<unknown>(FAVOURITES, {}, (before) => ({
    ...(isRecord(before) && before),
    [id]: isOne,
  }));
}

class Favourites {
  ids = $state.raw<readonly string[]>([]);
  /** The last change holds until the app is closed, and no longer. */
  unkept = $state(false);

  #heard: Vault | null = null;
  #turn = 0;

  async open(): Promise<void> {
    await quietly(async () => {
      const turn = ++this.#turn;
      const vault = await this.#records();
      const kept = await vault.singleton<unknown>(FAVOURITES);
      if (turn === this.#turn) this.ids = favouritesFrom(kept?.value); // a later one knows more
    });
  }

  has(id: string): boolean {
    return this.ids.includes(id);
  }

  async toggle(id: string): Promise<void> {
    const isOne = !this.has(id);
    this.#turn += 1;
    this.ids = isOne ? [...this.ids, id] : this.ids.filter((other) => other !== id);
    const isKept = await quietly(async () => keepFavourite(await this.#records(), id, isOne));
    this.unkept = !isKept;
  }

  async #records(): Promise<Vault> {
    const vault = await openVault();
    if (vault !== this.#heard)
      vault.onChange((collection) => void (collection === FAVOURITES && this.open()));
    this.#heard = vault;
    return vault;
  }
}

export const favourites = new Favourites();
