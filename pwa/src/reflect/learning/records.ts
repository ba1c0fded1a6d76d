/** The log of learning, each line a sealed record of its day. */

import type { Policy } from '../../vault/sync/policies';
import type { RoomOf } from '../parts/sealed-room.svelte';
import { draftFrom, learnedFrom, tidied, type Learned } from './rules';

export const LEARNING = 'learning';
/** Notes are somebody's words: changed on two phones, both stay. */
export const LEARNING_POLICY: Policy = 'both';
/** What the drafts of this room are kept under. */
export const LEARNING_DRAFTS = ['learning'];

export const LEARNING_ROOM: RoomOf<Learned> = {
  collection: LEARNING,
  field: LEARNING_DRAFTS[0]!,
  parse: learnedFrom,
  half: draftFrom,
  tidied,
  dayOf: ({ on }) => on,
  order: (a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? 1 : -1),
};
