/** This phone's database. Every store is named here, so its migrations read as one history. */

import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreNames,
} from 'idb';
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

/** One way to open the ring. Dropping a row drops that way; the ring in the others is the same. */
export type WrapRow = DeviceWrap | PassphraseWrap | LeavingWrap;

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

export interface Stores extends DBSchema {
  records: {
    key: string;
    value: RecordRow;
    indexes: { collection: string; day: [string, string] };
  };
  outbox: { key: number; value: OutboxEntry; indexes: { op: string; id: string } };
  keys: { key: string; value: WrapRow };
  meta: { key: string; value: { name: string; value: unknown } };
  summaries: { key: string; value: LocalRow };
  drafts: { key: string; value: LocalRow };
  /** Public, so kept as it came. */
  catalogue: { key: string; value: { name: string; value: unknown } };
  sync: { key: string; value: SyncRow | AccountRow };
  rejected: { key: string; value: RejectedRow; indexes: { id: string } };
  /** Rows sealed under the former ring, see `LeavingWrap`. */
  leaving: { key: string; value: RecordRow };
  /** Of records with edits that wait: the version the first of them was built upon. */
  ancestors: { key: string; value: ServerRow };
  theirs: { key: string; value: TheirsRow };
  unseen: { key: string; value: UnseenRow };
}

type Db = IDBPDatabase<Stores>;
export type StoreName = StoreNames<Stores>;
export type Mode = 'readonly' | 'readwrite';
export type Transaction<Names extends StoreName, M extends Mode> = IDBPTransaction<
  Stores,
  Names[],
  M
>;
type Migration = (db: Db) => void;

/** migrations[n] takes the database from version n to n + 1. Append only. */
export const migrations: readonly Migration[] = [
  (db) => {
    const records = db.createObjectStore('records', { keyPath: 'id' });
    records.createIndex('collection', 'collection');
    records.createIndex('day', ['collection', 'slot']);
    const outbox = db.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true });
    outbox.createIndex('op', 'op', { unique: true });
    outbox.createIndex('id', 'id');
    for (const store of ['keys', 'meta', 'summaries', 'drafts', 'catalogue'] as const) {
      db.createObjectStore(store, { keyPath: 'name' });
    }
  },
  (db) => {
    db.createObjectStore('sync', { keyPath: 'name' });
    db.createObjectStore('rejected', { keyPath: 'op' }).createIndex('id', 'id');
    for (const store of ['leaving', 'ancestors', 'theirs', 'unseen'] as const) {
      db.createObjectStore(store, { keyPath: 'id' });
    }
  },
];

/** A tab that does not let go keeps us waiting no longer than this. */
const BLOCKED_MS = 4000;

/** Opens the database at the version of `steps`. Rejects with a DOMException when it cannot. */
export async function connect(steps: readonly Migration[], onclosed: () => void): Promise<Db> {
  let whenBlocked: (reason: DOMException) => void;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blockedForLong = new Promise<never>((_, reject) => (whenBlocked = reject));
  const opening = openDB<Stores>('interlude', steps.length, {
    upgrade: (db, from) => steps.slice(from).forEach((migrate) => migrate(db)),
    blocked: () => {
      const reason = new DOMException('another tab holds the database', 'InvalidStateError');
      timer = setTimeout(() => {
        whenBlocked(reason);
        void opening.then((late) => late.close(), onclosed);
      }, BLOCKED_MS);
    },
    // A later Interlude, or "erase everything", in another tab must not wait for this one.
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close();
      onclosed();
    },
    terminated: onclosed,
  });
  return Promise.race([opening, blockedForLong]).finally(() => clearTimeout(timer));
}

let opened: Promise<Db> | undefined;

function db(): Promise<Db> {
  opened ??= connect(migrations, forget).catch((error: unknown) => {
    forget();
    throw error;
  });
  return opened;
}

function forget(): void {
  opened = undefined;
}

export async function closeDb(): Promise<void> {
  const closing = opened;
  forget();
  (await closing?.catch(() => undefined))?.close();
}

/**
 * Runs `work` in one transaction: all of it is on the disk when this resolves, or none of it.
 *
 * `work` may await nothing but the transaction's own requests. Rejects with what `work` threw, or
 * with the transaction's own error (`QuotaExceededError` when the phone is full).
 */
export async function inTransaction<Names extends StoreName, M extends Mode, T>(
  names: Names[],
  mode: M,
  work: (tx: Transaction<Names, M>) => Promise<T>,
): Promise<T> {
  const tx = await begin(names, mode);
  const failed = tx.done.then(
    () => undefined,
    () => ({ error: tx.error }),
  );
  try {
    const result = await work(tx);
    await tx.done;
    return result;
  } catch (error) {
    abort(tx);
    throw (await failed)?.error ?? error;
  }
}

async function begin<Names extends StoreName, M extends Mode>(
  names: Names[],
  mode: M,
): Promise<Transaction<Names, M>> {
  // What was written must outlive a battery that falls out, not only a closed tab.
  const durability = mode === 'readwrite' ? 'strict' : 'default';
  try {
    return (await db()).transaction(names, mode, { durability });
  } catch (error) {
    if ((error as Error).name !== 'InvalidStateError') throw error;
    // iOS drops the connection of a page in the background without a word.
    forget();
    return (await db()).transaction(names, mode, { durability });
  }
}

function abort(tx: { abort: () => void }): void {
  try {
    tx.abort();
  } catch {
    // It has ended by itself, which is why we are here.
  }
}
