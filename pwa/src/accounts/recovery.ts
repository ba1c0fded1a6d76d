/** The way back in with the recovery code: it opens the ring, then passphrase and code are made anew. */

import { base64url } from '../core/bytes';
import { Keys } from '../vault/keys';
import { type Ring } from '../vault/ring';
import { copyRing, unwrapWith, wrapWith } from '../vault/wraps';
import { askRecovery, putRecovery, signIn, type SignedIn } from './api';
import { arrive, type Arriving } from './arriving';
import { Refused } from './errors';
import { bytesFrom } from './kdf-rules';
import type { Watch } from './kdf';
import { tidyName } from './names';
import { deriveNew, newCode, typedCode, type FromPassphrase } from './secrets';
import { newDevice } from './sign-up';

/** Open in memory, and in memory only. */
export interface Recovering {
  name: string;
  owner: string;
  ring: Ring;
  recovery_auth: string;
  credential_version: number;
}

export interface PreparedRecovery {
  code: string;
  secret: FromPassphrase;
  body: Parameters<typeof putRecovery>[0];
  /** Once it was sent: the answer may have been lost, or not have found room on this phone. */
  may_be_taken: boolean;
}

/** Rejects with Refused `code_mistyped`, `wrong_credentials` or `ring_damaged`, or Unheard. */
export async function openWithCode(
  typedName: string,
  typed: string,
  watch: Watch,
): Promise<Recovering> {
  const name = tidyName(typedName);
  if (!name) throw new Refused('name_invalid');
  const { auth: recovery_auth, credentials } = await typedCode(typed);
  watch.tell('sending', null);
  const answer = await askRecovery({ name, recovery_auth });
  watch.tell('opening', null);
  const { owner, credential_version } = answer;
  const ring = await unwrapWith(credentials, owner, bytesFrom(answer.wrap_recovery));
  if (!ring) throw new Refused('ring_damaged');
  return { name, owner, ring, recovery_auth, credential_version };
}

export async function prepareRecovery(
  { name, owner, ring, recovery_auth, credential_version }: Recovering,
  passphrase: string,
  watch: Watch,
): Promise<PreparedRecovery> {
  const secret = await deriveNew(passphrase, watch);
  const code = await newCode();
  const body = {
    name,
    recovery_auth,
    credential_version,
    new_auth: secret.auth,
    kdf: secret.kdf,
    wrap_passphrase: base64url(await wrapWith(secret.credentials, owner, ring)),
    new_recovery_auth: code.auth,
    wrap_recovery: base64url(await wrapWith(code.credentials, owner, ring)),
    device: await newDevice(await Keys.of(owner, copyRing(ring))),
  };
  return { code: code.written, secret, body, may_be_taken: false };
}

/** Rejects with Refused or Unheard; it may be called any number of times with the same. */
export async function sendRecovery(prepared: PreparedRecovery, watch: Watch): Promise<Arriving> {
  watch.tell('sending', null);
  const answer = await taken(prepared);
  watch.tell('opening', null);
  return arrive(answer, prepared.body.device.id, prepared.secret);
}

async function taken(prepared: PreparedRecovery): Promise<SignedIn> {
  const { may_be_taken, body } = prepared;
  prepared.may_be_taken = true;
  try {
    return await putRecovery(body);
  } catch (error) {
    if (may_be_taken && isUsedUp(error)) return signInInstead(body);
    if (error instanceof Refused) prepared.may_be_taken = may_be_taken;
    throw error;
  }
}

/** The old code no longer counts, which is what the change makes of it. */
function isUsedUp(error: unknown): boolean {
  return (
    error instanceof Refused && ['wrong_credentials', 'stale_credentials'].includes(error.code)
  );
}

function signInInstead({ name, new_auth, device }: PreparedRecovery['body']): Promise<SignedIn> {
  return signIn({ name, auth: new_auth, device });
}
