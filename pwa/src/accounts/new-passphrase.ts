/** Another passphrase for the same ring, by compare-and-set; all other devices are signed out by it. */

import { base64url } from '../core/bytes';
import type { PassphraseWrap } from '../core/db';
import { phoneWrap, ringOf } from '../vault/device';
import { keepPassphrase } from '../vault/exchange';
import { forgetRing } from '../vault/ring';
import { wrapWith } from '../vault/wraps';
import { agreed, me, putPassphrase } from './api';
import { Refused, Unheard } from './errors';
import type { Watch } from './kdf';
import type { Kdf } from './kdf-rules';
import { derive, deriveNew, mustBeGood, type FromPassphrase } from './secrets';

interface Change {
  new_auth: string;
  wrap: PassphraseWrap;
}

/** Changes that were sent and not heard of, by salt: that of the account shows which was taken. */
const unheard = new Map<string, Change>();

/** Rejects with Refused or Unheard, and then may be called once more with the same. */
export async function changePassphrase(old: string, next: string, watch: Watch): Promise<void> {
  await mustBeGood(next);
  watch.tell('sending', null);
  const { kdf, credential_version } = await mine();
  if (await wasTaken(next, kdf, watch)) return;
  const { auth } = await derive(old, kdf, half(watch, 0));
  const after = await deriveNew(next, half(watch, 0.5));
  const wrap = await wrapOf(after, credential_version + 1);
  watch.tell('sending', null);
  await send({ auth, credential_version }, { new_auth: after.auth, wrap });
  await keepPassphrase(wrap);
}

/** The account as it is now. Rejects with Refused `ring_damaged` when it is not this phone's. */
export async function mine(): Promise<{ kdf: Kdf; credential_version: number }> {
  const { owner, kdf, credential_version } = await me();
  if (owner !== (await phoneWrap()).owner) throw new Refused('ring_damaged');
  return { kdf: agreed(kdf), credential_version };
}

/** What was taken holds here too; whether it was the very one that is asked for now is another matter. */
async function wasTaken(next: string, kdf: Kdf, watch: Watch): Promise<boolean> {
  const change = unheard.get(kdf.salt);
  if (!change) return false;
  await keepPassphrase(change.wrap);
  unheard.clear();
  return (await derive(next, kdf, watch)).auth === change.new_auth;
}

async function wrapOf(
  { credentials, kdf }: FromPassphrase,
  credential_version: number,
): Promise<PassphraseWrap> {
  const was = await phoneWrap();
  const ring = await ringOf(was);
  const { owner } = was;
  const sealed = await wrapWith(credentials, owner, ring);
  forgetRing(ring);
  return { name: 'passphrase', owner, sealed, kdf, credential_version };
}

async function send(
  before: { auth: string; credential_version: number },
  { new_auth, wrap }: Change,
): Promise<void> {
  const { kdf, sealed } = wrap;
  const body = { ...before, new_auth, kdf, wrap_passphrase: base64url(sealed) };
  await putPassphrase(body).catch((error: unknown) => {
    if (error instanceof Unheard) unheard.set(kdf.salt, { new_auth, wrap });
    throw error;
  });
}

function half({ tell, signal }: Watch, from: number): Watch {
  const halved: Watch['tell'] = (doing, share) =>
    tell(doing, share === null ? null : from + share / 2);
  return { tell: halved, signal };
}
