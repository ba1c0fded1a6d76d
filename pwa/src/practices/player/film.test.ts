import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breathFilm, lastPoses, stepsFilm, stillFilm, type Film } from './film';
import { breathing, slow, square, threeSteps } from './fixtures';
import type { Phase } from './script';
import { timelineOf } from './timeline';

const phase = fc.constantFrom<Phase>('in', 'top_up', 'hold', 'out', 'rest');
const seconds = fc.integer({ min: 1, max: 20 }).map((n) => n / 2);

/** What the Web Animations API insists on. */
function expectPlayable(film: Film) {
  for (const frames of Object.values(film)) {
    const offsets = frames.map(({ offset }) => offset ?? 0);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(Math.min(...offsets)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...offsets)).toBeLessThanOrEqual(1);
  }
}

function poseAt(film: Film, part: keyof Film, offset: number) {
  return film[part]?.findLast((frame) => Math.abs((frame.offset ?? 0) - offset) < 1e-9);
}

test('every breath makes a film that can be played', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(phase, seconds), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 8 }),
      (cycle, cycles) => expectPlayable(breathFilm(timelineOf(breathing(cycle, cycles), 'full'))),
    ),
  );
});

test('only transform and opacity ever move', () => {
  const films = [
    breathFilm(timelineOf(square, 'full')),
    stepsFilm(timelineOf(threeSteps, 'full')),
    stillFilm(timelineOf(threeSteps, 'full'), 'steps'),
  ];
  const frames = films.flatMap((film) => Object.values(film).flat());
  const moved = new Set([...frames, ...Object.values(lastPoses())].flatMap(Object.keys));
  expect([...moved].sort()).toEqual(['easing', 'offset', 'opacity', 'transform']);
});

test('the leaves are wide after a breath in and ajar after a breath out, never shut', () => {
  const film = breathFilm(timelineOf(slow, 'full'));
  expect(poseAt(film, 'leaf', 0)?.transform).toBe('scaleX(0.96)');
  expect(poseAt(film, 'leaf', 3000 / 33_000)?.transform).toBe('scaleX(0.88)');
  expect(poseAt(film, 'leaf', 7000 / 33_000)?.transform).toBe('scaleX(0.12)');
  expect(poseAt(film, 'leaf', 1)?.transform).toBe('scaleX(0.88)');
});

test('the lit edge travels with its leaf', () => {
  const film = breathFilm(timelineOf(slow, 'full'));
  expect(poseAt(film, 'left_edge', 7000 / 33_000)?.transform).toBe('translateX(-88%)');
  expect(poseAt(film, 'right_edge', 7000 / 33_000)?.transform).toBe('translateX(88%)');
});

test('the ring is seen while the breath is held and at no other time', () => {
  const film = breathFilm(timelineOf(square, 'short'));
  const whole = 19_000;
  expect(poseAt(film, 'ring', 7000 / whole)?.opacity).toBe(1);
  expect(poseAt(film, 'ring', 11_400 / whole)?.opacity).toBe(0);
  expect(breathFilm(timelineOf(slow, 'full')).ring?.every(({ opacity }) => opacity === 0)).toBe(
    true,
  );
});

test('the light on the floor is as long as what is done of the steps', () => {
  const film = stepsFilm(timelineOf(threeSteps, 'full'));
  expectPlayable(film);
  expect(film.floor_end?.map(({ transform }) => transform)).toEqual([
    'translateY(-94%)',
    'translateY(-94%)',
    'translateY(0%)',
  ]);
});

test('with less motion the floor is lit a step at a time and no leaf moves', () => {
  const film = stillFilm(timelineOf(threeSteps, 'full'), 'steps');
  expectPlayable(film);
  expect(Object.keys(film)).toEqual(['floor', 'floor_end']);
  expect(film.floor?.every(({ easing }) => easing === 'steps(1, end)')).toBe(true);
  expect(Object.keys(stillFilm(timelineOf(slow, 'full'), 'breath'))).toEqual(['floor']);
});
