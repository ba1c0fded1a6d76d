/** Root = Argon2id(NFKC(passphrase), salt): all that this room needs of hash-wasm. */

import { argon2id } from 'hash-wasm';
import type { Bytes } from '../core/bytes';

export interface Derivation {
  /** NFKC(passphrase) in UTF-8. */
  password: Bytes;
  salt: Bytes;
  memory_kib: number;
  passes: number;
  lanes: number;
}

export async function argonRoot(derivation: Derivation): Promise<Bytes> {
  const { password, salt, memory_kib, passes, lanes } = derivation;
  const root = await argon2id({
    password,
    salt,
    memorySize: memory_kib,
    iterations: passes,
    parallelism: lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(root);
}
