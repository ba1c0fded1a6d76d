/** Gives this phone the ring of an account, in one step, and decides what becomes of its own records. */

import type {
  AccountRow,
  DeviceWrap,
  LockRow,
  PassphraseWrap,
  StoreName,
  Transaction,
} from '../core/db';
import { keepUnlocked, mustBeOurs, ringOf, wrapFor, wrapIn } from './device';
import { VaultError } from './errors';
import { draftLeaving } from './leaving';
import { forgetRing, type Ring } from './ring';
import { transact } from './transact';
import { includes } from './wraps';

/** All stores with something of a person's. `catalogue` is public; `meta` says nothing of anybody. */
export const PERSONAL = [
  'acts',
  'keys',
  'records',
  'outbox',
  'summaries',
  'drafts',
  'sync',
  'rejected',
  'leaving',
  'ancestors',
  'theirs',
  'unseen',
  'box',
] as const satisfies readonly StoreName[];

type Personal = (typeof PERSONAL)[number];
type Holding = Pick<Transaction<Personal, 'readwrite'>, 'objectStore'>;

/** What an account puts on a phone. */
export interface Arrival {
  ring: Ring;
  wrap: PassphraseWrap;
  account: AccountRow;
}

/** - `unless_held`: only onto a phone that holds nothing yet */
export type Exchange = 'unless_held' | 'erase' | 'bring_along';

/**
 * The phone opens the account's ring from now on, or, when this answers with what it holds, nothing
 * has changed. Rejects with `ring_changed` when `was` is no longer the wrap of this phone, with
 * `damaged` when an earlier exchange left records behind, and as a write does.
 */
export async function exchangeRing(
  was: DeviceWrap,
  { ring, wrap, account }: Arrival,
  how: Exchange,
): Promise<number> {
  const device = await deviceOrLock(account.owner, ring);
  const held = await transact([...PERSONAL], 'readwrite', async (tx) => {
    await mustBe(tx, was);
    const count = how === 'unless_held' ? await heldIn(tx) : 0;
    if (count > 0) return count;
    const leaving = how === 'bring_along' ? await moveOut(tx) : 0;
    for (const store of PERSONAL) {
      if (store !== 'leaving' || leaving === 0) await tx.objectStore(store).clear();
    }
    const keys = tx.objectStore('keys');
    if (leaving > 0) await keys.put({ ...was, name: 'leaving' });
    await keys.put(device.row);
    await keys.put(wrap);
    await tx.objectStore('sync').put(account);
    return 0;
  });
  if (held === 0) keepUnlocked(device.in_memory);
  return held;
}

/**
 * The same owner's ring, perhaps with epochs this phone did not know; its records stay as they are.
 * True when it did: what is open by the former ring lacks the next key. Rejects with `ring_changed`, and with
 * `ring_damaged` for a ring that would not open all of them.
 */
export async function renewRing(
  was: DeviceWrap,
  { ring, wrap, account }: Arrival,
): Promise<boolean> {
  const ours = await ringOf(was);
  const isWhole = was.owner === account.owner && includes(ring, ours);
  const isNext = ring.cur !== ours.cur;
  forgetRing(ours);
  if (!isWhole) throw new VaultError('ring_damaged');
  const device = await deviceOrLock(account.owner, ring);
  await transact(['keys', 'sync'], 'readwrite', async (tx) => {
    await mustBe(tx, was);
    await tx.objectStore('keys').put(device.row);
    await tx.objectStore('keys').put(wrap);
    // A passkey would open the ring without its next key.
    if (isNext) await tx.objectStore('keys').delete('passkey');
    await tx.objectStore('sync').put(account);
  });
  keepUnlocked(device.in_memory);
  return isNext;
}

/** While the app lock is on it is the account's passphrase that opens it, and no wrap lies on the disk. */
async function deviceOrLock(
  owner: string,
  ring: Ring,
): Promise<{ row: DeviceWrap | LockRow; in_memory: DeviceWrap | null }> {
  const device = await wrapFor(owner, ring);
  const lock = await transact(['keys'], 'readonly', (tx) => tx.objectStore('keys').get('lock'));
  if (!lock) return { row: device, in_memory: null };
  const { publicKeyOf } = await import('./box');
  const { grace_minutes } = lock as LockRow;
  const public_key = await publicKeyOf(ring.x);
  const row: LockRow = { name: 'lock', owner, own: null, public_key, grace_minutes };
  return { row, in_memory: device };
}

/** The same ring by another passphrase. Rejects with `ring_changed`. */
export function keepPassphrase(wrap: PassphraseWrap): Promise<void> {
  return transact(['keys'], 'readwrite', async (tx) => {
    await mustBeOurs(tx, wrap.owner);
    await tx.objectStore('keys').put(wrap);
  });
}

/** Deletes all that is personal on this phone, keys first; `note`, if any, stays: what is still to do. */
export function forgetEverything(note: string | null): Promise<void> {
  return transact([...PERSONAL, 'meta'], 'readwrite', async (tx) => {
    for (const store of PERSONAL) await tx.objectStore(store).clear();
    if (note) await tx.objectStore('meta').put({ name: note, value: true });
  });
}

async function mustBe(
  tx: Pick<Transaction<'keys', 'readwrite'>, 'objectStore'>,
  was: DeviceWrap,
): Promise<void> {
  const is = await wrapIn(tx);
  const isSame = is?.owner === was.owner && String(is.sealed) === String(was.sealed);
  if (!isSame) throw new VaultError('ring_changed');
}

/** How many things of its own this phone holds: records, drafts, totals, and what was left behind. */
async function heldIn(tx: Holding): Promise<number> {
  const stores = ['records', 'drafts', 'summaries', 'leaving'] as const;
  const counts = await Promise.all(stores.map((store) => tx.objectStore(store).count()));
  return counts.reduce((sum, count) => sum + count);
}

/** Puts records and drafts where they wait to be sealed anew. */
async function moveOut(tx: Holding): Promise<number> {
  const leaving = tx.objectStore('leaving');
  if ((await leaving.count()) > 0) throw new VaultError('damaged');
  const drafts = (await tx.objectStore('drafts').getAll()).map(draftLeaving);
  const rows = [...(await tx.objectStore('records').getAll()), ...drafts];
  for (const row of rows) await leaving.put(row);
  return rows.length;
}
