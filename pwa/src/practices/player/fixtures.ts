/** What the player's tests play, and the ground they play it on. */

import { vi } from 'vitest';
import type { Devices } from './cues/conductor';
import type { Ground } from './ground';
import type { Phase, Script } from './script';

export function breathing(
  cycle: readonly (readonly [Phase, number])[],
  cycles: number,
  more: Partial<Script['text']> = {},
): Script {
  return {
    id: 'made-up-breath',
    pacing: 'breath',
    breath: { cycle: cycle.map(([phase, seconds]) => ({ phase, seconds })), cycles },
    steps: [],
    short: { cycles: 1 },
    alternative: 'made-up-steps',
    text: {
      title: 'Made-up breath',
      line: 'A few breaths.',
      begin: 'Sit as you are.',
      steps: ['First line.', 'Second line.'],
      short_steps: ['Short line.'],
      end: 'Back to the room.',
      caution: null,
      alternative: 'Rather look around?',
      ...more,
    },
  };
}

export const slow = breathing(
  [
    ['in', 4],
    ['out', 6],
  ],
  3,
);

export const square = breathing(
  [
    ['in', 4],
    ['hold', 4],
    ['out', 4],
    ['rest', 4],
  ],
  2,
  { caution: 'Stop if light-headed.' },
);

export const threeSteps: Script = {
  id: 'made-up-steps',
  pacing: 'steps',
  breath: null,
  steps: [20, 10, 30],
  short: { steps: [10, 5, 10] },
  alternative: null,
  text: {
    title: 'Made-up steps',
    line: 'Three places.',
    begin: 'Stay as you are.',
    steps: ['Feel both feet.', 'Feel the chair.', 'Look at the window.'],
    short_steps: ['Feet.', 'Chair.', 'Window.'],
    end: 'Back to the room.',
    caution: null,
    alternative: null,
  },
};

/** Time that moves only when told, and timers that may be late, as a sleeping phone's are. */
export class FakeGround implements Ground {
  at_ms = 5_000;
  seen = true;
  readonly #start = Date.parse('2026-03-02T12:00:00Z') - this.at_ms;
  #timer: { due_ms: number; then: () => void } | null = null;
  readonly #watchers = new Set<() => void>();

  now = () => this.at_ms;
  today = () => new Date(this.#start + this.at_ms);
  visible = () => this.seen;

  after = (ms: number, then: () => void) => {
    const timer = { due_ms: this.at_ms + ms, then };
    this.#timer = timer;
    return () => {
      if (this.#timer === timer) this.#timer = null;
    };
  };

  onshown = (then: () => void) => {
    this.#watchers.add(then);
    return () => this.#watchers.delete(then);
  };

  /** Every timer on the way is called at its own time. */
  pass(ms: number): void {
    const until = this.at_ms + ms;
    while (this.#timer && this.#timer.due_ms <= until) {
      const { due_ms, then } = this.#timer;
      this.#timer = null;
      this.at_ms = due_ms;
      then();
    }
    this.at_ms = until;
  }

  /** Time passes and no timer is called: the phone was asleep. */
  sleep(ms: number): void {
    this.at_ms += ms;
  }

  show(seen: boolean): void {
    this.seen = seen;
    for (const watcher of [...this.#watchers]) watcher();
  }

  get timerIn(): number | null {
    return this.#timer ? this.#timer.due_ms - this.at_ms : null;
  }

  get watched(): boolean {
    return this.#watchers.size > 0;
  }
}

export function fakeDevices() {
  const tones = {
    available: true,
    unlock: vi.fn(),
    plan: vi.fn(),
    hush: vi.fn(),
    setVolume: vi.fn(),
    sample: vi.fn(),
    close: vi.fn(),
  };
  const pulse = { available: true, play: vi.fn(), stop: vi.fn() };
  const awake = { available: true, hold: vi.fn(), release: vi.fn() };
  const ready: { call: () => void } = { call: () => {} };
  const devices: Devices = {
    tones(onready) {
      ready.call = onready;
      return tones;
    },
    pulse: () => pulse,
    awake: () => awake,
  };
  return { devices, tones, pulse, awake, ready };
}
