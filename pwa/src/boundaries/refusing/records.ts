/** The sealed records of one's own ways to say no. */

import type { Policy } from '../../vault/sync/policies';
import type { Kept, Vault } from '../../vault/vault';
import { findAll, type Found } from '../parts/found';
import { phraseFrom, type Phrase } from './rules';

export const REFUSALS = 'refusals';
/** They are somebody's words: changed on two phones, both stay. */
export const REFUSALS_POLICY: Policy = 'both';

export const REFUSAL_DRAFT = 'refusal';
export const REFUSALS_DRAFTS = [REFUSAL_DRAFT];

export async function allPhrases(vault: Vault): Promise<Found<Phrase>> {
  const { list, damaged } = await findAll(vault, REFUSALS, phraseFrom);
  list.sort((a, b) => a.text.localeCompare(b.text) || (a.id < b.id ? -1 : 1));
  return { list, damaged };
}

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export async function addPhrase(vault: Vault, phrase: Phrase, id: string): Promise<void> {
  await vault.add(REFUSALS, phrase, undefined, id);
}

export async function changePhrase(vault: Vault, id: string, phrase: Phrase): Promise<void> {
  await vault.change<Phrase>(REFUSALS, id, (before) => ({ ...before, ...phrase }));
}

/** Takes it away and hands back what `vault.restore` needs; null when it is gone already. */
export async function removePhrase(vault: Vault, id: string): Promise<Kept<unknown> | null> {
  const kept = await vault.get<unknown>(REFUSALS, id);
  if (kept) await vault.remove(REFUSALS, id);
  return kept;
}
