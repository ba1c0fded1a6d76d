/** Brings tones, vibration and the waking screen in at the right moment of a run. */

import type { Outcome, RunHooks } from '../run.svelte';
import type { PlayerSettings } from '../settings';
import type { Cue, Timeline } from '../timeline';
import { browserPulse, type Pulse } from './pulse';
import { browserTones, type Tones } from './tones';
import { browserAwake, type Awake } from './wake-lock';

export interface Devices {
  tones(onready: () => void): Tones;
  pulse(): Pulse;
  awake(): Awake;
}

export const browserDevices: Devices = {
  tones: browserTones,
  pulse: browserPulse,
  awake: browserAwake,
};

/** An end tone heard this long after the end would startle rather than tell. */
const TOO_LATE_MS = 1500;

export class Conductor implements RunHooks {
  readonly tones: Tones;
  readonly pulse: Pulse;
  readonly awake: Awake;
  readonly #timeline: Timeline;
  readonly #place: () => number;
  readonly #ended: (outcome: Outcome) => void;
  #settings: PlayerSettings;
  #moving = false;

  /** `place` tells where the run is now, for sound that the browser lets in late. */
  constructor(
    devices: Devices,
    timeline: Timeline,
    settings: PlayerSettings,
    place: () => number,
    ended: (outcome: Outcome) => void,
  ) {
    this.tones = devices.tones(() => this.#replan());
    this.pulse = devices.pulse();
    this.awake = devices.awake();
    this.#timeline = timeline;
    this.#place = place;
    this.#ended = ended;
    this.#settings = settings;
    this.tones.setVolume(settings.volume);
  }

  /** Call in a click, before a run starts or goes on. */
  unlock(): void {
    if (this.#settings.tones) this.tones.unlock();
  }

  change(settings: PlayerSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    if (settings.volume !== before.volume) this.tones.setVolume(settings.volume);
    if (settings.tones !== before.tones) this.#switched();
    if (before.vibration && !settings.vibration) this.pulse.stop();
  }

  onmove(place_ms: number): void {
    this.#moving = true;
    this.awake.hold();
    if (this.#settings.tones) this.tones.plan(this.#timeline, place_ms);
  }

  onstill(): void {
    this.#moving = false;
    this.awake.release();
    this.tones.hush();
    this.pulse.stop();
  }

  oncue({ kind }: Cue): void {
    if (this.#settings.vibration && this.#moving) this.pulse.play(kind);
  }

  onend(outcome: Outcome, late_ms: number): void {
    this.#moving = false;
    this.awake.release();
    if (outcome.ended === 'enough' || late_ms > TOO_LATE_MS) this.tones.hush();
    else if (this.#settings.vibration) this.pulse.play('end');
    this.#ended(outcome);
  }

  close(): void {
    this.awake.release();
    this.pulse.stop();
    this.tones.close();
  }

  #switched(): void {
    this.unlock();
    if (this.#settings.tones) this.#replan();
    else this.tones.hush();
  }

  #replan(): void {
    if (this.#moving && this.#settings.tones) this.tones.plan(this.#timeline, this.#place());
  }
}
