import { expect, test } from 'vitest';
import { breathing, slow, square } from './fixtures';
import { litAt, openingsOf } from './opening';
import type { Script } from './script';
import { positionAt, timelineOf } from './timeline';

function litThrough(script: Script, ...places: number[]): number[] {
  const timeline = timelineOf(script, 'full');
  const openings = openingsOf(timeline);
  return places.map((place_ms) => litAt(openings, positionAt(timeline, place_ms)));
}

test('a breath in lights the ticks one by one, a breath out puts them out', () => {
  expect(litThrough(slow, 0, 500, 1000, 2000, 3999)).toEqual([1, 2, 3, 5, 8]);
  expect(litThrough(slow, 4000, 4750, 7000, 9999)).toEqual([8, 7, 4, 1]);
});

test('a held breath keeps what it found', () => {
  expect(litThrough(square, 4000, 6000, 7999)).toEqual([8, 8, 8]);
  expect(litThrough(square, 12_000, 15_999)).toEqual([0, 0]);
});

test('a topped-up breath leaves two ticks for the second opening', () => {
  const sigh = breathing(
    [
      ['in', 3],
      ['top_up', 1],
      ['out', 6],
    ],
    2,
  );
  expect(litThrough(sigh, 2999, 3000, 3999, 4000)).toEqual([6, 7, 8, 8]);
});

test('before and after, none is lit', () => {
  expect(litThrough(slow, -1, 30_000)).toEqual([0, 0]);
});
