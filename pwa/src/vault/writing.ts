/** Knows whether a write of this page is still under way, so that a reload can wait for it. */

let under_way = 0;
const waiting = new Set<() => void>();

/** Counts `work` until it has ended, well or not. */
export async function writing<T>(work: () => Promise<T>): Promise<T> {
  under_way++;
  try {
    return await work();
  } finally {
    if (--under_way === 0) {
      for (const go of waiting) go();
      waiting.clear();
    }
  }
}

/** Resolves when no write is in flight in this page, nor one that follows upon the last at once. */
export async function whenIdle(): Promise<void> {
  while (under_way > 0) {
    await new Promise<void>((go) => waiting.add(go));
    await new Promise((go) => setTimeout(go));
  }
}
