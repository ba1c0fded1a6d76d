/** Whether anything is kept, without opening it. */

import { transact } from './transact';

/** Deleted ones excepted, as far as the disk can tell. */
export function isAnyKept(collections: readonly string[]): Promise<boolean> {
  return transact(['records'], 'readonly', async (tx) => {
    const index = tx.objectStore('records').index('collection');
    for (const collection of collections) {
      const rows = await index.getAll(collection);
      if (rows.some((row) => !row.purgeable)) return true;
    }
    return false;
  });
}
