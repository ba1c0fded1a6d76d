/** What lies in this phone's database, row by row. */

import type { Bytes } from './bytes';

/** A sealed record. Only `collection` and the order of writing can be read without the ring. */
export interface RecordRow {
  id: string;
  collection: string;
  /** The keyed name of its day, empty for a record without one. */
  slot: string;
  version: number;
  epoch: number;
  /** The server's number of the last version it is known to hold, null before the first. */
  seq: number | null;
  sealed: Bytes;
  /** Set on a tombstone: a hint on storage, never the reason to delete. */
  purgeable?: true;
}

/** One edit waiting for a server. `n`, given by the database, is the order of writing. */
export interface OutboxEntry {
  n?: number;
  op: string;
  id: string;
  version: number;
  base: number;
  after: string[];
  epoch: number;
  sealed: Bytes;
  purgeable: boolean;
  /** Set in a transaction of its own before a request flies with it; from then on it may be there. */
  sent: boolean;
}

/** Sealed, never synced, under a keyed name: summaries and drafts. */
export interface LocalRow {
  name: string;
  version: number;
  epoch: number;
  sealed: Bytes;
}

/** How a key is derived from a passphrase. Says nothing of the passphrase. */
export interface Kdf {
  algorithm: 'argon2id';
  memory_kib: number;
  passes: number;
  lanes: number;
  /** 16 bytes in base64url. */
  salt: string;
}

/** Opened by a key of this phone that cannot be read. */
export interface DeviceWrap {
  name: 'device';
  owner: string;
  key: CryptoKey;
  sealed: Bytes;
}

/** Opened by what the passphrase derives to, offline too. */
export interface PassphraseWrap {
  name: 'passphrase';
  owner: string;
  sealed: Bytes;
  kdf: Kdf;
  credential_version: number;
}

/** The former device wrap, kept until the last of its records is sealed under the account's ring. */
export type LeavingWrap = Omit<DeviceWrap, 'name'> & { name: 'leaving' };

/**
 * Stands in the place of the device wrap while the app lock is on. `own` opens the ring where there is no
 * account; where there is one, its passphrase wrap does.
 */
export interface LockRow {
  name: 'lock';
  owner: string;
  own: { sealed: Bytes; kdf: Kdf } | null;
  /** Of the ring's X25519 key: what is done while locked is sealed to it. */
  public_key: Bytes;
  /** How long the app may be out of sight before it locks. */
  grace_minutes: number;
}

/** Opened by what a passkey answers on this phone. `id` is the server's name of it, if it signs in too. */
export interface PasskeyWrap {
  name: 'passkey';
  owner: string;
  credential_id: Bytes;
  sealed: Bytes;
  id: string | null;
}

/** One way to open the ring. Dropping a row drops that way; the ring in the others is the same. */
export type WrapRow = DeviceWrap | PassphraseWrap | LeavingWrap | LockRow | PasskeyWrap;

/** Done while the app was locked: opened by the ring's private key, and by nothing on this phone till then. */
export interface BoxRow {
  id: string;
  sealed: Bytes;
}

/** How far this phone is in step with the server. */
export interface SyncRow {
  name: 'state';
  /** Whose records these numbers are of: for another owner they mean nothing. */
  owner: string;
  /** The server's own name of its past, null before its first answer. */
  history: string | null;
  /** The last of the server's numbers that was read. */
  cursor: number;
  /** What had been purged when this reading began at 0: rows gone by then are not missed. */
  floor: number;
  /** After a restored backup: the last number that the past and the present have in common. */
  since: number;
  /** True from starting over at 0 until all was read once. */
  starting_over: boolean;
  /** An ISO instant in UTC. */
  last_sync_at: string | null;
  /** The epoch that all that opens is sealed under, once that was seen to. */
  renewed_to?: number;
}

/** The account of this phone, as the server knows it. The login name is sealed. */
export interface AccountRow {
  name: 'account';
  owner: string;
  device_id: string;
  sign_in: 'live' | 'expired' | 'ended';
  ended_because?: string;
  sealed_name?: Bytes;
}

/** An edit that the server refused for good, and why. */
export interface RejectedRow extends OutboxEntry {
  code: string;
}

/** A version as the server holds it, with its number of it. */
export interface ServerRow {
  id: string;
  version: number;
  epoch: number;
  seq: number;
  sealed: Bytes;
}

/**
 * What the server sent and this phone did not take: `waiting` for what comes of an edit of its own,
 * else refused. It never stands in the way of what lies in `records`.
 */
export interface TheirsRow extends ServerRow {
  why: string;
}

/** A row that was at the server and was not met yet since starting over at 0. */
export interface UnseenRow {
  id: string;
  /** Whether the server's present past surely includes the version this phone knows. */
  trusted: boolean;
}

/** What was tapped in a notification and no server has heard of. The service worker writes it. */
export interface ActRow {
  /** Of that one knock, and good for one act. */
  token: string;
  act: 'snooze' | 'skip';
}
