/** Taking a session away, and having it back. Apart from the day itself, which the first screen waits for. */

import { removeSession, restoreSession } from './records';
import type { Day } from './store.svelte';

/** True when it is gone; `day.removed` holds what `undoRemove` gives back. */
export function remove(day: Day, id: string): Promise<boolean> {
  return day.keep(async (vault) => {
    day.removed = await removeSession(vault, id);
  });
}

/** False when there is nothing to give back, or it could not be kept. */
export async function undoRemove(day: Day): Promise<boolean> {
  const kept = day.removed;
  if (!kept) return false;
  return day.keep(async (vault) => {
    await restoreSession(vault, kept);
    day.removed = null;
  });
}
