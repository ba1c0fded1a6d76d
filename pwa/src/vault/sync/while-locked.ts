/** What sync works with while the app is locked: whose records they are, and no key to any of them. */

import { Changes } from '../changes';
import { DamageNotices } from '../damage';
import { VaultError } from '../errors';
import { Keys } from '../keys';
import { lockRow } from '../app-lock';
import type { Inside } from './context';

/** Rejects with `not_found` where nothing is locked. */
export async function lockedVault(): Promise<{ inside: () => Inside }> {
  const lock = await lockRow();
  if (!lock) throw new VaultError('not_found');
  const keys = await Keys.none(lock.owner);
  const inside = { keys, notices: new DamageNotices(), changes: new Changes() };
  return { inside: () => inside };
}
