/** This phone's database. Every store is named here, so its migrations read as one history. */

import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreNames,
} from 'idb';
import type {
  RecordRow,
  OutboxEntry,
  LocalRow,
  WrapRow,
  SyncRow,
  AccountRow,
  RejectedRow,
  ServerRow,
  TheirsRow,
  UnseenRow,
  ActRow,
  BoxRow,
} from './rows';

export type * from './rows';

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
  acts: { key: string; value: ActRow };
  box: { key: string; value: BoxRow };
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
  (db) => {
    db.createObjectStore('acts', { keyPath: 'token' });
  },
  (db) => {
    db.createObjectStore('box', { keyPath: 'id' });
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
