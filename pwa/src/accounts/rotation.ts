/** After a phone was stolen while it was open: a next key for the ring and a new recovery code, in one step. */

import { base64url, randomBytes } from '../core/bytes';
import type { DeviceWrap, PassphraseWrap } from '../core/db';
import { phoneWrap, ringOf } from '../vault/device';
import { renewRing } from '../vault/exchange';
import { forgetRing, type Ring } from '../vault/ring';
import { wrapWith } from '../vault/wraps';
import { putRing } from './api';
import { Refused } from './errors';
import type { Watch } from './kdf';
import { mine } from './new-passphrase';
import { derive, newCode } from './secrets';
import { accountRow } from './standing';

/** All that will be sent, however often it takes: the same once more is answered as the first time. */
export interface PreparedRotation {
  code: string;
  was: DeviceWrap;
  ring: Ring;
  wrap: PassphraseWrap;
  body: Parameters<typeof putRing>[0];
}

/** Derives the keys and makes code and key. Nothing is sent but by `sendRotation`. */
export async function prepareRotation(passphrase: string, watch: Watch): Promise<PreparedRotation> {
  watch.tell('sending', null);
  const { kdf, credential_version } = await mine();
  const { auth, credentials } = await derive(passphrase, kdf, watch);
  const was = await phoneWrap();
  const ring = withNextKey(await ringOf(was));
  const code = await newCode();
  const { owner } = was;
  const sealed = await wrapWith(credentials, owner, ring);
  const wrap_recovery = base64url(await wrapWith(code.credentials, owner, ring));
  return {
    ...{ code: code.written, was, ring },
    wrap: {
      ...{ name: 'passphrase', owner, sealed, kdf },
      credential_version: credential_version + 1,
    },
    body: {
      ...{ auth, credential_version, epoch: ring.cur, wrap_recovery },
      wrap_passphrase: base64url(sealed),
      new_recovery_auth: code.auth,
    },
  };
}

/** Rejects with Refused or Unheard; it may be called any number of times with the same. */
export async function sendRotation(prepared: PreparedRotation, watch: Watch): Promise<void> {
  const { was, ring, wrap, body } = prepared;
  watch.tell('sending', null);
  await putRing(body);
  watch.tell('opening', null);
  const account = await accountRow();
  if (!account) throw new Refused('not_prepared');
  await renewRing(was, { ring, wrap, account });
  forgetRing(ring);
}

function withNextKey({ cur, keys, ids, x }: Ring): Ring {
  const next = cur + 1;
  return { cur: next, keys: new Map([...keys, [next, randomBytes(32)]]), ids, x };
}
