/** What the player calls things. */

import { m } from '../../core/i18n';
import type { Cue } from './timeline';

const PHASES: Record<Exclude<Cue['kind'], 'step'>, () => string> = {
  in: m.player_in,
  top_up: m.player_top_up,
  hold: m.player_hold,
  out: m.player_out,
  rest: m.player_rest,
};

export function cueWord({ kind, text }: Cue): string {
  return kind === 'step' ? text : PHASES[kind]();
}

/** `1:05`, as on a kitchen timer. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function lengthInWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const whole = seconds >= 60 && seconds % 60 === 0;
  return whole ? m.core_minutes({ count: seconds / 60 }) : m.core_seconds({ count: seconds });
}

/** The answer alone, of "Rather not? Look around instead.": short enough to stay on one line. */
export function shortly(offer: string): string {
  const sentences = offer.match(/[^?؟？]+[?؟？]*/gu);
  return sentences?.at(-1)?.trim() ?? offer;
}
