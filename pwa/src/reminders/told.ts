/** What this phone told the server last. It is what the server was given, so it is no secret. */

import { transact } from '../vault/transact';

export interface Told {
  owner: string;
  version: number;
  /** The plan itself, as it was sent. */
  plan: string;
}

const NAME = 'plan_told';

/** Null for another account's, and where nothing was told. */
export async function keptPlan(owner: string): Promise<Told | null> {
  const row = await transact(['meta'], 'readonly', (tx) => tx.objectStore('meta').get(NAME));
  const told = row?.value as Told | undefined;
  return told?.owner === owner ? told : null;
}

export async function keepPlan(told: Told): Promise<void> {
  await transact(['meta'], 'readwrite', (tx) =>
    tx.objectStore('meta').put({ name: NAME, value: told }),
  );
}
