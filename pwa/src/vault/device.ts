/** The ring of this phone: made at the very first open, then opened by a key that cannot be read. */

import type { DeviceWrap, LeavingWrap, LockRow, Mode, Transaction } from '../core/db';
import { VaultError } from './errors';
import { Keys } from './keys';
import { makeRing, unwrapRing, wrapRing, type Ring } from './ring';
import { transact } from './transact';

/** What the device wrap is while the app lock is on and open: in this page's memory, and nowhere else. */
let unlocked: DeviceWrap | null = null;

export function keepUnlocked(wrap: DeviceWrap | null): void {
  unlocked = wrap;
}

/** Rejects with `locked`, or `ring_damaged` rather than make a second ring beside what the first sealed. */
export async function openKeys(): Promise<Keys> {
  return keysOf(await phoneWrap());
}

/** The wrap of this phone, made when there is none and nothing that another would hide. */
export async function phoneWrap(): Promise<DeviceWrap> {
  const found = await transact(['keys', 'records'], 'readonly', findWrap);
  return found ?? (await keepWrap(await wrapFor(crypto.randomUUID(), makeRing())));
}

export async function keysOf(wrap: DeviceWrap | LeavingWrap): Promise<Keys> {
  return Keys.of(wrap.owner, await ringOf(wrap));
}

/** Rejects with `ring_damaged`. The ring is in the clear: `forgetRing` it. */
export async function ringOf({ owner, key, sealed }: DeviceWrap | LeavingWrap): Promise<Ring> {
  try {
    return await unwrapRing(key, owner, sealed);
  } catch (error) {
    throw new VaultError('ring_damaged', error);
  }
}

/** Sealing cannot happen inside a transaction, and meanwhile another tab may have changed the ring. */
export async function mustBeOurs<M extends Mode>(
  tx: Pick<Transaction<'keys', M>, 'objectStore'>,
  owner: string,
): Promise<void> {
  const keys = tx.objectStore('keys');
  const wrap = (await keys.get('device')) ?? (await keys.get('lock'));
  if (wrap?.owner !== owner) throw new VaultError('ring_changed');
}

async function findWrap(
  tx: Pick<Transaction<'keys' | 'records', 'readonly'>, 'objectStore'>,
): Promise<DeviceWrap | undefined> {
  const keys = tx.objectStore('keys');
  const found = await wrapIn(tx);
  const others = (await keys.count()) + (await tx.objectStore('records').count());
  if (!found && others > 0) throw new VaultError('ring_damaged');
  return found;
}

/** On the disk, or in memory while the app lock is open. Rejects with `locked`. */
export async function wrapIn<M extends Mode>(
  tx: Pick<Transaction<'keys', M>, 'objectStore'>,
): Promise<DeviceWrap | undefined> {
  const keys = tx.objectStore('keys');
  const lock = (await keys.get('lock')) as LockRow | undefined;
  if (!lock) return (await keys.get('device')) as DeviceWrap | undefined;
  if (unlocked?.owner !== lock.owner) throw new VaultError('locked');
  return unlocked;
}

/** By a key made here and now, that cannot be read. */
export async function wrapFor(owner: string, ring: Ring): Promise<DeviceWrap> {
  const aes = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.generateKey(aes, false, ['encrypt', 'decrypt']);
  return { name: 'device', owner, key, sealed: await wrapRing(key, owner, ring) };
}

/** Keeps `made` unless another tab was quicker; answers with the one that is kept. */
function keepWrap(made: DeviceWrap): Promise<DeviceWrap> {
  return transact(['keys', 'records'], 'readwrite', async (tx) => {
    const quicker = await findWrap(tx as unknown as Transaction<'keys' | 'records', 'readonly'>);
    if (!quicker) await tx.objectStore('keys').put(made);
    return quicker ?? made;
  });
}
