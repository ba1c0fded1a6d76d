/** What was tapped in notifications and could not be sent then: this page tries it once more. */

import { transact } from '../vault/transact';
import { hear, http } from '../core/http/client';

/** Never rejects: what is not heard waits for the next time. */
export async function flushActs(): Promise<void> {
  try {
    const acts = await transact(['acts'], 'readonly', (tx) => tx.objectStore('acts').getAll());
    for (const body of acts) {
      const answer = await hear(http.POST('/api/push/acts', { body, credentials: 'omit' }));
      const isHeard =
        answer.kind === 'answered' ||
        (answer.kind === 'refused' && answer.problem.status < 500 && answer.problem.status !== 429);
      if (!isHeard) return;
      await transact(['acts'], 'readwrite', (tx) => tx.objectStore('acts').delete(body.token));
    }
  } catch {
    // The phone's storage is out of reach; the shell says so where it matters.
  }
}
