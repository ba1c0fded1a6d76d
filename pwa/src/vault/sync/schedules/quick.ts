/**
 * For tests that seal by the thousand: AES-GCM and HKDF of Node's own, which give the same bytes at once
 * instead of handing each to another thread. The units use WebCrypto itself.
 */

import { createCipheriv, createDecipheriv, hkdfSync, KeyObject, type webcrypto } from 'node:crypto';
import { vi } from 'vitest';

const TAG = 16;
const keys = new WeakMap<CryptoKey, KeyObject>();

/** Returns what gives WebCrypto back. */
export function quickCrypto(): () => void {
  const spies = [
    vi.spyOn(crypto.subtle, 'encrypt').mockImplementation(async (by, key, data) => {
      const { iv, additionalData } = by as AesGcmParams;
      const cipher = createCipheriv('aes-256-gcm', secretOf(key), bytesOf(iv));
      cipher.setAAD(bytesOf(additionalData!));
      const sealed = [cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag()];
      return bufferOf(Buffer.concat(sealed));
    }),
    vi.spyOn(crypto.subtle, 'decrypt').mockImplementation(async (by, key, data) => {
      const { iv, additionalData } = by as AesGcmParams;
      const sealed = bytesOf(data);
      const decipher = createDecipheriv('aes-256-gcm', secretOf(key), bytesOf(iv));
      decipher.setAAD(bytesOf(additionalData!));
      decipher.setAuthTag(sealed.subarray(-TAG));
      return bufferOf(Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]));
    }),
    vi.spyOn(crypto.subtle, 'deriveBits').mockImplementation(async (by, key, length) => {
      const { salt, info } = by as HkdfParams;
      return hkdfSync('sha256', secretOf(key), bytesOf(salt), bytesOf(info), length! / 8);
    }),
  ];
  return () => spies.forEach((spy) => spy.mockRestore());
}

function secretOf(key: CryptoKey): KeyObject {
  const known = keys.get(key) ?? KeyObject.from(key as webcrypto.CryptoKey);
  keys.set(key, known);
  return known;
}

function bytesOf(data: BufferSource): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function bufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
