/** The key ring: the few random bytes from which every key of this phone is derived. */

import { base64url, fromBase64url, fromUtf8, randomBytes, utf8, type Bytes } from '../core/bytes';
import { lp } from './lp';
import { open, seal } from './seal';

export interface Ring {
  /** The epoch that new records are sealed under. */
  cur: number;
  /** Epoch to 32 random bytes. */
  keys: Map<number, Bytes>;
  /** 32 random bytes, never rotated: ids, day slots and names on this phone come from here. */
  ids: Bytes;
  /** An X25519 private key (RFC 7748: any 32 bytes are one, so no platform support is needed). */
  x: Bytes;
}

export function makeRing(): Ring {
  const keys = new Map([[1, randomBytes(32)]]);
  return { cur: 1, keys, ids: randomBytes(32), x: randomBytes(32) };
}

export function ringToJson({ cur, keys, ids, x }: Ring): string {
  const written = Object.fromEntries([...keys].map(([epoch, key]) => [epoch, base64url(key)]));
  return JSON.stringify({ cur, keys: written, ids: base64url(ids), x: base64url(x) });
}

/** Throws for anything but a whole ring. */
export function ringFromJson(json: string): Ring {
  const { cur, keys, ids, x } = JSON.parse(json) as Record<string, unknown>;
  const read = Object.entries(keys as object).map(([epoch, key]) => [Number(epoch), key32(key)]);
  const ring = { cur: cur as number, keys: new Map(read as [number, Bytes][]) };
  if (!ring.keys.has(ring.cur)) throw new TypeError('ring without its current key');
  return { ...ring, ids: key32(ids), x: key32(x) };
}

function key32(text: unknown): Bytes {
  const bytes = fromBase64url(text as string);
  if (bytes.length !== 32) throw new TypeError('no key of 32 bytes');
  return bytes;
}

/** By what a wrap is opened: the phone's own key, the passphrase, or the recovery code. */
export type Way = 'device' | 'pass' | 'recovery';

/** Seal(key, LP("ring", owner, way), JSON(ring)). */
export function wrapRing(
  key: CryptoKey,
  owner: string,
  ring: Ring,
  way: Way = 'device',
): Promise<Bytes> {
  return seal(key, lp('ring', owner, way), utf8(ringToJson(ring)));
}

/** Throws for anything but the ring that `owner` wrapped with `key` in that way. */
export async function unwrapRing(
  key: CryptoKey,
  owner: string,
  sealed: unknown,
  way: Way = 'device',
): Promise<Ring> {
  return ringFromJson(fromUtf8(await open(key, lp('ring', owner, way), sealed)));
}

/** Overwrites what can be; the keys made of it remain. */
export function forgetRing(ring: Ring): void {
  for (const bytes of [...ring.keys.values(), ring.ids, ring.x]) bytes.fill(0);
}
