/** What can still be kept while the app is locked: it goes into the box, and is opened after. */

import { sealToBox } from './box';
import { live } from './content';
import { VaultError } from './errors';
import { lockRow } from './app-lock';
import { randomId } from './records';
import { transact } from './transact';
import type { LocalDate } from './types';
import { writing } from './writing';

export { randomId as newId };

/**
 * Tried anew with the same `id` it is kept once. Rejects with `not_found` where nothing is locked, and as a write
 * does.
 */
export function boxUp<T>(collection: string, value: T, on: LocalDate, id: string): Promise<void> {
  return writing(async () => {
    const lock = await lockRow();
    if (!lock) throw new VaultError('not_found');
    const content = live(collection, value, on);
    const sealed = await sealToBox(lock.public_key, lock.owner, id, content);
    await transact(['box'], 'readwrite', (tx) => tx.objectStore('box').put({ id, sealed }));
  });
}
