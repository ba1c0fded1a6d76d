/** The sounds themselves: two soft sines a fifth apart, and one note like a struck bar of wood. */

import type { Cue } from '../timeline';

export const HIGH_HZ = 392;
export const LOW_HZ = 261.6;

/** −18 dB below full scale. */
const SOFT = 10 ** (-18 / 20);
const FADE_S = 0.25;
const STEP_S = 1.2;

/** `swell` is the share of full loudness at the start and at the end. */
export interface Voice {
  readonly hz: number;
  readonly seconds: number;
  readonly swell: readonly [number, number];
}

/** A breath in grows, a breath out sinks, a held breath is silence: it can be followed with closed eyes. */
export function voiceOf({ kind }: Cue, seconds: number): Voice | null {
  if (kind === 'in') return { hz: HIGH_HZ, seconds, swell: [0.4, 1] };
  if (kind === 'top_up') return { hz: HIGH_HZ, seconds, swell: [0.8, 1] };
  if (kind === 'out') return { hz: LOW_HZ, seconds, swell: [1, 0.3] };
  if (kind === 'step') return { hz: HIGH_HZ, seconds: Math.min(STEP_S, seconds), swell: [1, 0.5] };
  return null;
}

/** Plays `voice` at `at` (seconds on the context's clock). The oscillator is handed back to be stopped. */
export function sound(to: AudioNode, { hz, seconds, swell }: Voice, at: number): OscillatorNode {
  const [first, last] = swell;
  const fade = Math.min(FADE_S, seconds / 2);
  return sine(to, hz, at, seconds, (gain) => {
    gain.setValueAtTime(0, at);
    gain.linearRampToValueAtTime(first * SOFT, at + fade);
    gain.linearRampToValueAtTime(last * SOFT, at + seconds - fade);
    gain.linearRampToValueAtTime(0, at + seconds);
  });
}

/** A bar of wood rings at its note and, shortly, two octaves above it. */
export function wood(to: AudioNode, at: number): OscillatorNode[] {
  return [struck(to, LOW_HZ, at, 0.9, 0.8), struck(to, LOW_HZ * 4, at, 0.18, 0.2)];
}

function struck(to: AudioNode, hz: number, at: number, seconds: number, loudness: number) {
  return sine(to, hz, at, seconds, (gain) => {
    gain.setValueAtTime(0, at);
    gain.linearRampToValueAtTime(loudness * SOFT, at + 0.008);
    gain.exponentialRampToValueAtTime(0.0001, at + seconds);
  });
}

function sine(
  to: AudioNode,
  hz: number,
  at: number,
  seconds: number,
  shape: (gain: AudioParam) => void,
): OscillatorNode {
  const oscillator = to.context.createOscillator();
  const gain = to.context.createGain();
  oscillator.frequency.value = hz;
  shape(gain.gain);
  oscillator.connect(gain).connect(to);
  oscillator.start(at);
  oscillator.stop(at + seconds + 0.05);
  return oscillator;
}
