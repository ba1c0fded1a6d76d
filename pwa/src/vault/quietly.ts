/** For what may go unkept: the shell says what ails the vault, and the room goes on without it. */

import { openVault, VaultError, type Vault } from './vault';

/** False when the vault refused. Anything else that goes wrong is a mistake of ours, and thrown. */
export async function quietly(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    return false;
  }
}

/** The same, with this page's vault. */
export function quietlyWithVault(work: (vault: Vault) => Promise<unknown>): Promise<boolean> {
  return quietly(async () => work(await openVault()));
}
