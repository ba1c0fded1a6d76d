/** Journal entries, each a sealed record of its day. */

import type { Policy } from '../../vault/sync/policies';
import { dayOf } from '../parts/days';
import { newestFirst } from '../parts/found';
import type { RoomOf } from '../parts/sealed-room.svelte';
import { entryFrom, tidied, type Entry } from './rules';

export const JOURNAL = 'journal';
/** They are somebody's words: changed on two phones, both stay. */
export const JOURNAL_POLICY: Policy = 'both';
/** What the drafts of this room are kept under. */
export const JOURNAL_DRAFTS = ['journal'];

export const JOURNAL_ROOM: RoomOf<Entry> = {
  collection: JOURNAL,
  field: JOURNAL_DRAFTS[0]!,
  parse: entryFrom,
  tidied,
  dayOf: ({ at }) => dayOf(at),
  order: newestFirst,
};
