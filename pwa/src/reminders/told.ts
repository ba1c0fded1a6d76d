/** What this phone told the server last, sealed as all else: it says when somebody is at work. */

import type { Vault } from '../vault/vault';

export interface Told {
  version: number;
  /** The plan itself, as it was sent. */
  plan: string;
}

const KEY = 'plan_told';

export async function keptPlan(vault: Vault): Promise<Told | null> {
  return vault.summary<Told>(KEY);
}

export async function keepPlan(vault: Vault, told: Told): Promise<void> {
  await vault.putSummary(KEY, told);
}
