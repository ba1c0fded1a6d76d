/** Names that only the person's own phones can read: the login's, and each device's. */

import { fromUtf8, utf8, type Bytes } from '../core/bytes';
import type { Keys } from './keys';
import { lp } from './lp';
import { pad, unpad } from './pad';
import { open, seal } from './seal';

/** Bound by the seal, and so is the owner. */
export type Named = { kind: 'login' } | { kind: 'device'; id: string };

/** Seal(HK(ring.keys[e], 0, "local", e), LP("device", owner, id, e), PAD(name)). */
export async function sealName(keys: Keys, named: Named, name: string): Promise<Bytes> {
  const { cur } = keys;
  return seal(keys.at(cur)!.local, aadOf(keys, named, cur), pad(utf8(name)));
}

/** Null for what does not open, under whichever epoch. */
export async function openName(
  keys: Keys,
  named: Named,
  sealed: Bytes | null | undefined,
): Promise<string | null> {
  for (const epoch of keys.epochs) {
    const aad = aadOf(keys, named, epoch);
    const opened = await open(keys.at(epoch)!.local, aad, sealed).catch(() => null);
    const name = opened && unpad(opened);
    if (name) return fromUtf8(name);
  }
  return null;
}

function aadOf({ owner }: Keys, named: Named, epoch: number): Bytes {
  return named.kind === 'login' ? lp('login', owner, epoch) : lp('device', owner, named.id, epoch);
}
