/** What was asked once, so that it is not asked on the next phone either. Sealed. */

import type { Policy } from '../../vault/sync/policies';
import type { Vault } from '../../vault/vault';
import { NOT_ASKED, type Asked, type FirstQuestion } from './rules';

export const FIRST_DAYS = 'first_days';
export const FIRST_DAYS_POLICY: Policy = { fields: NOT_ASKED };

export async function askedOf(vault: Vault): Promise<Asked> {
  const value = (await vault.singleton<Partial<Asked>>(FIRST_DAYS))?.value ?? {};
  return { copy: value.copy === true, reach: value.reach === true };
}

export async function keepAsked(vault: Vault, question: FirstQuestion): Promise<void> {
  await vault.updateSingleton<object>(FIRST_DAYS, NOT_ASKED, (before) => ({
    ...before,
    [question]: true,
  }));
}
