/** The questions for supervision, and those being written. */

import { SealedRoom } from '../parts/sealed-room.svelte';
import { SUPERVISION_ROOM } from './records';
import type { Questions } from './rules';

export const supervision = new SealedRoom<Questions>(SUPERVISION_ROOM);
