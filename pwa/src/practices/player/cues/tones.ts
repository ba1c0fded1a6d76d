/** Tones to breathe by, laid ahead on the audio clock, so that they hold while the screen is dim. */

import type { Cue, Timeline } from '../timeline';
import { HIGH_HZ, LOW_HZ, sound, voiceOf, wood } from './voices';

export interface Tones {
  readonly available: boolean;
  /** Call in a click: browsers give sound only to a person's own gesture. */
  unlock(): void;
  /** Lays every tone from `place_ms` on; what was laid before is taken back. */
  plan(timeline: Timeline, place_ms: number): void;
  hush(): void;
  /** 0 to 1. */
  setVolume(volume: number): void;
  /** Both tones and the end, once, to hear how loud they are here. */
  sample(): void;
  close(): void;
}

/** Joining a phase later than this sounds like a mistake; it is left out. */
const TOO_SHORT_S = 1;
const VOLUME_GLIDE_S = 0.05;
const HUSH_S = 0.2;

declare global {
  interface Navigator {
    readonly audioSession?: { type: string };
  }
}

/** `onready` is called when the browser lets sound begin, which may be after it was asked for. */
export function browserTones(onready: () => void): Tones {
  const available = 'AudioContext' in globalThis;
  let context: AudioContext | null = null;
  let master: GainNode | null = null;
  let volume = 0;
  let laid: Laid | null = null;

  function unlock(): void {
    if (!available) return;
    if (!context) open();
    if (context?.state !== 'running') void context?.resume().catch(() => {});
  }

  function open(): void {
    mixWithOthers();
    context = new AudioContext();
    master = context.createGain();
    master.gain.value = volume;
    master.connect(context.destination);
    context.addEventListener('statechange', () => {
      if (context?.state === 'running') onready();
    });
  }

  function hush(): void {
    if (context && laid) fadeOut(laid, context.currentTime);
    laid = null;
  }

  /** A bus of its own for each plan, so that the last one can fade while the next begins. */
  function onNewBus(lay: (bus: GainNode) => OscillatorNode[]): void {
    hush();
    if (!context || !master) return;
    const bus = context.createGain();
    bus.connect(master);
    laid = { bus, oscillators: lay(bus) };
  }

  function plan(timeline: Timeline, place_ms: number): void {
    hush();
    if (!context) return;
    if (context.state !== 'running') return unlock();
    const zero = context.currentTime - place_ms / 1000;
    onNewBus((bus) => [
      ...timeline.cues.flatMap((cue) => layCue(bus, cue, place_ms, zero)),
      ...wood(bus, zero + timeline.total_ms / 1000),
    ]);
  }

  function sample(): void {
    unlock();
    const at = (context?.currentTime ?? 0) + 0.05;
    onNewBus((bus) => [
      sound(bus, { hz: HIGH_HZ, seconds: 1.2, swell: [0.4, 1] }, at),
      sound(bus, { hz: LOW_HZ, seconds: 1.2, swell: [1, 0.3] }, at + 1.3),
      ...wood(bus, at + 2.7),
    ]);
  }

  function setVolume(next: number): void {
    volume = next;
    if (context) master?.gain.setTargetAtTime(next, context.currentTime, VOLUME_GLIDE_S);
  }

  function close(): void {
    hush();
    void context?.close().catch(() => {});
    context = master = null;
  }

  return { available, unlock, plan, hush, setVolume, sample, close };
}

interface Laid {
  bus: GainNode;
  oscillators: OscillatorNode[];
}

/** Cutting a tone off clicks in the ear. */
function fadeOut({ bus, oscillators }: Laid, now: number): void {
  bus.gain.setTargetAtTime(0, now, HUSH_S / 4);
  for (const oscillator of oscillators) oscillator.stop(now + HUSH_S);
}

function layCue(to: AudioNode, cue: Cue, place_ms: number, zero: number): OscillatorNode[] {
  const from_ms = Math.max(cue.at_ms, place_ms);
  const seconds = (cue.until_ms - from_ms) / 1000;
  const joined_late = from_ms > cue.at_ms && (seconds < TOO_SHORT_S || cue.kind === 'step');
  const voice = seconds > 0 && !joined_late ? voiceOf(cue, seconds) : null;
  return voice ? [sound(to, voice, zero + from_ms / 1000)] : [];
}

/** On an iPhone, tones join the music already playing and keep to the silent switch. */
function mixWithOthers(): void {
  if (navigator.audioSession) navigator.audioSession.type = 'ambient';
}
