/** What stands in the way of being in step, in words that the screens have sentences for. */

import { VaultError } from '../errors';
import type { SyncProblem } from './wire';

/**
 * - `unheard`: no network, or an answer that was not our server's
 * - `sign_in_expired`, `sign_in_ended`: sign in again; everything still opens
 * - `key_missing`: the ring got a next key that this phone lacks; signing in once more brings it
 * - `server_refused`: the server would not, this time, or not all of it
 * - `history`: the server's past changes faster than it can be read
 * - `answer_refused`: the server said what cannot be so; nothing of that was taken
 * - `rolled_back`: the server had an older version of something; ours was kept and sent again
 * - `old_app`: the server asks for a later Interlude, or the database was written by one
 * - `other_ring`: this phone has another ring by now; the page starts anew
 * - `no_room`, `no_storage`: as the vault refuses
 */
export type Trouble =
  | 'unheard'
  | 'sign_in_expired'
  | 'sign_in_ended'
  | 'key_missing'
  | 'server_refused'
  | 'history'
  | 'answer_refused'
  | 'rolled_back'
  | 'old_app'
  | 'other_ring'
  | 'no_room'
  | 'no_storage';

const ENDED = new Set(['signed_out', 'token_reused', 'account_gone', 'account_disabled']);

export function troubleOf({ status, code }: SyncProblem): Trouble {
  if (status === 401) return ENDED.has(code) ? 'sign_in_ended' : 'sign_in_expired';
  return status === 426 ? 'old_app' : 'server_refused';
}

/** Null for a mistake of our own. */
export function troubleOfPhone(error: unknown): Trouble | null {
  if (!(error instanceof VaultError)) return null;
  const { code } = error;
  if (code === 'ring_changed' || code === 'ring_damaged') return 'other_ring';
  return code === 'no_room' || code === 'old_app' ? code : 'no_storage';
}
