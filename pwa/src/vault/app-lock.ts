/** The app lock: the device wrap goes from the disk while it is on, and comes back when it is turned off. */

import type { DeviceWrap, LockRow, PassphraseWrap } from '../core/db';
import { keepUnlocked, mustBeOurs, phoneWrap, ringOf, wrapFor, wrapIn } from './device';
import { VaultError } from './errors';
import { forgetRing, type Ring } from './ring';
import { transact } from './transact';
import { copyRing, unwrapWith, wrapWith, type Credentials } from './wraps';

export type { LockRow } from '../core/db';

export const USUAL_GRACE_MINUTES = 15;

/** By what a passphrase must be derived to open this phone; null where there is no account and no lock. */
export async function opener(): Promise<Pick<PassphraseWrap, 'kdf' | 'sealed' | 'owner'> | null> {
  return transact(['keys'], 'readonly', async (tx) => {
    const keys = tx.objectStore('keys');
    const account = (await keys.get('passphrase')) as PassphraseWrap | undefined;
    if (account) return account;
    const lock = (await keys.get('lock')) as LockRow | undefined;
    return lock?.own ? { ...lock.own, owner: lock.owner } : null;
  });
}

export function lockRow(): Promise<LockRow | undefined> {
  return transact(
    ['keys'],
    'readonly',
    async (tx) => (await tx.objectStore('keys').get('lock')) as LockRow | undefined,
  );
}

/** Whether the lock is on, and not opened in this page. */
export async function isLocked(): Promise<boolean> {
  const isOpen = transact(['keys'], 'readonly', wrapIn).then(() => true);
  return !(await isOpen.catch((error: unknown) => mustBeLocked(error)));
}

function mustBeLocked(error: unknown): false {
  if (error instanceof VaultError && error.code === 'locked') return false;
  throw error;
}

/**
 * Takes the device wrap off the disk; this page stays open. `own` is what opens the phone from now on where it
 * has no account. Rejects with `ring_changed` when another tab was quicker.
 */
export async function turnOn(
  own: { credentials: Credentials; kdf: PassphraseWrap['kdf'] } | null,
  grace_minutes = USUAL_GRACE_MINUTES,
): Promise<void> {
  const was = await phoneWrap();
  const ring = await ringOf(was);
  const { publicKeyOf } = await import('./box');
  const { owner } = was;
  const row: LockRow = {
    ...{ name: 'lock', owner, grace_minutes },
    own: own && { sealed: await wrapWith(own.credentials, owner, ring), kdf: own.kdf },
    public_key: await publicKeyOf(ring.x),
  };
  forgetRing(ring);
  await transact(['keys'], 'readwrite', async (tx) => {
    const keys = tx.objectStore('keys');
    const is = (await keys.get('device')) as DeviceWrap | undefined;
    if (String(is?.sealed) !== String(was.sealed)) throw new VaultError('ring_changed');
    if (!own && !(await keys.get('passphrase'))) throw new VaultError('not_found');
    await keys.put(row);
    await keys.delete('device');
  });
  keepUnlocked(was);
}

/** Puts the device wrap back. Rejects with `locked` in a page that has not opened the lock. */
export async function turnOff(): Promise<void> {
  const was = await phoneWrap();
  const ring = await ringOf(was);
  await takeOut(was.owner, ring); // what another page of this phone did while it was locked
  await transact(['keys'], 'readwrite', async (tx) => {
    await mustBeOurs(tx, was.owner);
    await tx.objectStore('keys').put(was);
    await tx.objectStore('keys').delete('lock');
  });
  keepUnlocked(null);
}

export async function changeGrace(grace_minutes: number): Promise<void> {
  await transact(['keys'], 'readwrite', async (tx) => {
    const lock = (await tx.objectStore('keys').get('lock')) as LockRow | undefined;
    if (lock) await tx.objectStore('keys').put({ ...lock, grace_minutes });
  });
}

/** The ring, when these are the credentials of this phone. */
export async function ringBy(credentials: Credentials): Promise<Ring | null> {
  const found = await opener();
  return found && unwrapWith(credentials, found.owner, found.sealed);
}

/** Opens this page's vault; what was done while locked is taken out of the box. Empties `ring`. */
export async function unlockWith(owner: string, ring: Ring): Promise<void> {
  const lock = await lockRow();
  if (lock?.owner !== owner) throw new VaultError('ring_changed');
  keepUnlocked(await wrapFor(owner, copyRing(ring)));
  await takeOut(owner, ring);
}

/** What a full phone cannot take out now stays in the box for the next time, and holds up nobody. */
async function takeOut(owner: string, ring: Ring): Promise<void> {
  try {
    const { emptyBox } = await import('./unboxing');
    await emptyBox(owner, ring.x);
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
  } finally {
    forgetRing(ring);
  }
}

/** For a page that is to forget its keys: nothing personal can be opened in it any more. */
export function lockNow(): void {
  keepUnlocked(null);
}
