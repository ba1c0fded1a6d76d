/** What is being typed: on screen at once, and sealed as a draft as soon as that may be. */

import { VaultError, openVault } from '../../vault/vault';

/** Whether anything personal may be written here yet. */
export type Ask = () => Promise<boolean>;

export class HalfWritten<T> {
  /** Null while nothing is being written. */
  value = $state.raw<T | null>(null);

  readonly field: string;
  readonly #parse: (value: unknown) => T | null;
  #may: Promise<boolean> | null = null;
  #sealing: Promise<unknown> = Promise.resolve();

  constructor(field: string, parse: (value: unknown) => T | null) {
    [this.field, this.#parse] = [field, parse];
  }

  /** Goes on with what was half written. What stands here already is newer. */
  async open(): Promise<void> {
    await this.#quietly(async () => {
      const text = await (await openVault()).draft(this.field);
      this.value ??= text === null ? null : this.#read(text);
    });
  }

  /** `ask` is heard before the first letter is sealed; what is typed stands here either way. */
  type(value: T, ask: Ask): void {
    this.value = value;
    this.#may ??= ask();
    const may = this.#may;
    this.#sealing = this.#sealing.then(async () => {
      // Only the newest is sealed.
      if (!(await may) || this.value !== value) return;
      await this.#quietly(async () =>
        (await openVault()).saveDraft(this.field, JSON.stringify(value)),
      );
    });
  }

  /** Kept elsewhere, or let go. */
  async drop(): Promise<void> {
    [this.value, this.#may] = [null, null];
    await this.#sealing;
    await this.#quietly(async () => (await openVault()).dropDraft(this.field));
  }

  #read(text: string): T | null {
    try {
      return this.#parse(JSON.parse(text));
    } catch {
      return null;
    }
  }

  /** A draft that cannot be sealed still stands on screen. */
  async #quietly(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
    }
  }
}
