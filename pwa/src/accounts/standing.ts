/** How this phone stands with its account, kept for all tabs, and told to them. */

import type { AccountRow } from '../core/db';
import { transact } from '../vault/transact';
import type { EndedBecause } from './types';

/**
 * - `sign_in`: the sign-in was renewed, has run out, or was ended
 * - `ring`: this phone has another ring now, or none: what a page has opened is no longer its own
 */
export type News = 'sign_in' | 'ring';

interface Told {
  news: News;
  from: string;
}

const CHANNEL = 'interlude-account';
const listeners = new Set<(news: News) => void>();
let page: string | undefined;

/** A page hears what it says on another channel object of its own; this tells its own from theirs. */
function thisPage(): string {
  return (page ??= crypto.randomUUID());
}

/** `listener` hears of the other tabs, and of a sign-in that this one found ended. */
export function onNews(listener: (news: News) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.from !== thisPage()) listener(data.news);
  };
  listeners.add(listener);
  return () => {
    channel.close();
    listeners.delete(listener);
  };
}

/** To other tabs only: this one knows what it did. */
export function tellTabs(news: News): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ news, from: thisPage() } satisfies Told);
  channel.close();
}

export function accountRow(): Promise<AccountRow | undefined> {
  return transact(['sync'], 'readonly', async (tx) => {
    return (await tx.objectStore('sync').get('account')) as AccountRow | undefined;
  });
}

/** Leaves everything else on this phone as it is, whatever the server said. */
export async function noteSignIn(
  sign_in: AccountRow['sign_in'],
  because: EndedBecause | null = null,
): Promise<void> {
  await transact(['sync'], 'readwrite', async (tx) => {
    const sync = tx.objectStore('sync');
    const row = (await sync.get('account')) as AccountRow | undefined;
    if (!row || row.sign_in === 'ended') return;
    await sync.put({ ...row, sign_in, ...(because && { ended_because: because }) });
  });
  for (const listener of listeners) listener('sign_in');
  tellTabs('sign_in');
}
