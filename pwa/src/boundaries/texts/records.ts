/** The sealed records of one's own texts. */

import type { Policy } from '../../vault/sync/policies';
import type { Kept, Vault } from '../../vault/vault';
import { findAll, type Found } from '../parts/found';
import { ownTextFrom, type OwnText } from './rules';

export const REPLY_TEXTS = 'reply_texts';
/** They are somebody's words: changed on two phones, both stay. */
export const REPLY_TEXTS_POLICY: Policy = 'both';

export const TEXT_DRAFT = 'reply_text';
export const TEXTS_DRAFTS = [TEXT_DRAFT];

export async function allTexts(vault: Vault): Promise<Found<OwnText>> {
  const { list, damaged } = await findAll(vault, REPLY_TEXTS, ownTextFrom);
  list.sort((a, b) => a.text.localeCompare(b.text) || (a.id < b.id ? -1 : 1));
  return { list, damaged };
}

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export async function addText(vault: Vault, own: OwnText, id: string): Promise<void> {
  await vault.add(REPLY_TEXTS, own, undefined, id);
}

export async function changeText(vault: Vault, id: string, own: OwnText): Promise<void> {
  await vault.change<OwnText>(REPLY_TEXTS, id, (before) => ({ ...before, ...own }));
}

/** Takes it away and hands back what `vault.restore` needs; null when it is gone already. */
export async function removeText(vault: Vault, id: string): Promise<Kept<unknown> | null> {
  const kept = await vault.get<unknown>(REPLY_TEXTS, id);
  if (kept) await vault.remove(REPLY_TEXTS, id);
  return kept;
}
