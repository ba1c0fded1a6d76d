/** The messages somebody changed, and the shelf of their own, sealed. */

import type { Policy } from '../../vault/sync/policies';
import type { Vault } from '../../vault/vault';
import { dayOf } from '../parts/days';
import { fieldsOf, newestFirst } from '../parts/found';
import type { RoomOf } from '../parts/sealed-room.svelte';
import { itemFrom, textsFrom, tidied, type Ask, type ShelfItem, type Texts } from './rules';

export const PEOPLE_SHELF = 'people_shelf';
/** They are somebody's words: changed on two phones, both stay. */
export const PEOPLE_SHELF_POLICY: Policy = 'both';
/** What the drafts of the shelf are kept under. */
export const PEOPLE_DRAFTS = ['people_shelf'];

/** Messages that were changed, one field each: there is one record of them. */
export const PEOPLE_TEXTS = 'people_texts';
export const PEOPLE_TEXTS_POLICY: Policy = { fields: {} };

export const SHELF_ROOM: RoomOf<ShelfItem> = {
  collection: PEOPLE_SHELF,
  field: PEOPLE_DRAFTS[0]!,
  parse: itemFrom,
  tidied,
  dayOf: ({ at }) => dayOf(at),
  order: newestFirst,
};

export async function findTexts(vault: Vault): Promise<Texts> {
  return textsFrom((await vault.singleton<unknown>(PEOPLE_TEXTS))?.value);
}

/** Null puts the message back to how it came. */
export async function changeText(vault: Vault, ask: Ask, text: string | null): Promise<void> {
  await vault.updateSingleton<object>(PEOPLE_TEXTS, {}, (before) => ({
    ...fieldsOf(before),
    [ask]: text,
  }));
}
