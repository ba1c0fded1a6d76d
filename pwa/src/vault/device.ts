/** The ring of this phone: made at the very first open, then opened by a key that cannot be read. */

import type { Transaction, WrapRow } from '../core/db';
import { VaultError } from './errors';
import { Keys } from './keys';
import { makeRing, unwrapRing, wrapRing } from './ring';
import { transact } from './transact';

/** Rejects with `ring_damaged` rather than make a second ring beside what the first has sealed. */
export async function openKeys(): Promise<Keys> {
  const found = await transact(['keys', 'records'], 'readonly', findWrap);
  const { owner, key, sealed } = found ?? (await keepWrap(await makeWrap()));
  try {
    return await Keys.of(owner, await unwrapRing(key, owner, sealed));
  } catch (error) {
    throw new VaultError('ring_damaged', error);
  }
}

async function findWrap(
  tx: Pick<Transaction<'keys' | 'records', 'readonly'>, 'objectStore'>,
): Promise<WrapRow | undefined> {
  const keys = tx.objectStore('keys');
  const found = await keys.get('device');
  const others = (await keys.count()) + (await tx.objectStore('records').count());
  if (!found && others > 0) throw new VaultError('ring_damaged');
  return found;
}

async function makeWrap(): Promise<WrapRow> {
  const owner = crypto.randomUUID();
  const aes = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.generateKey(aes, false, ['encrypt', 'decrypt']);
  return { name: 'device', owner, key, sealed: await wrapRing(key, owner, makeRing()) };
}

/** Keeps `made` unless another tab was quicker; answers with the one that is kept. */
function keepWrap(made: WrapRow): Promise<WrapRow> {
  return transact(['keys', 'records'], 'readwrite', async (tx) => {
    const quicker = await findWrap(tx as unknown as Transaction<'keys' | 'records', 'readonly'>);
    if (!quicker) await tx.objectStore('keys').put(made);
    return quicker ?? made;
  });
}
