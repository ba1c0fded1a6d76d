/** For tests: chance that a seed decides, so that a schedule that failed fails again. */

import { vi } from 'vitest';

export type Random = (below: number) => number;

/** Mulberry32: small, and the same everywhere. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Ids and nonces from the seed too. Returns what gives them back to chance. */
export function seededCrypto(random: Random): () => void {
  const fill = vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    const bytes = new Uint8Array(array!.buffer as ArrayBuffer);
    for (let at = 0; at < bytes.length; at++) bytes[at] = random(256);
    return array;
  });
  const uuid = vi.spyOn(crypto, 'randomUUID').mockImplementation(() => {
    const hex = Array.from({ length: 32 }, () => random(16).toString(16)).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as never;
  });
  return () => [fill, uuid].forEach((spy) => spy.mockRestore());
}
