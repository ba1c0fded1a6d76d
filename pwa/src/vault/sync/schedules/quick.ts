/**
 * For tests that seal by the thousand: AES-GCM and HKDF of Node's own, which give the same bytes at once
 * instead of handing each to another thread. The units use WebCrypto itself.
 */

import { createCipheriv, createDecipheriv, hkdfSync, KeyObject, type webcrypto } from 'node:crypto';

const TAG = 16;
const keys = new WeakMap<CryptoKey, KeyObject>();

/** Returns what gives WebCrypto back. No spies: they would keep what they were called with, all of it. */
export function quickCrypto(): () => void {
  const quick = { encrypt, decrypt, deriveBits };
  const put = (value: unknown) => ({ value, configurable: true, writable: true });
  for (const [name, value] of Object.entries(quick)) {
    Object.defineProperty(crypto.subtle, name, put(value));
  }
  return () => {
    for (const name of Object.keys(quick)) Reflect.deleteProperty(crypto.subtle, name);
  };
}

async function encrypt(by: AesGcmParams, key: CryptoKey, data: BufferSource) {
  const cipher = createCipheriv('aes-256-gcm', secretOf(key), bytesOf(by.iv));
  cipher.setAAD(bytesOf(by.additionalData!));
  return bufferOf(
    Buffer.concat([cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag()]),
  );
}

async function decrypt(by: AesGcmParams, key: CryptoKey, data: BufferSource) {
  const sealed = bytesOf(data);
  const decipher = createDecipheriv('aes-256-gcm', secretOf(key), bytesOf(by.iv));
  decipher.setAAD(bytesOf(by.additionalData!));
  decipher.setAuthTag(sealed.subarray(-TAG));
  return bufferOf(Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]));
}

async function deriveBits({ salt, info }: HkdfParams, key: CryptoKey, length: number) {
  return hkdfSync('sha256', secretOf(key), bytesOf(salt), bytesOf(info), length / 8);
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
