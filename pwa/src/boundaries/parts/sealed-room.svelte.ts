/** What every store of sealed records here does alike: read, follow, change, and have back. */

import { openVault, VaultError, type Vault, type VaultErrorCode } from '../../vault/vault';

/** What was taken away or changed, in words, and how to have it back. */
export interface Undoable {
  said: string;
  back: (vault: Vault) => Promise<unknown>;
}

export abstract class SealedRoom {
  /** Read at least once, so that an empty list is empty and not on its way. */
  isRead = $state(false);
  damaged = $state(0);
  /** Why the last change was not kept; null once one was. */
  trouble = $state<VaultErrorCode | null>(null);
  undoable = $state.raw<Undoable | null>(null);

  protected abstract readonly collections: readonly string[];
  protected abstract read(vault: Vault): Promise<void>;

  #heard: Vault | null = null;
  /** While something is being changed, it is read once, afterwards. */
  #changing = 0;
  #once: Promise<boolean> | null = null;
  #reading: Promise<unknown> = Promise.resolve();

  /** One reading after the other: a slow one never lands on top of a newer. */
  async open(): Promise<void> {
    const reading = this.#reading.then(() => this.quietly((vault) => this.read(vault)));
    this.#reading = reading.catch(() => undefined);
    if (await reading) this.isRead = true;
  }

  /** Another person, or another test, may have the page next. */
  forget(): void {
    [this.isRead, this.damaged, this.trouble, this.undoable] = [false, 0, null, null];
  }

  /** False when the phone refused, which `trouble` then tells. */
  async change(work: (vault: Vault) => Promise<unknown>, undoable?: Undoable): Promise<boolean> {
    this.trouble = null;
    this.#changing += 1;
    const tell = (code: VaultErrorCode) => (this.trouble = code);
    const isDone = await this.quietly(work, tell).finally(() => (this.#changing -= 1));
    const opened = this.open();
    // What was refused may be tried once more at once.
    if (!isDone) return false;
    this.undoable = undoable ?? null;
    await opened;
    return true;
  }

  /** A second tap while the first is being kept is the same one. */
  protected once(work: () => Promise<boolean>): Promise<boolean> {
    return (this.#once ??= work().finally(() => (this.#once = null)));
  }

  async undo(): Promise<boolean> {
    const { undoable } = this;
    return undoable !== null && (await this.change(undoable.back));
  }

  /** Another tab may have made the page's vault a new one: it is asked for each time. */
  protected async quietly(
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

  #follow(vault: Vault): Vault {
    if (vault !== this.#heard)
      vault.onChange((name) => {
        if (this.collections.includes(name) && this.#changing === 0) void this.open();
      });
    this.#heard = vault;
    return vault;
  }
}
