/**
 * What was tapped in a notification: kept first, then sent, and forgotten once the server has heard it.
 * The token is the whole right to do so, so no sign-in goes with it.
 */

import { worker } from './scope';
import { ACTS_TAG } from './sync';

export interface Act {
  token: string;
  act: 'snooze' | 'skip';
}

const STORE = 'acts';

/** Part of Background Sync, which TypeScript's own library does not know. */
interface Syncing {
  sync?: { register: (tag: string) => Promise<void> };
}

export async function keepAct(act: Act): Promise<void> {
  const isKept = await inStore('readwrite', (store) => store.put(act));
  if (isKept === null) await isHeard(act);
  else await sendActs().catch(askToBeWoken);
}

function askToBeWoken(): Promise<void> | undefined {
  const { sync } = worker.registration as Syncing;
  return sync?.register(ACTS_TAG).catch(() => undefined);
}

/**
 * Rejects at the first that is not heard; it and all after it stay. A browser that woke us for it then
 * comes back by its own patience. Asked anew from there, it would do so at once, and without end.
 */
export async function sendActs(): Promise<void> {
  const acts = (await inStore('readonly', (store) => store.getAll())) as Act[] | null;
  for (const act of acts ?? []) {
    if (!(await isHeard(act))) throw new Error('not heard');
    await inStore('readwrite', (store) => store.delete(act.token));
  }
}

/** A refusal will be the same next time, so it counts as heard. */
async function isHeard(act: Act): Promise<boolean> {
  try {
    const { status } = await fetch('/api/push/acts', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(act),
      credentials: 'omit',
      redirect: 'error',
    });
    return status < 500 && status !== 408 && status !== 429;
  } catch {
    return false;
  }
}

/**
 * Null where the app has no database, or one without this store: it is the app's to make. Opened for one
 * step and closed, so that it never keeps the app from its next version.
 */
async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<NonNullable<T> | true | null> {
  const db = await opened();
  if (!db) return null;
  try {
    if (!db.objectStoreNames.contains(STORE)) return null;
    return (await done(work(db.transaction(STORE, mode).objectStore(STORE)))) ?? true;
  } catch {
    return null;
  } finally {
    db.close();
  }
}

async function opened(): Promise<IDBDatabase | null> {
  const opening = indexedDB.open('interlude');
  // There was none: an empty one in its place would pass for the app's.
  opening.onupgradeneeded = () => opening.transaction?.abort();
  return done(opening).catch(() => null);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  });
}
