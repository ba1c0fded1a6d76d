/** The log of learning, and the line being written. */

import { SealedRoom } from '../parts/sealed-room.svelte';
import { LEARNING_ROOM } from './records';
import type { Learned } from './rules';

export const learning = new SealedRoom<Learned>(LEARNING_ROOM);
