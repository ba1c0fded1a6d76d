/** Making an account of the owner id and the ring this phone has: nothing is sealed again. */

import { base64url } from '../core/bytes';
import { phoneWrap, ringOf } from '../vault/device';
import { renewRing } from '../vault/exchange';
import { Keys } from '../vault/keys';
import { sealName } from '../vault/names';
import { forgetRing } from '../vault/ring';
import { copyRing, wrapWith } from '../vault/wraps';
import { signUp, type SignedIn } from './api';
import { arrive, newDeviceId } from './arriving';
import { Refused } from './errors';
import type { Watch } from './kdf';
import { thisDeviceName, tidyName } from './names';
import { deriveNew, newCode, type FromCode, type FromPassphrase } from './secrets';

/** All that will be sent, however often it takes: a repeat must be the same, or the name is taken. */
export interface PreparedSignUp {
  code: string;
  secret: FromPassphrase;
  body: Parameters<typeof signUp>[0];
}

export async function prepareSignUp(
  typedName: string,
  passphrase: string,
  invite: string | null,
  watch: Watch,
): Promise<PreparedSignUp> {
  const name = tidyName(typedName);
  if (!name) throw new Refused('name_invalid');
  const secret = await deriveNew(passphrase, watch);
  const code = await newCode();
  const sealed = await sealedFor(secret, code);
  const { kdf, auth } = secret;
  const body = { name, auth, kdf, recovery_auth: code.auth, invite, ...sealed };
  return { code: code.written, secret, body };
}

/** What this phone's ring becomes for others to keep. */
async function sealedFor(secret: FromPassphrase, code: FromCode) {
  const was = await phoneWrap();
  const ring = await ringOf(was);
  const { owner } = was;
  const wrap_passphrase = base64url(await wrapWith(secret.credentials, owner, ring));
  const wrap_recovery = base64url(await wrapWith(code.credentials, owner, ring));
  const device = await newDevice(await Keys.of(owner, copyRing(ring)));
  forgetRing(ring);
  return { owner, wrap_passphrase, wrap_recovery, device };
}

export async function newDevice(keys: Keys): Promise<{ id: string; sealed_name: string }> {
  const id = newDeviceId();
  const sealed = await sealName(keys, { kind: 'device', id }, thisDeviceName());
  return { id, sealed_name: base64url(sealed) };
}

/** Sends it. Rejects with Refused `ring_damaged` for an answer that is not for this phone's ring. */
export async function sendSignUp({ body, secret }: PreparedSignUp): Promise<void> {
  const answer: SignedIn = await signUp(body);
  const { was, arrival } = await arrive(answer, body.device.id, secret);
  await renewRing(was, arrival);
  forgetRing(arrival.ring);
}
