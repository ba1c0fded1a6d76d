/** Questions for supervision, each set a sealed record of its day. */

import type { Policy } from '../../vault/sync/policies';
import { dayOf } from '../parts/days';
import { newestFirst } from '../parts/found';
import type { RoomOf } from '../parts/sealed-room.svelte';
import { questionsFrom, tidied, type Questions } from './rules';

export const SUPERVISION_QUESTIONS = 'supervision_questions';
/** They are somebody's words: changed on two phones, both stay. */
export const SUPERVISION_QUESTIONS_POLICY: Policy = 'both';
/** What the drafts of this room are kept under. */
export const SUPERVISION_DRAFTS = ['supervision_questions'];

export const SUPERVISION_ROOM: RoomOf<Questions> = {
  collection: SUPERVISION_QUESTIONS,
  field: SUPERVISION_DRAFTS[0]!,
  parse: questionsFrom,
  tidied,
  dayOf: ({ at }) => dayOf(at),
  order: newestFirst,
};
