/** Looks through what is typed once the typing rests, and remembers what a person said is fine. */

import { getLocale } from '../../core/i18n/compiled/runtime.js';
import { openVault } from '../../vault/vault';
import { quietly } from '../../vault/quietly';
import { fetchGuard } from './guard-code';
import { addAllowed, listAllowed } from './guard-records';
import type { Finding } from './guard-words';

/** Milliseconds after the last letter. */
export const REST = 300;

type Code = Awaited<ReturnType<typeof fetchGuard>>;

export class Guard {
  /** What is in the text that was looked through last. */
  found = $state.raw<readonly Finding[]>([]);

  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Also those the phone would not keep. */
  #allowed: string[] = [];

  /** After the last letter, and when nothing else is to be done. Never stands in the way of typing. */
  type(text: string): void {
    this.#text = text;
    // What was found stands elsewhere by now.
    this.found = this.found.filter(({ from, to, text: words }) => text.slice(from, to) === words);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => whenIdle(() => void this.#look(text)), REST);
  }

  /** Nothing is looked for any more. */
  stop(): void {
    clearTimeout(this.#timer);
    [this.#text, this.found] = ['', []];
  }

  /** Everything in a text, at once; null when the guard could not be fetched. */
  async check(text: string): Promise<readonly Finding[] | null> {
    const code = await this.#code();
    if (!code) return null;
    await this.#readAllowed();
    return code.findings(text, this.#allowed);
  }

  async allow({ text }: { text: string }): Promise<void> {
    const key = (await this.#code())?.allowedKey(text);
    if (key === undefined) return;
    this.#allowed = [...this.#allowed, key];
    this.found = this.found.filter((finding) => finding.text !== text);
    await quietly(async () => addAllowed(await openVault(), key));
    if (this.#text) await this.#look(this.#text);
  }

  /** The text with other words in that place; as it was when the guard is out of reach. */
  async gentler(text: string, finding: Finding): Promise<string> {
    const code = await this.#code();
    return code ? code.gentler(text, [finding], getLocale()) : text;
  }

  async #look(text: string): Promise<void> {
    const found = text.trim() ? await this.check(text) : [];
    if (text === this.#text) this.found = found ?? [];
  }

  async #readAllowed(): Promise<void> {
    await quietly(async () => {
      const kept = await listAllowed(await openVault());
      this.#allowed = [...new Set([...this.#allowed, ...kept])];
    });
  }

  /** Offline before it was ever fetched, one writes without it. */
  async #code(): Promise<Code | null> {
    return fetchGuard().catch(() => null);
  }
}

/** Safari has no such callback. */
function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work);
}
