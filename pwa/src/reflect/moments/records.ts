/** Kept moments, each a sealed record of its day. */

import { now } from '../../core/clock';
import type { Policy } from '../../vault/sync/policies';
import type { LocalDate, Vault } from '../../vault/vault';
import { addOrChange } from '../parts/attempts';
import { dayOf } from '../parts/days';
import { newestFirst } from '../parts/found';
import type { RoomOf } from '../parts/sealed-room.svelte';
import { momentFrom, tidied, type Moment, type Source } from './rules';

export const MOMENTS = 'moments';
/** They are somebody's words: changed on two phones, both stay. */
export const MOMENTS_POLICY: Policy = 'both';
/** What the drafts of this room are kept under. */
export const MOMENTS_DRAFTS = ['moments'];

export const MOMENTS_ROOM: RoomOf<Moment> = {
  collection: MOMENTS,
  field: MOMENTS_DRAFTS[0]!,
  parse: momentFrom,
  tidied,
  dayOf: ({ at }) => dayOf(at),
  order: newestFirst,
};

/**
 * For whoever hears of one: the close, a practice, thanks. Tried anew with the same `id`, of
 * `vault.newId()`, it is kept once. Nothing is kept of a line that says nothing.
 */
export async function addMoment(
  vault: Vault,
  text: string,
  on: LocalDate,
  from: Source,
  id: string,
): Promise<void> {
  const value = tidied({ text, at: now().toISOString(), from });
  if (value.text) await addOrChange(vault, MOMENTS, { id, value, on });
}
