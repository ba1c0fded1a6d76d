/** All that this phone can open, as a file that a person and other programs can read. */

import { now } from '../core/clock';
import { everything } from '../vault/everything';
import type { Rooms } from './types';

/** Rejects as the vault refuses. `unopened` in it counts what is missing. */
export async function exportEverything(rooms: Rooms): Promise<Blob> {
  const found = await everything(rooms);
  const whole = { app: 'interlude', exported_at: now().toISOString(), ...found };
  return new Blob([JSON.stringify(whole, null, 2)], { type: 'application/json' });
}
