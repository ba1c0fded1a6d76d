/** Changing the one sealed record of a lighter week. Reading it is the day's: reminders do so too. */

import { LIGHTER, NOT_LIGHTER, type LighterWeek } from '../../day/lighter';
import type { Policy } from '../../vault/sync/policies';
import type { Vault } from '../../vault/vault';
import { fieldsOf } from '../parts/found';

export const LIGHTER_POLICY: Policy = { fields: NOT_LIGHTER };

export async function changeLighter(vault: Vault, changes: Partial<LighterWeek>): Promise<void> {
  await vault.updateSingleton<object>(LIGHTER, NOT_LIGHTER, (before) => ({
    ...fieldsOf(before),
    ...changes,
  }));
}
