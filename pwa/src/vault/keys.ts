/** What is left of the ring in memory: keys that can be used and never read. */

import { base64url, randomBytes, uuidOf, type Bytes } from '../core/bytes';
import { baseKey, hk, hkKey } from './hk';
import type { Field } from './lp';
import { forgetRing, type Ring } from './ring';
import type { LocalDate } from './types';

interface EpochKeys {
  /** HK(ring.keys[e], 0, "items", e): records, here and on the server. */
  items: CryptoKey;
  /** HK(ring.keys[e], 0, "local", e): summaries and drafts, which never leave the phone. */
  local: CryptoKey;
}

export class Keys {
  readonly owner: string;
  readonly cur: number;
  readonly #epochs: ReadonlyMap<number, EpochKeys>;
  readonly #ids: CryptoKey;

  private constructor(
    owner: string,
    cur: number,
    epochs: ReadonlyMap<number, EpochKeys>,
    ids: CryptoKey,
  ) {
    this.owner = owner;
    this.cur = cur;
    this.#epochs = epochs;
    this.#ids = ids;
  }

  /** Empties the ring's bytes: from here on only the wrap holds them. */
  static async of(owner: string, ring: Ring): Promise<Keys> {
    const epochs = new Map<number, EpochKeys>();
    for (const [epoch, key] of ring.keys) epochs.set(epoch, await epochKeys(epoch, key));
    const keys = new Keys(owner, ring.cur, epochs, await baseKey(ring.ids));
    forgetRing(ring);
    return keys;
  }

  /** Of an owner whose ring is locked away: nothing opens, and nothing can be sealed. */
  static async none(owner: string): Promise<Keys> {
    return new Keys(owner, 0, new Map(), await baseKey(randomBytes(32)));
  }

  /** The newest first. */
  get epochs(): number[] {
    return [...this.#epochs.keys()].sort((one, other) => other - one);
  }

  at(epoch: number): EpochKeys | undefined {
    return this.#epochs.get(epoch);
  }

  /** The id of a record there is one of: the first 16 bytes of HK, no bit of them altered. */
  async singletonId(collection: string, key: string): Promise<string> {
    return uuidOf(await this.#first16('id', collection, key));
  }

  /** The name of a day, which says nothing of the day to who has no ring. */
  async slot(collection: string, on: LocalDate): Promise<string> {
    return base64url(await this.#first16('slot', collection, on));
  }

  /** The name a summary or draft is kept under. */
  async nameOf(kind: string, name: string): Promise<string> {
    return base64url(await this.#first16(kind, name));
  }

  async #first16(...label: Field[]): Promise<Bytes> {
    return (await hk(this.#ids, ...label)).slice(0, 16);
  }
}

async function epochKeys(epoch: number, bytes: Bytes): Promise<EpochKeys> {
  const base = await baseKey(bytes);
  const [items, local] = await Promise.all([
    hkKey(base, 'items', epoch),
    hkKey(base, 'local', epoch),
  ]);
  return { items, local };
}
