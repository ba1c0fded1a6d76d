/** Signing out: what is personal goes from this phone at once, the server is told when it can be. */

import { forgetEverything } from '../vault/exchange';
import { transact } from '../vault/transact';
import { changingCookies } from './alone';
import { endSignIn } from './api';
import { isUnsigned, Refused } from './errors';
import { inPassing } from './patience';
import { tellTabs } from './standing';

/** Stands on the phone until the server has ended the sign-in that the cookies still name. */
const PENDING = 'sign_out_pending';

/** Rejects with a VaultError when not even deleting works; then all is still there. */
export async function signOutHere(): Promise<void> {
  await forgetEverything(PENDING);
  tellTabs('ring');
  await inPassing(finishSignOut());
}

/** As signing out, where there is no account that anybody would have to be told of. */
export async function forgetHere(): Promise<void> {
  await forgetEverything(null);
  tellTabs('ring');
}

/** Does nothing unless a sign-out waits for the server. Rejects with Unheard or Refused. */
export function finishSignOut(): Promise<void> {
  return changingCookies(async () => {
    if (!(await isPending())) return;
    await endSignIn().catch(unlessOver);
    await transact(['meta'], 'readwrite', (tx) => tx.objectStore('meta').delete(PENDING));
  });
}

/** A sign-in that the server no longer knows needs no end. */
function unlessOver(error: unknown): void {
  if (!(error instanceof Refused && isUnsigned(error.code))) throw error;
}

async function isPending(): Promise<boolean> {
  return transact(['meta'], 'readonly', async (tx) => {
    return (await tx.objectStore('meta').get(PENDING)) !== undefined;
  });
}
