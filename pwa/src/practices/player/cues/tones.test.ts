import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { slow, square, threeSteps } from '../fixtures';
import { timelineOf } from '../timeline';
import { browserTones } from './tones';

/** Remembers what would have been heard; `start` and `stop` in seconds on its clock. */
class FakeOscillator {
  frequency = { value: 0 };
  start_s = -1;
  stop_s = -1;
  levels: number[] = [];
  start = (at: number) => (this.start_s = at);
  stop = (at: number) => (this.stop_s = at);
  connect = (gain: FakeGain) => {
    this.levels = gain.levels;
    return gain;
  };
}

class FakeGain {
  levels: number[] = [];
  faded = false;
  gain = {
    value: 1,
    setValueAtTime: (level: number) => this.levels.push(level),
    linearRampToValueAtTime: (level: number) => this.levels.push(level),
    exponentialRampToValueAtTime: (level: number) => this.levels.push(level),
    setTargetAtTime: (level: number) => {
      this.gain.value = level;
      this.faded = level === 0;
    },
  };
  constructor(readonly context: FakeContext) {}
  connect = (to: unknown) => to;
}

class FakeContext extends EventTarget {
  static last: FakeContext;
  static begins = true;
  state = 'suspended';
  currentTime = 100;
  destination = {};
  oscillators: FakeOscillator[] = [];
  gains: FakeGain[] = [];
  closed = false;

  constructor() {
    super();
    FakeContext.last = this;
  }

  createOscillator() {
    const oscillator = new FakeOscillator();
    this.oscillators.push(oscillator);
    return oscillator;
  }

  createGain() {
    const gain = new FakeGain(this);
    this.gains.push(gain);
    return gain;
  }

  async resume() {
    if (FakeContext.begins) this.begin();
  }

  begin() {
    this.state = 'running';
    this.dispatchEvent(new Event('statechange'));
  }

  async close() {
    this.closed = true;
  }

  get heard() {
    return this.oscillators
      .filter(({ stop_s, start_s }) => stop_s > start_s)
      .map(({ frequency, start_s }) => [frequency.value, start_s]);
  }
}

beforeEach(() => {
  FakeContext.begins = true;
  vi.stubGlobal('AudioContext', FakeContext);
});

afterEach(() => vi.unstubAllGlobals());

function unlocked() {
  const onready = vi.fn();
  const tones = browserTones(onready);
  tones.unlock();
  return { tones, onready, context: FakeContext.last };
}

test('nothing is opened before a click asks for it', () => {
  const made = vi.fn();
  vi.stubGlobal('AudioContext', made);
  browserTones(() => {}).plan(timelineOf(slow, 'full'), 0);
  expect(made).not.toHaveBeenCalled();
});

test('a breath is laid ahead to its end: high in, low out, wood last', () => {
  const { tones, context } = unlocked();
  tones.plan(timelineOf(slow, 'short'), -3000);
  expect(context.heard).toEqual([
    [392, 103],
    [261.6, 107],
    [261.6, 113],
    [1046.4, 113],
  ]);
});

test('a held breath is silence', () => {
  const { tones, context } = unlocked();
  tones.plan(timelineOf(square, 'short'), 0);
  expect(context.heard.slice(0, 2)).toEqual([
    [392, 100],
    [261.6, 108],
  ]);
  expect(context.heard).toHaveLength(4);
});

test('going on mid-breath sounds the rest of that breath, and nothing of the past', () => {
  const { tones, context } = unlocked();
  tones.plan(timelineOf(slow, 'short'), 5000);
  expect(context.heard).toEqual([
    [261.6, 100],
    [261.6, 105],
    [1046.4, 105],
  ]);
  expect(context.oscillators[0]?.stop_s).toBeCloseTo(105.05);
});

test('the tail of a phase, and a step already begun, are left silent', () => {
  const { tones, context } = unlocked();
  tones.plan(timelineOf(slow, 'short'), 9500);
  expect(context.heard.map(([hz]) => hz)).toEqual([261.6, 1046.4]);
  const steps = unlocked();
  steps.tones.plan(timelineOf(threeSteps, 'short'), 2000);
  expect(steps.context.heard.map(([hz]) => hz)).toEqual([392, 392, 261.6, 1046.4]);
});

test('no tone is louder than 18 dB below full', () => {
  const { tones, context } = unlocked();
  tones.plan(timelineOf(square, 'full'), 0);
  const levels = context.oscillators.flatMap((oscillator) => oscillator.levels);
  expect(Math.max(...levels)).toBeLessThanOrEqual(10 ** (-18 / 20));
  expect(levels.length).toBeGreaterThan(0);
});

test('hush takes back all that was laid, fading', () => {
  const { tones, context } = unlocked();
  tones.plan(timelineOf(slow, 'full'), 0);
  tones.hush();
  expect(context.oscillators.every(({ stop_s }) => stop_s <= 100.2)).toBe(true);
  expect(context.gains.some(({ faded }) => faded)).toBe(true);
});

test('a new plan takes the place of the old one', () => {
  const { tones, context } = unlocked();
  tones.plan(timelineOf(slow, 'short'), 0);
  context.currentTime = 102;
  tones.plan(timelineOf(slow, 'short'), 2000);
  const after = context.heard.filter(([, at]) => Number(at) >= 102);
  expect(after.map(([, at]) => at)).toEqual([102, 104, 110, 110]);
});

test('sound let in late is told, so that it can be laid then', () => {
  FakeContext.begins = false;
  const { tones, onready, context } = unlocked();
  tones.plan(timelineOf(slow, 'full'), 0);
  expect(context.heard).toEqual([]);
  expect(onready).not.toHaveBeenCalled();
  context.begin();
  expect(onready).toHaveBeenCalledOnce();
});

test('the sample plays both tones and the end', () => {
  const { tones, context } = unlocked();
  tones.sample();
  expect(context.heard.map(([hz]) => hz)).toEqual([392, 261.6, 261.6, 1046.4]);
});

test('volume is kept for the sound that comes later', () => {
  const tones = browserTones(() => {});
  tones.setVolume(0.25);
  tones.unlock();
  expect(FakeContext.last.gains[0]?.gain.value).toBe(0.25);
  tones.setVolume(0.75);
  expect(FakeContext.last.gains[0]?.gain.value).toBe(0.75);
});

test('on a phone that has it, tones mix with other sound', () => {
  const session = { type: 'auto' };
  vi.stubGlobal('navigator', { audioSession: session });
  unlocked();
  expect(session.type).toBe('ambient');
});

test('a browser without sound is no obstacle', () => {
  vi.stubGlobal('AudioContext', undefined);
  Reflect.deleteProperty(globalThis, 'AudioContext');
  const tones = browserTones(() => {});
  expect(tones.available).toBe(false);
  expect(() => {
    tones.unlock();
    tones.plan(timelineOf(slow, 'full'), 0);
    tones.sample();
    tones.close();
  }).not.toThrow();
});

test('closing gives the sound back', () => {
  const { tones, context } = unlocked();
  tones.close();
  expect(context.closed).toBe(true);
});
