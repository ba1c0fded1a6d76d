/** What an answer of the server makes of this phone: its keys checked first, then put in one step. */

import type { DeviceWrap } from '../core/db';
import { isLocked, lockRow, unlockWith } from '../vault/app-lock';
import { phoneWrap } from '../vault/device';
import { exchangeRing, renewRing, type Arrival, type Exchange } from '../vault/exchange';
import { Keys } from '../vault/keys';
import { sealName } from '../vault/names';
import { keepPasskey, type PasskeyWrap } from '../vault/passkey';
import { forgetRing, type Ring } from '../vault/ring';
import { copyRing, unwrapWith } from '../vault/wraps';
import { changingCookies } from './alone';
import { endSignIn, type SignedIn } from './api';
import { Refused } from './errors';
import { agreedKdf, bytesFrom, type Kdf } from './kdf-rules';
import { inPassing } from './patience';
import type { FromPassphrase } from './secrets';

export interface Arriving {
  was: DeviceWrap;
  arrival: Arrival;
  /** Once it was put: the pages of this phone have opened another ring, or lack its next key. */
  has_new_ring?: boolean;
  /** By which it came in: it opens the app lock here too. */
  passkey?: PasskeyWrap;
}

/** A random id: which device it is says nothing, and it is new for each account. */
export function newDeviceId(): string {
  return crypto.randomUUID();
}

/**
 * Checks that the answer is for `device_id`, and that the passphrase opens what it brings. Rejects with
 * Refused `ring_damaged`, having ended that sign-in; nothing on this phone was touched.
 */
export async function arrive(
  answer: SignedIn,
  device_id: string,
  secret: FromPassphrase,
): Promise<Arriving> {
  const sealed = bytesFrom(answer.wrap_passphrase);
  const ring = await unwrapWith(secret.credentials, answer.owner, sealed);
  return arriveWith(answer, device_id, ring, secret.kdf);
}

/** With the ring, however it was opened; null when it was not. Rejects as `arrive`. */
export async function arriveWith(
  answer: SignedIn,
  device_id: string,
  ring: Ring | null,
  offered: unknown,
): Promise<Arriving> {
  const sealed = bytesFrom(answer.wrap_passphrase);
  const kdf = agreedKdf(offered);
  if (!ring || !sealed || !kdf || answer.device_id !== device_id) {
    await changingCookies(endSignIn).catch(() => undefined);
    throw new Refused('ring_damaged');
  }
  await openLocked(answer.owner, ring);
  return { was: await phoneWrap(), arrival: await arrivalOf(answer, ring, sealed, kdf) };
}

/** Who has the ring of a locked phone has opened it. Rejects with Refused `locked` for another's. */
async function openLocked(owner: string, ring: Ring): Promise<void> {
  if (!(await isLocked())) return;
  if ((await lockRow())?.owner !== owner) throw new Refused('locked');
  await unlockWith(owner, copyRing(ring));
}

async function arrivalOf(
  answer: SignedIn,
  ring: Ring,
  sealed: Arrival['wrap']['sealed'],
  kdf: Kdf,
): Promise<Arrival> {
  const { owner, device_id, credential_version } = answer;
  const keys = await Keys.of(owner, copyRing(ring));
  const sealed_name = await sealName(keys, { kind: 'login' }, answer.name);
  return {
    ring,
    wrap: { name: 'passphrase', owner, sealed, kdf, credential_version },
    account: { name: 'account', owner, device_id, sign_in: 'live', sealed_name },
  };
}

/** 0 when it is done; else how much this phone holds of its own, with nothing changed. */
export async function put(arriving: Arriving, how: Exchange): Promise<number> {
  const { was, arrival } = arriving;
  const count = await renewedOrExchanged(arriving, how);
  if (count === 0) forgetRing(arrival.ring);
  // A phone that has no room for it opens by the passphrase.
  if (count === 0 && arriving.passkey) await keepPasskey(arriving.passkey).catch(() => undefined);
  arriving.has_new_ring ??= was.owner !== arrival.account.owner;
  return count;
}

async function renewedOrExchanged(arriving: Arriving, how: Exchange): Promise<number> {
  const { was, arrival } = arriving;
  if (was.owner !== arrival.account.owner) return exchangeRing(was, arrival, how);
  arriving.has_new_ring = await renewRing(was, arrival);
  return 0;
}

/** Lets go of what was not settled: the server ends that sign-in, and this phone stays as it is. */
export async function abandon({ arrival }: Arriving): Promise<void> {
  forgetRing(arrival.ring);
  await inPassing(changingCookies(endSignIn));
}
