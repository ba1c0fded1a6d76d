/** Signing in with name and passphrase: first what opens the account, then what it makes of the phone. */

import { kdfOf, signIn } from './api';
import { arrive, newDeviceId, type Arriving } from './arriving';
import { Refused } from './errors';
import type { Watch } from './kdf';
import { tidyName } from './names';
import { derive } from './secrets';

/** The same for each attempt on this page, so that a lost answer makes no second device. */
const deviceIds = new Map<string, string>();

function deviceIdFor(name: string, known: string | undefined): string {
  const id = deviceIds.get(name) ?? known ?? newDeviceId();
  deviceIds.set(name, id);
  return id;
}

/**
 * `known` is the id this phone has in the account it was signed in to, if `typedName` is that one.
 * Rejects with Refused or Unheard; nothing on this phone was touched.
 */
export async function comeIn(
  typedName: string,
  passphrase: string,
  known: string | undefined,
  watch: Watch,
): Promise<Arriving> {
  const name = tidyName(typedName);
  if (!name) throw new Refused('name_invalid');
  watch.tell('sending', null);
  const secret = await derive(passphrase, await kdfOf(name), watch);
  watch.tell('sending', null);
  const id = deviceIdFor(name, known);
  const { auth } = secret;
  const answer = await signIn({ name, auth, device: { id, sealed_name: null } });
  watch.tell('opening', null);
  return arrive(answer, id, secret);
}
