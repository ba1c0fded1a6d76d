/** Derives the root of an account's keys off the page: it takes up to seconds, and 64 MB. */

import { argon, type Derivation } from './argon';

/** A phone is quicker at what it has done before: the memory is there, and the code is compiled. */
const REHEARSAL: Derivation = {
  ...{ password: new Uint8Array(1), salt: new Uint8Array(16) },
  ...{ memory_kib: 65536, passes: 1, lanes: 1 },
};

const deriving = argon().catch(() => null);

/** `null` when it could not be done, which only lack of memory or of WebAssembly explains. */
onmessage = async ({ data }: MessageEvent<Derivation | 'rehearse'>) => {
  const derive = await deriving;
  if (data === 'rehearse') return void attempt(() => derive?.(REHEARSAL));
  const root = attempt(() => derive?.(data));
  data.password.fill(0);
  postMessage(root);
};

function attempt<Result>(work: () => Result): NonNullable<Result> | null {
  try {
    return work() ?? null;
  } catch {
    return null;
  }
}
