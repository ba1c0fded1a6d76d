/** Which version an edit takes, and what it tells the server it was built upon. Pure. */

import type { OutboxEntry, RecordRow } from '../core/db';

export interface Step {
  version: number;
  /** The last version the server is known to hold, 0 for none. */
  base: number;
  /** The ops since `base`, oldest first: each may have reached the server unheard. */
  after: string[];
}

/**
 * The step of the next edit of `row`, `last` being its newest edit still waiting.
 *
 * version = base + 1 + the number of ops in `after`. While an edit waits, the next one keeps its
 * base and comes after it, so a lost answer never turns an edit of ours into a conflict; and since
 * the newest edit names all before it, those may be dropped without sealing anything anew. They must
 * be dropped before it is sent: an older version that arrives later is refused.
 */
export function nextStep(row: RecordRow | undefined, last: OutboxEntry | undefined): Step {
  const base = last ? last.base : row && row.seq !== null ? row.version : 0;
  const after = last ? [...last.after, last.op] : [];
  return { version: base + 1 + after.length, base, after };
}
