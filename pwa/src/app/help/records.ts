/** The person's own numbers, sealed like everything personal. */

import { openVault } from '../../vault/vault';

export interface OwnNumbers {
  country: string | null;
  trusted: { name: string; phone: string };
  service: { name: string; phone: string };
}

export const NO_NUMBERS: OwnNumbers = {
  country: null,
  trusted: { name: '', phone: '' },
  service: { name: '', phone: '' },
};

const COLLECTION = 'own_numbers';

export async function readOwnNumbers(): Promise<OwnNumbers> {
  const vault = await openVault();
  return (await vault.singleton<OwnNumbers>(COLLECTION))?.value ?? NO_NUMBERS;
}

/** @throws VaultError `no_room` when the phone is full; nothing is half written. */
export async function keepOwnNumbers(numbers: OwnNumbers): Promise<void> {
  const vault = await openVault();
  await vault.putSingleton(COLLECTION, numbers);
}
