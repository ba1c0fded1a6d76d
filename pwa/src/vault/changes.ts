/** Tells this tab and the others that a collection has changed. Nothing else is said. */

import { Listeners } from './listeners';

export class Changes extends Listeners<string> {
  readonly #channel = new BroadcastChannel('interlude-vault');

  constructor() {
    super();
    this.#channel.onmessage = (event: MessageEvent<string>) => this.tell(event.data);
  }

  /** Never throws: what it tells of is on the disk, whoever hears of it. */
  announce(collection: string): void {
    this.tell(collection);
    try {
      this.#channel.postMessage(collection);
    } catch {
      // The vault was closed while the write was under way; other tabs read it when they next look.
    }
  }

  close(): void {
    this.#channel.close();
  }
}
