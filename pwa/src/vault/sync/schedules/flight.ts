/** For tests: one run of a phone's, which stands still at each call until it is told what was heard. */

import type { Phone } from '../testing';
import type { Heard, SyncRequest } from '../wire';

export class Flight {
  /** What it asks and has not heard yet. */
  asked: SyncRequest | null = null;
  /** On its way back: the server has answered, and the phone has not heard. */
  answer: Heard | null = null;
  isOver = false;
  #give: (heard: Heard) => void = () => undefined;
  #stand: () => void = () => undefined;
  #end: Promise<void> = Promise.resolve();

  /** Goes as far as its first call. Rejects as the run does. */
  static async begin({ modules, context }: Phone): Promise<Flight> {
    const flight = new Flight();
    const standing = flight.#standing();
    const post = (request: SyncRequest) => flight.#call(request);
    flight.#end = modules.run({ ...context, post }).then(() => void (flight.isOver = true));
    await Promise.race([standing, flight.#end]);
    return flight;
  }

  /** Goes on as far as its next call, or to its end. Rejects as the run does. */
  async hear(heard: Heard): Promise<void> {
    this.asked = this.answer = null;
    const standing = this.#standing();
    this.#give(heard);
    await Promise.race([standing, this.#end]);
  }

  #call(request: SyncRequest): Promise<Heard> {
    this.asked = request;
    this.#stand();
    return new Promise((give) => (this.#give = give));
  }

  #standing(): Promise<void> {
    return new Promise((stand) => (this.#stand = stand));
  }
}
