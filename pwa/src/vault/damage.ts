/** Remembers which records could not be opened, so that somebody is told, whoever met them. */

import { Listeners } from './listeners';
import type { Damage, Damaged } from './types';

export class DamageNotices extends Listeners<Damaged> {
  readonly #met = new Map<string, Damage>();

  meet(id: string, code: Damage): void {
    if (this.#met.get(id) !== code) this.tell({ id, code });
    this.#met.set(id, code);
  }

  /** It was put right, or discarded by who was told. */
  mended(id: string): void {
    this.#met.delete(id);
  }

  override add(listener: (damaged: Damaged) => void): () => void {
    for (const [id, code] of this.#met) queueMicrotask(() => listener({ id, code }));
    return super.add(listener);
  }
}
