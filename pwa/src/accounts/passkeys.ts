/** Passkeys of this phone: made, tried before they are kept, and asked to open the ring or to sign in. */

import { base64url, concat, fromBase64url, randomBytes, utf8, type Bytes } from '../core/bytes';
import type { AccountRow } from '../core/db';
import { phoneWrap, ringOf } from '../vault/device';
import {
  dropPasskey,
  keepPasskey,
  passkeyRow,
  unwrapByPasskey,
  wrapByPasskey,
} from '../vault/passkey';
import { forgetRing, type Ring } from '../vault/ring';
import { includes } from '../vault/wraps';
import { deletePasskey, passkeyChallenge, passkeySignIn, postPasskey } from './api';
import { arriveWith, newDeviceId, type Arriving } from './arriving';
import { Refused } from './errors';
import type { Watch } from './kdf';
import { mine } from './new-passphrase';
import { derive } from './secrets';
import { assert, create, type Created } from './webauthn';

/** Made, and not kept before it has opened what it wrapped. */
export interface Trying {
  /** Proves the passphrase to the server; null where there is no account. */
  auth: string | null;
  made: Created;
  wrap: Bytes | null;
}

/** Null where there is no account: then it only opens this phone. Rejects with Refused or Unheard. */
export async function proven(passphrase: string, watch: Watch): Promise<string> {
  watch.tell('sending', null);
  const { kdf } = await mine();
  return (await derive(passphrase, kdf, watch)).auth;
}

export async function makePasskey(auth: string | null, name: string): Promise<Trying> {
  const { owner } = await phoneWrap();
  const challenge = auth ? fromBase64url((await passkeyChallenge()).challenge) : null;
  const made = await create({ id: userOf(owner), name }, challenge);
  return { auth, made, wrap: made.prf && (await wrapped(made.prf, made.credential_id)) };
}

/**
 * Asks it once more. False when it has only wrapped the ring by now and is to be asked again, true when it has
 * opened it and is kept. Rejects with Refused `passkey_unable` when it answers another key than before.
 */
export async function tryPasskey(trying: Trying): Promise<boolean> {
  const { credential_id } = trying.made;
  const { prf } = await assert(credential_id, null);
  if (!trying.wrap) {
    trying.wrap = await wrapped(prf, credential_id);
    return false;
  }
  await mustOpen(prf, credential_id, trying.wrap);
  await keep(trying, trying.wrap);
  return true;
}

/** The ring of a locked phone, as its passkey opens it. Rejects with Refused. */
export async function ringByPasskey(): Promise<Ring> {
  const row = await passkeyRow();
  if (!row) throw new Refused('not_prepared');
  const { prf } = await assert(row.credential_id, null);
  const ring = await unwrapByPasskey(prf, row.owner, row.credential_id, row.sealed);
  if (!ring) throw new Refused('passkey_unable');
  return ring;
}

/** Rejects with Refused or Unheard; nothing on this phone was touched by then. */
export async function comeInByPasskey(
  row: AccountRow | undefined,
  watch: Watch,
): Promise<Arriving> {
  const { challenge } = await passkeyChallenge();
  const { prf, ...assertion } = await assert(null, fromBase64url(challenge));
  watch.tell('sending', null);
  // Its place in the list stays when it is the same account as before.
  const known = row && isOf(assertion.user, row.owner) ? row.device_id : undefined;
  const device = { id: known ?? newDeviceId(), sealed_name: null };
  const answer = await passkeySignIn({
    credential_id: base64url(assertion.credential_id),
    client_data_json: base64url(assertion.client_data_json),
    authenticator_data: base64url(assertion.authenticator_data),
    signature: base64url(assertion.signature),
    device,
  });
  watch.tell('opening', null);
  const sealed = fromBase64url(answer.wrap_passkey);
  const { owner } = answer;
  const { credential_id } = assertion;
  const ring = await unwrapByPasskey(prf, owner, credential_id, sealed);
  const arriving = await arriveWith(answer, device.id, ring, answer.kdf);
  return { ...arriving, passkey: { name: 'passkey', owner, credential_id, sealed, id: null } };
}

/**
 * The owner and 16 random bytes: of two passkeys for one user an authenticator keeps the last alone, and the other
 * would open nothing any more.
 */
function userOf(owner: string): Bytes {
  return concat(utf8(owner), randomBytes(16));
}

function isOf(user: Bytes | null, owner: string): boolean {
  const start = utf8(owner);
  return user !== null && start.every((byte, at) => user[at] === byte);
}

/** Here too, if it opens this phone. */
export async function removePasskey(id: string): Promise<void> {
  await deletePasskey(id);
  if ((await passkeyRow())?.id === id) await dropPasskey();
}

async function wrapped(prf: Bytes, credential_id: Bytes): Promise<Bytes> {
  const was = await phoneWrap();
  const ring = await ringOf(was);
  const wrap = await wrapByPasskey(prf, was.owner, credential_id, ring);
  forgetRing(ring);
  return wrap;
}

async function mustOpen(prf: Bytes, credential_id: Bytes, wrap: Bytes): Promise<void> {
  const was = await phoneWrap();
  const ours = await ringOf(was);
  const opened = await unwrapByPasskey(prf, was.owner, credential_id, wrap);
  const isSame = opened !== null && includes(opened, ours);
  for (const ring of [ours, opened]) if (ring) forgetRing(ring);
  if (!isSame) throw new Refused('passkey_unable');
}

async function keep({ auth, made }: Trying, wrap: Bytes): Promise<void> {
  const { owner } = await phoneWrap();
  const { credential_id } = made;
  const kept =
    auth &&
    (await postPasskey({
      auth,
      credential_id: base64url(credential_id),
      client_data_json: base64url(made.client_data_json),
      attestation_object: base64url(made.attestation_object),
      wrap: base64url(wrap),
    }));
  const id = kept ? kept.id : null;
  await keepPasskey({ name: 'passkey', owner, credential_id, sealed: wrap, id });
}
