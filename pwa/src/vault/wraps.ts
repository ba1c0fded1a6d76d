/** Further ways to open the ring: by what a passphrase derives to, and by the recovery code. */

import type { Bytes } from '../core/bytes';
import { baseKey, hkdf } from './hk';
import { ringFromJson, ringToJson, unwrapRing, wrapRing, type Ring, type Way } from './ring';

export { makeCode, readCode, writeCode } from './recovery-code';

/** One secret, two keys that do not tell of each other. */
export interface Credentials {
  /** Shown to the server: it proves that the secret is known, and opens nothing. */
  auth: Bytes;
  /** Wraps the ring, here and nowhere else: it cannot be read. */
  kek: CryptoKey;
  way: Exclude<Way, 'device'>;
}

/** AUTH = HK(root, salt, "auth"), KEK = HK(root, salt, "kek"). Empties `root`. */
export function passphraseCredentials(root: Bytes, salt: Bytes): Promise<Credentials> {
  return credentials(root, 'pass', hkdf(['auth'], salt), hkdf(['kek'], salt));
}

/** R_AUTH = HK(code, 0, "recovery-auth"), R_KEK = HK(code, 0, "recovery-kek"). Empties `code`. */
export function recoveryCredentials(code: Bytes): Promise<Credentials> {
  return credentials(code, 'recovery', hkdf(['recovery-auth']), hkdf(['recovery-kek']));
}

async function credentials(
  secret: Bytes,
  way: Credentials['way'],
  forAuth: HkdfParams,
  forKek: HkdfParams,
): Promise<Credentials> {
  const base = await baseKey(secret);
  secret.fill(0);
  const aes = { name: 'AES-GCM', length: 256 };
  const auth = new Uint8Array(await crypto.subtle.deriveBits(forAuth, base, 256));
  const kek = await crypto.subtle.deriveKey(forKek, base, aes, false, ['encrypt', 'decrypt']);
  return { auth, kek, way };
}

export function wrapWith({ kek, way }: Credentials, owner: string, ring: Ring): Promise<Bytes> {
  return wrapRing(kek, owner, ring, way);
}

/** Null for what this secret did not wrap for `owner`, whoever says that it did. */
export async function unwrapWith(
  { kek, way }: Credentials,
  owner: string,
  sealed: unknown,
): Promise<Ring | null> {
  return unwrapRing(kek, owner, sealed, way).catch(() => null);
}

/** Whether all that `older` sealed opens with `ring`. */
export function includes(ring: Ring, older: Ring): boolean {
  const isSame = (one: Bytes | undefined, other: Bytes) => String(one) === String(other);
  const keys = [...older.keys].every(([epoch, key]) => isSame(ring.keys.get(epoch), key));
  return keys && isSame(ring.ids, older.ids) && isSame(ring.x, older.x);
}

export function copyRing(ring: Ring): Ring {
  return ringFromJson(ringToJson(ring));
}
