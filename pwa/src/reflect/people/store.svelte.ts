/** The shelf of one's own, and the messages that were changed. */

import type { Vault, VaultErrorCode } from '../../vault/vault';
import { SealedRoom } from '../parts/sealed-room.svelte';
import { VaultDoor } from '../parts/vault-door';
import { changeText, findTexts, PEOPLE_TEXTS, SHELF_ROOM } from './records';
import { textsFrom, type Ask, type ShelfItem, type Texts } from './rules';

export const shelf = new SealedRoom<ShelfItem>(SHELF_ROOM);

class Messages {
  texts = $state.raw<Texts>({});
  trouble = $state<VaultErrorCode | null>(null);

  readonly #door = new VaultDoor(PEOPLE_TEXTS, () => void this.open());
  #sealing: Promise<unknown> = Promise.resolve();
  /** What was typed and is not sealed yet; it is newer than what is read. */
  readonly #typed = new Map<Ask, string | null>();

  async open(): Promise<void> {
    await this.#quietly(async (vault) => this.#show(await findTexts(vault)));
  }

  /** Another person, or another test, may have the page next. */
  forget(): void {
    [this.texts, this.trouble] = [{}, null];
    this.#typed.clear();
  }

  /** On screen at once, and sealed as it is typed, the newest only. Null: as it came. */
  type(ask: Ask, text: string | null): void {
    this.#typed.set(ask, text);
    this.#show(this.texts);
    this.#sealing = this.#sealing.then(() => this.#seal(ask, text));
  }

  async #seal(ask: Ask, text: string | null): Promise<void> {
    if (this.#typed.get(ask) !== text) return;
    this.trouble = null;
    const isSealed = await this.#quietly((vault) => changeText(vault, ask, text));
    if (isSealed && this.#typed.get(ask) === text) this.#typed.delete(ask);
  }

  #show(read: Texts): void {
    const typed = Object.fromEntries(this.#typed) as Partial<Record<Ask, string | null>>;
    this.texts = textsFrom({ ...read, ...typed });
  }

  #quietly(work: (vault: Vault) => Promise<unknown>): Promise<boolean> {
    return this.#door.quietly(work, (code) => (this.trouble = code));
  }
}

export const messages = new Messages();
