/** What every part of sync works with. */

import type { Keys } from '../keys';
import type { Changes } from '../changes';
import type { DamageNotices } from '../damage';
import type { Counters, Policies } from './policies';
import type { Post } from './wire';

/** What the open vault hands to sync and to no room. */
export interface Inside {
  keys: Keys;
  notices: DamageNotices;
  changes: Changes;
}

/** Something of the server's that this phone did not take, and why. */
export interface Refusal {
  id: string;
  /** A `Damage`, or `rolled_back`: an older version than this phone knows, or another of the same number. */
  code: string;
}

export interface Context extends Inside {
  post: Post;
  policies: Policies;
  counters: Counters;
  /** While it is true nothing is opened: what waits is sent, and what comes is left for later. */
  locked: () => boolean;
  /** Told once for each refusal met. */
  refused: (refusal: Refusal) => void;
}
