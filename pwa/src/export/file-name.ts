import { now, thisZone } from '../core/clock';
import { wallClockOf } from '../core/zones';

/** `interlude-2026-11-25.md`: several of them lie beside each other in order. */
export function fileName(ending: string): string {
  return `interlude-${wallClockOf(now(), thisZone()).on}.${ending}`;
}
