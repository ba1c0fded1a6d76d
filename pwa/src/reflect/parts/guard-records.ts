/** Words a person said are fine, sealed: one field a word, so that two phones lose none of each other's. */

import type { Policy } from '../../vault/sync/policies';
import type { Vault } from '../../vault/vault';
import { fieldsOf } from './found';

export const GUARD_ALLOWED = 'guard_allowed';
export const GUARD_ALLOWED_POLICY: Policy = { fields: {} };

export async function listAllowed(vault: Vault): Promise<string[]> {
  const value = (await vault.singleton<unknown>(GUARD_ALLOWED))?.value;
  const words = Object.entries(fieldsOf(value));
  return words.flatMap(([word, isFine]) => (isFine === true ? [word] : []));
}

export async function addAllowed(vault: Vault, word: string): Promise<void> {
  await vault.updateSingleton<object>(GUARD_ALLOWED, {}, (before) => ({ ...before, [word]: true }));
}
