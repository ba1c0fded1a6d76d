/** What the screens see of an account: how things stand, what a request came to, and why not. */

import type { Silence } from '../core/http/client';

/**
 * - `none`: this phone has no account
 * - `expired`: sign in again to sync; everything on the phone still opens
 * - `ended`: signed out from elsewhere, or the account is gone; everything still opens
 */
export type Status = 'opening' | 'none' | 'signed_in' | 'expired' | 'ended';

export type EndedBecause = 'signed_out' | 'token_reused' | 'account_gone' | 'account_disabled';

/** What the API says no with. */
export type WireRefusal =
  | EndedBecause
  | 'unauthenticated'
  | 'token_expired'
  | 'token_invalid'
  | 'invite_needed'
  | 'invite_invalid'
  | 'name_taken'
  | 'owner_taken'
  | 'wrong_credentials'
  | 'stale_credentials'
  | 'too_many_attempts'
  | 'busy'
  | 'passkey_refused'
  | 'passkeys_unavailable'
  | 'too_many_passkeys'
  | 'not_found';

/**
 * What the phone says no with, most of it before anything is sent.
 *
 * - `name_invalid`: empty, over 64 characters, or with a character nobody can see
 * - `device_name_invalid`: the same, of a device's name
 * - `weak_short`, `weak_common`: the passphrase is under twelve characters, or on the list of common ones
 * - `code_mistyped`: the recovery code's own check says that a letter is wrong
 * - `kdf_refused`: the server asked for a weaker derivation than this app allows; nothing was sent
 * - `kdf_unavailable`: the phone could not derive a key, for want of a worker or of memory
 * - `ring_damaged`: the keys in the account do not open, or are not those of this phone; nothing was overwritten
 * - `cancelled`: stopped by the person
 * - `not_prepared`: called out of order, as after a reload half way
 * - `holds_records`: settle what this phone holds first
 * - `left_behind`: what could not be brought along last time is still here; see `dropLeft`
 * - `passkey_unable`: made or asked, but it does not open the same twice; the passphrase stays the way in
 * - `locked`: the app lock of this phone is on, and opens by other keys
 * - `no_room`, `no_storage`, `old_app`: as the vault refuses
 * - `server_refused`: a refusal this version has no word for
 */
export type PhoneRefusal =
  | 'name_invalid'
  | 'device_name_invalid'
  | 'weak_short'
  | 'weak_common'
  | 'code_mistyped'
  | 'kdf_refused'
  | 'kdf_unavailable'
  | 'ring_damaged'
  | 'cancelled'
  | 'not_prepared'
  | 'holds_records'
  | 'left_behind'
  | 'locked'
  | 'passkey_unable'
  | 'no_room'
  | 'no_storage'
  | 'old_app'
  | 'server_refused';

export type AccountRefusal = WireRefusal | PhoneRefusal;

export type Outcome =
  | { kind: 'done' }
  /** `retry_after` in seconds, when the server says how long to wait. */
  | { kind: 'refused'; code: AccountRefusal; retry_after?: number }
  | { kind: 'unheard'; reason: Silence };

/** This phone holds `count` records, drafts and totals of its own ring: see `settle`. */
export interface HoldsRecords {
  kind: 'holds_records';
  count: number;
}

/** The recovery code in seven groups of four letters, shown once. */
export interface SignUpReady {
  kind: 'ready';
  code: string;
}

export type Prepared = SignUpReady | Exclude<Outcome, { kind: 'done' }>;

export interface Device {
  id: string;
  /** Null when it has none, or one that does not open. */
  name: string | null;
  /** A date, `2026-11-25`. */
  created_on: string;
  last_seen_on: string;
  is_this: boolean;
}

/** Dates, `2026-11-25`. */
export interface Passkey {
  id: string;
  created_on: string;
  last_used_on: string;
}

/** `share` is 0 to 1, or null while there is nothing to reckon it from. */
export interface Busy {
  doing: 'deriving' | 'sending' | 'opening' | 'bringing';
  share: number | null;
}

/** Records on their way from the phone's former ring to the account's; `damaged` do not open. */
export interface Bringing {
  done: number;
  all: number;
  damaged: number;
}

export type { Known as Rooms } from '../vault/leaving';
