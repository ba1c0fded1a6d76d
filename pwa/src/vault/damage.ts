/** Remembers which records could not be opened, so that somebody is told, whoever met them. */

import { Listeners } from './listeners';
import type { Damage, Damaged } from './types';

export class DamageNotices {
  readonly #met = new Map<string, Damage>();
  readonly #damaged = new Listeners<Damaged>();
  readonly #mended = new Listeners<string>();

  meet(id: string, code: Damage): void {
    if (this.#met.get(id) !== code) this.#damaged.tell({ id, code });
    this.#met.set(id, code);
  }

  /** It opens, in this tab's or another's doing: put right, or discarded by who was told. */
  mended(id: string): void {
    if (this.#met.delete(id)) this.#mended.tell(id);
  }

  add(damaged: (damaged: Damaged) => void, mended?: (id: string) => void): () => void {
    for (const [id, code] of this.#met) queueMicrotask(() => damaged({ id, code }));
    const stops = [this.#damaged.add(damaged), mended && this.#mended.add(mended)];
    return () => stops.forEach((stop) => stop?.());
  }
}
