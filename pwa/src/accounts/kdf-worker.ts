/** Derives the root of an account's keys off the page: it takes up to seconds, and 64 MB. */

import { argonRoot, type Derivation } from './argon';

/** `null` when it could not be done, which only lack of memory or of WebAssembly explains. */
onmessage = async ({ data }: MessageEvent<Derivation>) => {
  const root = await argonRoot(data).catch(() => null);
  data.password.fill(0);
  postMessage(root);
};
