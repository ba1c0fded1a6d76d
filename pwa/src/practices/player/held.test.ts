import { afterEach, expect, test, vi } from 'vitest';
import { FakeGround } from './fixtures';
import { hold, settle, take, WAITS_MS } from './held';

const place = { place_ms: 5000, skipped_ms: 0, started_at: new Date('2026-03-02T12:00:00Z') };

afterEach(settle);

function held(key = 'slow full') {
  const ground = new FakeGround();
  const tell = vi.fn();
  hold(key, place, ground, tell);
  return { ground, tell };
}

test('whoever comes back takes the place, once, and then nothing is told for it', () => {
  const { ground, tell } = held();
  ground.pass(WAITS_MS - 1);
  expect(take('slow full', ground)).toEqual(place);
  expect(take('slow full', ground)).toBeNull();
  ground.pass(WAITS_MS);
  settle();
  expect(tell).not.toHaveBeenCalled();
});

test('a place is not handed to another practice, and goes on waiting', () => {
  const { ground, tell } = held();
  expect(take('slow short', ground)).toBeNull();
  expect(tell).not.toHaveBeenCalled();
  expect(take('slow full', ground)).toEqual(place);
});

test('when nobody comes back in time, it is told once', () => {
  const { ground, tell } = held();
  ground.pass(WAITS_MS);
  expect(tell).toHaveBeenCalledOnce();
  expect(take('slow full', ground)).toBeNull();
  settle();
  expect(tell).toHaveBeenCalledOnce();
});

test('asleep past its time, with the timer late, it is too late to go on', () => {
  const { ground, tell } = held();
  ground.sleep(WAITS_MS);
  expect(take('slow full', ground)).toBeNull();
  expect(tell).toHaveBeenCalledOnce();
});

test('a second place does not push the first out untold', () => {
  const { tell } = held();
  const second = held('square full');
  expect(tell).toHaveBeenCalledOnce();
  expect(second.tell).not.toHaveBeenCalled();
});

test('closing the page tells it', () => {
  const { tell } = held();
  dispatchEvent(new Event('pagehide'));
  dispatchEvent(new Event('pagehide'));
  expect(tell).toHaveBeenCalledOnce();
});
