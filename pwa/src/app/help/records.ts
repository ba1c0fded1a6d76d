/** The person's own numbers and those half typed, sealed like everything personal. */

import type { Policy } from '../../vault/sync/policies';
import { openVault } from '../../vault/vault';

export interface OwnNumber {
  name: string;
  phone: string;
}

export type Whose = 'trusted' | 'service';

export interface OwnNumbers extends Record<Whose, OwnNumber> {
  country: string | null;
}

export const NO_NUMBER: OwnNumber = { name: '', phone: '' };

export const NO_NUMBERS: OwnNumbers = { country: null, trusted: NO_NUMBER, service: NO_NUMBER };

export const OWN_NUMBERS = 'own_numbers';
export const OWN_NUMBERS_POLICY: Policy = { fields: NO_NUMBERS };
/** What a draft of each is kept under. */
export const OWN_NUMBERS_DRAFTS = [field('trusted'), field('service')];

export async function readOwnNumbers(): Promise<OwnNumbers> {
  const vault = await openVault();
  return (await vault.singleton<OwnNumbers>(OWN_NUMBERS))?.value ?? NO_NUMBERS;
}

/**
 * Changes what is given and leaves the rest as another tab may have written it. Answers with the whole.
 *
 * @throws VaultError `no_room` when the phone is full; nothing is half written.
 */
export async function keepOwnNumbers(change: Partial<OwnNumbers>): Promise<OwnNumbers> {
  const vault = await openVault();
  const next = (before: OwnNumbers) => ({ ...before, ...change });
  return (await vault.updateSingleton(OWN_NUMBERS, NO_NUMBERS, next)).value;
}

export async function readDraft(whose: Whose): Promise<OwnNumber | null> {
  const text = await (await openVault()).draft(field(whose));
  return text === null ? null : (JSON.parse(text) as OwnNumber);
}

export async function keepDraft(whose: Whose, number: OwnNumber): Promise<void> {
  await (await openVault()).saveDraft(field(whose), JSON.stringify(number));
}

export async function dropDraft(whose: Whose): Promise<void> {
  await (await openVault()).dropDraft(field(whose));
}

export function isSame(one: OwnNumber, other: OwnNumber): boolean {
  return one.name === other.name && one.phone === other.phone;
}

function field(whose: Whose): string {
  return `${OWN_NUMBERS}.${whose}`;
}
