import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breathing, slow, square, threeSteps } from './fixtures';
import type { Phase, Script } from './script';
import { nextMark, OPENING_MS, positionAt, timelineOf } from './timeline';

const halves = fc.integer({ min: 1, max: 24 }).map((n) => n / 2);
const phase = fc.constantFrom<Phase>('in', 'top_up', 'hold', 'out', 'rest');
const breaths = fc
  .tuple(fc.array(fc.tuple(phase, halves), { minLength: 1, maxLength: 5 }), fc.nat({ max: 12 }))
  .map(([cycle, more]) => breathing(cycle, more + 1));
const texts = fc
  .array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 8 })
  .map((steps): Script => ({ ...threeSteps, steps }));
const timelines = fc.oneof(breaths, texts).map((script) => timelineOf(script, 'full'));
const timelineAndPlace = timelines.chain((timeline) =>
  fc.tuple(fc.constant(timeline), fc.integer({ min: -OPENING_MS, max: timeline.total_ms + 5000 })),
);

describe('what is laid out', () => {
  test.each([
    ['a slow breath', slow, 'full', 30_000, ['in', 'out', 'in', 'out', 'in', 'out']],
    ['its short form', slow, 'short', 10_000, ['in', 'out']],
    ['a square', square, 'short', 16_000, ['in', 'hold', 'out', 'rest']],
    ['steps', threeSteps, 'full', 60_000, ['step', 'step', 'step']],
    ['short steps', threeSteps, 'short', 25_000, ['step', 'step', 'step']],
  ] as const)('%s', (_, script, form, total_ms, kinds) => {
    const timeline = timelineOf(script, form);
    expect(timeline.total_ms).toBe(total_ms);
    expect(timeline.cues.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('half seconds are kept', () => {
    const timeline = timelineOf(
      breathing(
        [
          ['in', 2.5],
          ['top_up', 1.5],
          ['out', 6],
        ],
        1,
      ),
      'full',
    );
    expect(timeline.cues.map(({ until_ms }) => until_ms)).toEqual([2500, 4000, 10_000]);
  });

  test('a phase of a breath has no line that could contradict it', () => {
    const { cues } = timelineOf(slow, 'full');
    expect(cues.map(({ text }) => text)).toEqual(Array<string>(6).fill(''));
  });

  test('each form has its own words', () => {
    const [first] = timelineOf(threeSteps, 'short').cues;
    expect(first?.text).toBe('Feet.');
  });

  test('the parts are as long as the whole, without gaps', () => {
    fc.assert(
      fc.property(timelines, ({ cues, total_ms }) => {
        let at = 0;
        for (const cue of cues) {
          expect(cue.at_ms).toBe(at);
          expect(cue.until_ms).toBeGreaterThan(cue.at_ms);
          at = cue.until_ms;
        }
        expect(at).toBe(total_ms);
      }),
    );
  });
});

describe('where one is', () => {
  const timeline = timelineOf(square, 'full');

  test.each([
    [-3000, 'settle', null, 0, 3],
    [-1, 'settle', null, 1, 1],
    [0, 'cue', 'in', 0, 4],
    [1000, 'cue', 'in', 0.25, 3],
    [3999, 'cue', 'in', 1, 1],
    [4000, 'cue', 'hold', 0, 4],
    [31_999, 'cue', 'rest', 1, 1],
    [32_000, 'end', null, 1, 0],
    [999_999, 'end', null, 1, 0],
  ] as const)('at %i ms', (place_ms, stage, kind, progress, seconds_left) => {
    const position = positionAt(timeline, place_ms);
    expect(position).toMatchObject({ stage, seconds_left });
    expect(position.cue?.kind ?? null).toBe(kind);
    expect(position.progress).toBeCloseTo(progress, 2);
  });

  test('every moment belongs to exactly one cue, and the end to none', () => {
    fc.assert(
      fc.property(timelineAndPlace, ([line, place_ms]) => {
        const holding = line.cues.filter((c) => c.at_ms <= place_ms && place_ms < c.until_ms);
        const { cue, stage } = positionAt(line, place_ms);
        expect(holding).toEqual(cue ? [cue] : []);
        expect(stage).toBe(place_ms < 0 ? 'settle' : place_ms < line.total_ms ? 'cue' : 'end');
      }),
    );
  });

  test('what is left never grows, and is nothing at the total and no sooner', () => {
    fc.assert(
      fc.property(timelineAndPlace, fc.nat({ max: 5000 }), ([line, place_ms], later) => {
        const now = positionAt(line, place_ms);
        const then = positionAt(line, place_ms + later);
        expect(then.total_left_ms).toBeLessThanOrEqual(now.total_left_ms);
        expect(then.cue?.index ?? Infinity).toBeGreaterThanOrEqual(now.cue?.index ?? -1);
        expect(now.total_left_ms === 0).toBe(place_ms >= line.total_ms);
        expect(now.progress).toBeGreaterThanOrEqual(0);
        expect(now.progress).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('the last moment is still inside', () => {
    fc.assert(
      fc.property(timelines, (line) => {
        expect(positionAt(line, line.total_ms - 1).stage).toBe('cue');
        expect(positionAt(line, line.total_ms).stage).toBe('end');
      }),
    );
  });

  test('nothing to play is over at once', () => {
    expect(positionAt(timelineOf({ ...threeSteps, steps: [] }, 'full'), 0).stage).toBe('end');
  });
});

describe('when to look next', () => {
  test('always later, and no change of second or cue is slept through', () => {
    fc.assert(
      fc.property(timelineAndPlace, ([line, place_ms]) => {
        const next = nextMark(line, place_ms);
        expect(next).toBeGreaterThan(place_ms);
        expect(next === Infinity).toBe(place_ms >= line.total_ms);
        if (next === Infinity) return;
        const [now, before] = [positionAt(line, place_ms), positionAt(line, next - 0.01)];
        expect(before.cue).toBe(now.cue);
        expect(before.seconds_left).toBe(now.seconds_left);
      }),
    );
  });

  test('from mark to mark one reaches the end, in few looks', () => {
    fc.assert(
      fc.property(timelines, (line) => {
        let [place_ms, looks] = [-line.opening_ms, 0];
        while (place_ms < line.total_ms && looks++ < 20_000) place_ms = nextMark(line, place_ms);
        expect(place_ms).toBeCloseTo(line.total_ms, 6);
        expect(looks).toBeLessThan(line.total_ms / 1000 + 12 * line.cues.length + 4);
      }),
    );
  });
});
