/** Erasing the account: at the server first, because it alone can refuse; then on this phone. */

import { eraseThere } from './api';
import { Refused, Unheard } from './errors';
import type { Watch } from './kdf';
import { mine } from './new-passphrase';
import { derive } from './secrets';
import { signOutHere } from './sign-out';

/** It was sent, and no answer came: an account that is gone by the next attempt went by this one. */
let wasSent = false;
/**
 * What is said of a phone whose account is gone, of one that its cookies were taken from by then, and of
 * one that noted so when something else was asked between.
 */
const GONE: readonly string[] = ['account_gone', 'unauthenticated', 'token_expired'];

/** Rejects with Refused or Unheard, and then may be called once more with the same. */
export async function eraseAccount(passphrase: string, watch: Watch): Promise<void> {
  await askServer(passphrase, watch).catch((error: unknown) => {
    const isGone = error instanceof Refused && GONE.includes(error.code);
    if (!(wasSent && isGone)) throw error;
  });
  wasSent = false;
  await signOutHere();
}

async function askServer(passphrase: string, watch: Watch): Promise<void> {
  watch.tell('sending', null);
  const { kdf } = await mine();
  const { auth } = await derive(passphrase, kdf, watch);
  watch.tell('sending', null);
  await eraseThere({ auth }).catch((error: unknown) => {
    if (error instanceof Unheard) wasSent = true;
    throw error;
  });
}
