/** Tells this tab and the others that a collection has changed. Nothing else is said. */

import { Listeners } from './listeners';

export class Changes extends Listeners<string> {
  readonly #channel = new BroadcastChannel('interlude-vault');

  constructor() {
    super();
    this.#channel.onmessage = (event: MessageEvent<string>) => this.tell(event.data);
  }

  announce(collection: string): void {
    this.tell(collection);
    this.#channel.postMessage(collection);
  }

  close(): void {
    this.#channel.close();
  }
}
