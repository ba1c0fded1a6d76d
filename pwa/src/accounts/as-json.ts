/** All that this phone can open, as a file that a person and other programs can read. */

import { now } from '../core/clock';
import type { Everything } from '../vault/everything';

/** `unopened` in it counts what is missing. */
export function asJson(found: Everything): Blob {
  const whole = { app: 'interlude', exported_at: now().toISOString(), ...found };
  return new Blob([JSON.stringify(whole, null, 2)], { type: 'application/json' });
}
