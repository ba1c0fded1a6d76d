/** What has to hold for a practice to suit this person, and where they are. One sealed record. */

import { TAGS, type Tag } from './format';
import type { Where } from './rules';
import { isRecord } from './summary';

export const NEEDS = 'practice_needs';

export interface Needs {
  where: Where | null;
  tags: readonly Tag[];
}

export const NO_NEEDS: Needs = { where: null, tags: [] };

const PLACES: readonly unknown[] = ['room', 'shared', 'home', 'road'] satisfies Where[];

/** Field by field: a place or a need of a later Interlude is none to this one. */
export function needsFrom(value: unknown): Needs {
  if (!isRecord(value)) return NO_NEEDS;
  const { where } = value;
  return {
    where: PLACES.includes(where) ? (where as Where) : null,
    tags: TAGS.filter((tag) => value[tag] === true),
  };
}
