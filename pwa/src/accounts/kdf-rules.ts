/** How hard a passphrase is to try out: what this app uses, and the least and most it agrees to. */

import { base64url, fromBase64url, randomBytes, type Bytes } from '../core/bytes';
import type { Kdf } from '../core/db';

export type { Kdf };

export const SALT_BYTES = 16;

/** Hard-coded on purpose: a server that could lower it could try out passphrases at leisure. */
const FLOOR = { memory_kib: 65536, passes: 3, lanes: 1 };
/** Above this a phone would stand still, or run out of memory. */
const CEILING = { memory_kib: 1_048_576, passes: 16, lanes: 4 };

export function newKdf(): Kdf {
  return { algorithm: 'argon2id', ...FLOOR, salt: base64url(randomBytes(SALT_BYTES)) };
}

/** Null for what no honest server asks for. */
export function agreedKdf(offered: unknown): Kdf | null {
  const { algorithm, memory_kib, passes, lanes, salt } = (offered ?? {}) as Record<string, unknown>;
  if (algorithm !== 'argon2id' || bytesFrom(salt)?.length !== SALT_BYTES) return null;
  const costs = { memory_kib, passes, lanes };
  const names = ['memory_kib', 'passes', 'lanes'] as const;
  const fits = names.every((name) => isBetween(FLOOR[name], costs[name], CEILING[name]));
  return fits ? ({ algorithm, ...costs, salt } as Kdf) : null;
}

/** What this version makes, no more: a file's word alone is no reason to work as hard as it likes. */
export function isUsual({ memory_kib, passes, lanes }: Kdf): boolean {
  return memory_kib === FLOOR.memory_kib && passes === FLOOR.passes && lanes === FLOOR.lanes;
}

/** Null for what is no base64url. */
export function bytesFrom(text: unknown): Bytes | null {
  try {
    return fromBase64url(text as string);
  } catch {
    return null;
  }
}

function isBetween(least: number, value: unknown, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
