/** Practices of one's own, each a sealed record. */

import type { Policy } from '../../vault/sync/policies';
import type { Kept, Vault } from '../../vault/vault';
import { ownFrom, type OwnPractice } from './rules';

export const OWN = 'own_practices';
/** They are somebody's words: changed on two phones, both stay. */
export const OWN_POLICY: Policy = 'both';

const FIELD = 'own_practice';
/** What the draft of this room is kept under. */
export const OWN_DRAFTS = [FIELD];

export interface ListedOwn extends OwnPractice {
  id: string;
}

export interface FoundOwn {
  list: ListedOwn[];
  /** Records that could not be read. They stay where they are. */
  damaged: number;
}

export async function allOwn(vault: Vault): Promise<FoundOwn> {
  const { kept, damaged } = await vault.list<unknown>(OWN);
  const list = kept.flatMap(({ id, value }) => {
    const own = ownFrom(value);
    return own ? [{ id, ...own }] : [];
  });
  return {
    list: list.sort((a, b) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1)),
    damaged: damaged.length + kept.length - list.length,
  };
}

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export async function addOwn(vault: Vault, own: OwnPractice, id: string): Promise<void> {
  await vault.add(OWN, own, undefined, id);
}

export async function changeOwn(vault: Vault, id: string, own: OwnPractice): Promise<void> {
  await vault.change<OwnPractice>(OWN, id, (before) => ({ ...before, ...own }));
}

/** Takes it away and hands back what `restoreOwn` needs; null when it is gone already. */
export async function removeOwn(vault: Vault, id: string): Promise<Kept<OwnPractice> | null> {
  const kept = await vault.get<OwnPractice>(OWN, id);
  if (kept) await vault.remove(OWN, id);
  return kept;
}

export async function restoreOwn(vault: Vault, kept: Kept<OwnPractice>): Promise<void> {
  await vault.restore(OWN, kept);
}

/** One half written, and which it is of; null for a new one. */
export interface OwnDraft {
  of: string | null;
  own: OwnPractice;
}

export async function readDraft(vault: Vault): Promise<OwnDraft | null> {
  const text = await vault.draft(FIELD);
  if (text === null) return null;
  try {
    const { of, own } = JSON.parse(text) as OwnDraft;
    const isWhole = typeof own?.title === 'string' && Array.isArray(own.steps);
    return isWhole ? { of: typeof of === 'string' ? of : null, own } : null;
  } catch {
    return null;
  }
}

export function keepDraft(vault: Vault, draft: OwnDraft): Promise<void> {
  return vault.saveDraft(FIELD, JSON.stringify(draft));
}

export function dropDraft(vault: Vault): Promise<void> {
  return vault.dropDraft(FIELD);
}
