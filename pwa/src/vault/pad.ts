/** Makes lengths say little: whoever holds the sealed bytes sees one of nine sizes. */

import { concat, u32, type Bytes } from '../core/bytes';
import { VaultError } from './errors';

export const BUCKETS: readonly number[] = [
  512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072,
];

/** PAD of scheme IL1: u32 length ‖ bytes ‖ zeros. Throws `too_large` above 131,068 bytes. */
export function pad(bytes: Uint8Array): Bytes {
  const bucket = BUCKETS.find((size) => size >= bytes.length + 4);
  if (!bucket) throw new VaultError('too_large');
  return concat(u32(bytes.length), bytes, new Uint8Array(bucket - 4 - bytes.length));
}

/** `null` for what `pad` cannot have made, a larger bucket than needed excepted. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  if (!BUCKETS.includes(padded.length)) return null;
  const end = 4 + new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  const isWhole = end <= padded.length && padded.subarray(end).every((byte) => byte === 0);
  return isWhole ? padded.subarray(4, end) : null;
}
