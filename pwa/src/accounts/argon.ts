/** Root = Argon2id(NFKC(passphrase), salt): all that this room needs of argon2id. */

import setup from 'argon2id/lib/setup.js';
import plain from 'argon2id/dist/no-simd.wasm?url&inline';
import simd from 'argon2id/dist/simd.wasm?url&inline';
import type { Bytes } from '../core/bytes';

export interface Derivation {
  /** NFKC(passphrase) in UTF-8. */
  password: Bytes;
  salt: Bytes;
  memory_kib: number;
  passes: number;
  lanes: number;
}

export type Argon = (derivation: Derivation) => Bytes;

/** What derives keeps its memory from one call to the next, emptied: asking for it anew takes longest. */
export async function argon(): Promise<Argon> {
  const derive = await setup(instance(simd), instance(plain));
  return ({ memory_kib, lanes, ...rest }) =>
    new Uint8Array(derive({ ...rest, memorySize: memory_kib, parallelism: lanes, tagLength: 32 }));
}

const instance = (url: string) => (imports: WebAssembly.Imports) =>
  WebAssembly.instantiate(bytesOf(url), imports);

/** The page's policy lets nothing be fetched from a data: address, not even from ourselves. */
function bytesOf(url: string): Bytes {
  return Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (letter) => letter.charCodeAt(0));
}
