/** Which version an edit takes, and what it tells the server it was built upon. Pure. */

import type { OutboxEntry, RecordRow } from '../core/db';

export interface Step {
  version: number;
  /** The last version the server is known to hold, 0 for none. */
  base: number;
  /** The sent ops since `base`, oldest first: each may have reached the server unheard. */
  after: string[];
  /** The place in the outbox of the edit that this one stands in for: it was never sent. */
  replaces?: number;
}

/**
 * The step of the next edit of `row`, `last` being its newest edit still waiting.
 *
 * An edit that was never sent is replaced, so that a record waits once, however often it changes.
 * One that was sent may be at the server already: it stays, and the next names it in `after`, so a
 * lost answer never turns an edit of ours into a conflict. Older ones must be dropped before a newer
 * one is sent: an older version that arrives later is refused.
 *
 * The version is one above all this phone has seen of the record, which is
 * base + 1 + the number of ops in `after` as long as nothing was replaced, dropped or altered.
 */
export function nextStep(row: RecordRow | undefined, last: OutboxEntry | undefined): Step {
  const stored = versionOf(row);
  if (!last) {
    const base = row && row.seq !== null ? stored : 0;
    return { version: stored + 1, base, after: [] };
  }
  const version = Math.max(stored, last.version) + 1;
  if (!last.sent) return { version, base: last.base, after: last.after, replaces: last.n! };
  return { version, base: last.base, after: [...last.after, last.op] };
}

/** 0 for what no edit can have written: a damaged row must not stand in the way of its tombstone. */
function versionOf(row: RecordRow | undefined): number {
  const { version = 0 } = row ?? {};
  return Number.isInteger(version) && version > 0 && version < 0xffffffff ? version : 0;
}
