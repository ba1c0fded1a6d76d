/** HK of scheme IL1: every key but the ring's own is derived here (HKDF-SHA-256, RFC 5869). */

import type { Bytes } from '../core/bytes';
import { lp, type Field } from './lp';

/** Imports 32 random bytes as a base to derive from; they cannot be had back. */
export function baseKey(bytes: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey', 'deriveBits']);
}

/** HK(base, 0, label…): 32 bytes. */
export async function hk(base: CryptoKey, ...label: Field[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf(label), base, 256));
}

/** The same 32 bytes as an AES-256-GCM key that never shows them. */
export function hkKey(base: CryptoKey, ...label: Field[]): Promise<CryptoKey> {
  const aes = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(hkdf(label), base, aes, false, ['encrypt', 'decrypt']);
}

export function hkdf(label: Field[], salt: Bytes = new Uint8Array(32)): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt, info: lp('interlude/1', ...label) };
}
