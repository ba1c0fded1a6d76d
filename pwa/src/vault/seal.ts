/** The only module that encrypts or decrypts: 0x01 ‖ nonce ‖ AES-256-GCM, and nothing else. */

import { concat, randomBytes, type Bytes } from '../core/bytes';

const FORMAT = 1;
const NONCE_END = 13;

/** Seal(k, aad, pt) of scheme IL1: 29 bytes longer than `plain`, with a nonce of its own. */
export async function seal(key: CryptoKey, aad: Bytes, plain: Bytes): Promise<Bytes> {
  const nonce = randomBytes(12);
  const parameters = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  const cipher = await crypto.subtle.encrypt(parameters, key, plain);
  return concat(Uint8Array.of(FORMAT), nonce, new Uint8Array(cipher));
}

/** Throws for whatever `seal` did not make with this key and `aad`. There is no other format. */
export async function open(key: CryptoKey, aad: Bytes, sealed: unknown): Promise<Bytes> {
  if (!isSealed(sealed)) throw new TypeError('unknown format');
  const iv = sealed.subarray(1, NONCE_END);
  const parameters = { name: 'AES-GCM', iv, additionalData: aad };
  return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed.subarray(NONCE_END)));
}

/** Whether the first byte is one this Interlude knows. */
export function isSealed(sealed: unknown): sealed is Bytes {
  return sealed instanceof Uint8Array && sealed[0] === FORMAT;
}
