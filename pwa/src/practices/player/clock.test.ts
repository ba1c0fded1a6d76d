import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wakefulClock } from './clock';

function clockOn(hands: { monotonic: number; wall: number }) {
  return wakefulClock(
    () => hands.monotonic,
    () => hands.wall,
  );
}

test('time asleep counts, though the monotonic clock stood still', () => {
  const hands = { monotonic: 0, wall: 1_000_000 };
  const now = clockOn(hands);
  const before = now();
  hands.monotonic += 1000;
  hands.wall += 601_000;
  expect(now() - before).toBe(601_000);
});

test('a wall clock set back changes nothing', () => {
  const hands = { monotonic: 0, wall: 1_000_000 };
  const now = clockOn(hands);
  const before = now();
  hands.monotonic += 1000;
  hands.wall -= 3_600_000;
  expect(now() - before).toBe(1000);
});

test('a wall clock put right by a little changes nothing', () => {
  const hands = { monotonic: 0, wall: 1_000_000 };
  const now = clockOn(hands);
  const before = now();
  hands.monotonic += 1000;
  hands.wall += 1400;
  expect(now() - before).toBe(1000);
});

test('it never goes back, whatever the clocks beneath do', () => {
  const ticks = fc.array(fc.tuple(fc.nat({ max: 10_000 }), fc.integer({ min: -1e7, max: 1e7 })));
  fc.assert(
    fc.property(ticks, (moves) => {
      const hands = { monotonic: 0, wall: 1e9 };
      const now = clockOn(hands);
      let last = now();
      for (const [monotonic, wall] of moves) {
        hands.monotonic += monotonic;
        hands.wall += wall;
        const next = now();
        expect(next).toBeGreaterThanOrEqual(last + monotonic);
        last = next;
      }
    }),
  );
});
