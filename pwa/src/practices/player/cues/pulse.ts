/** Vibration at each change, where the phone lets a web page have it. */

import type { Cue } from '../timeline';

export type PulseKind = Cue['kind'] | 'end';

export interface Pulse {
  readonly available: boolean;
  play(kind: PulseKind): void;
  stop(): void;
}

/** Milliseconds on and off. In is one, out is two, a hold is a short one: told apart through cloth. */
const PATTERNS: Record<PulseKind, number[]> = {
  in: [90],
  top_up: [40],
  hold: [25],
  out: [60, 90, 60],
  rest: [25],
  step: [60],
  end: [120, 120, 120, 120, 240],
};

export function browserPulse(): Pulse {
  const available = typeof navigator.vibrate === 'function';
  const vibrate = (pattern: number[]) => {
    if (available) navigator.vibrate(pattern);
  };
  return { available, play: (kind) => vibrate(PATTERNS[kind]), stop: () => vibrate([]) };
}
