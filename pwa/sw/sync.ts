/** The browser says that there is a network once more: the open pages are told, and do the rest. */

import { sendActs } from './acts';
import { worker } from './scope';

/** Part of Background Sync, which TypeScript's own library does not know. */
interface SyncEvent extends ExtendableEvent {
  tag: string;
}

const TAG = 'interlude-sync';
export const ACTS_TAG = 'interlude-acts';

export function tellPages(event: Event): void {
  const { tag, waitUntil } = event as SyncEvent;
  if (tag === TAG) waitUntil.call(event, tell());
  if (tag === ACTS_TAG) waitUntil.call(event, sendActs());
}

async function tell(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window' });
  for (const page of pages) page.postMessage('sync');
}
