/** The catalogue kept on this phone: public, so in the clear, and never worth an error. */

import { inTransaction } from '../core/db';

/** `over` is the address of the snapshot this one was newer than. */
export interface KeptCatalogue {
  over: string;
  catalogue: unknown;
}

export async function keptCatalogue(language: string): Promise<KeptCatalogue | null> {
  try {
    const row = await inTransaction(['catalogue'], 'readonly', (tx) =>
      tx.objectStore('catalogue').get(language),
    );
    return isKept(row?.value) ? row.value : null;
  } catch {
    return null;
  }
}

/** Does nothing when the phone is full or keeps nothing: the newer one then serves for this visit. */
export async function keepCatalogue(language: string, value: KeptCatalogue): Promise<void> {
  try {
    await inTransaction(['catalogue'], 'readwrite', (tx) =>
      tx.objectStore('catalogue').put({ name: language, value }),
    );
  } catch {
    return;
  }
}

function isKept(value: unknown): value is KeptCatalogue {
  return typeof value === 'object' && value !== null && 'over' in value && 'catalogue' in value;
}
