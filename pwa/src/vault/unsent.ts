/** What only this phone has. */

import { transact } from './transact';

/** How many records hold something that no server has taken: told before they are thrown away. */
export function unsentCount(): Promise<number> {
  return transact(['outbox', 'rejected', 'leaving'], 'readonly', async (tx) => {
    const waiting = await tx.objectStore('outbox').getAll();
    const refused = await tx.objectStore('rejected').getAll();
    const ids = new Set([...waiting, ...refused].map(({ id }) => id));
    return ids.size + (await tx.objectStore('leaving').count());
  });
}
