/** One transaction over all that sync touches, by whoever still has the ring of this phone. */

import type { Mode, Transaction } from '../../core/db';
import { mustBeOurs } from '../device';
import { transact } from '../transact';
import { writing } from '../writing';

export const STORES = [
  'keys',
  'sync',
  'records',
  'outbox',
  'ancestors',
  'theirs',
  'unseen',
  'rejected',
  'summaries',
] as const;

export type Tx<M extends Mode = Mode> = Pick<
  Transaction<(typeof STORES)[number], M>,
  'objectStore'
>;

export function read<T>(work: (tx: Tx<'readonly'>) => Promise<T>): Promise<T> {
  return transact([...STORES], 'readonly', work);
}

/** Rejects with `ring_changed` once the phone has another ring: a tab of the former one writes nothing. */
export function write<T>(owner: string, work: (tx: Tx<'readwrite'>) => Promise<T>): Promise<T> {
  return writing(() =>
    transact([...STORES], 'readwrite', async (tx) => {
      await mustBeOurs(tx, owner);
      return work(tx);
    }),
  );
}
