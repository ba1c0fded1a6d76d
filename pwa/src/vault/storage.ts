/** How safely the browser keeps our storage, and how much room there is. */

export type Persistence = 'granted' | 'refused' | 'unavailable';

/** Asks the browser never to clear our storage by itself. Call it in a click, after a first record. */
export async function askToPersist(): Promise<Persistence> {
  try {
    if (!navigator.storage?.persist) return 'unavailable';
    const kept = (await navigator.storage.persisted()) || (await navigator.storage.persist());
    return kept ? 'granted' : 'refused';
  } catch {
    return 'unavailable';
  }
}

export interface StorageState {
  /** Bytes, as the browser estimates them. */
  used: number;
  quota: number;
  persisted: boolean;
}

/** `null` where the browser does not tell. */
export async function storageState(): Promise<StorageState | null> {
  try {
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    return { used: usage, quota, persisted: await navigator.storage.persisted() };
  } catch {
    return null;
  }
}
