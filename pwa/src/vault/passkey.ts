/** One more way to open the ring: by what a passkey answers to this app and to nobody else (WebAuthn's PRF). */

import { fromUtf8, utf8, type Bytes } from '../core/bytes';
import type { PasskeyWrap } from '../core/db';
import { mustBeOurs } from './device';
import { baseKey, hkKey } from './hk';
import { lp } from './lp';
import { ringFromJson, ringToJson, type Ring } from './ring';
import { open, seal } from './seal';
import { transact } from './transact';

export type { PasskeyWrap } from '../core/db';

/** Seal(HK(prf, 0, "prf-kek", credential), LP("ring", owner, "prf", credential), JSON(ring)). Empties `prf`. */
export async function wrapByPasskey(
  prf: Bytes,
  owner: string,
  credential_id: Bytes,
  ring: Ring,
): Promise<Bytes> {
  const key = await keyOf(prf, credential_id);
  return seal(key, placeOf(owner, credential_id), utf8(ringToJson(ring)));
}

/** Null for what this passkey did not wrap for `owner`. Empties `prf`. */
export async function unwrapByPasskey(
  prf: Bytes,
  owner: string,
  credential_id: Bytes,
  sealed: unknown,
): Promise<Ring | null> {
  try {
    const key = await keyOf(prf, credential_id);
    return ringFromJson(fromUtf8(await open(key, placeOf(owner, credential_id), sealed)));
  } catch {
    return null;
  }
}

/** The passkey that opens this phone, if one does. */
export function passkeyRow(): Promise<PasskeyWrap | undefined> {
  return transact(
    ['keys'],
    'readonly',
    async (tx) => (await tx.objectStore('keys').get('passkey')) as PasskeyWrap | undefined,
  );
}

/** Rejects with `ring_changed` once the phone has another ring. */
export function keepPasskey(row: PasskeyWrap): Promise<void> {
  return transact(['keys'], 'readwrite', async (tx) => {
    await mustBeOurs(tx, row.owner);
    await tx.objectStore('keys').put(row);
  });
}

export function dropPasskey(): Promise<void> {
  return transact(['keys'], 'readwrite', (tx) => tx.objectStore('keys').delete('passkey'));
}

async function keyOf(prf: Bytes, credential_id: Bytes): Promise<CryptoKey> {
  const base = await baseKey(prf);
  prf.fill(0);
  return hkKey(base, 'prf-kek', credential_id);
}

function placeOf(owner: string, credential_id: Bytes): Bytes {
  return lp('ring', owner, 'prf', credential_id);
}
