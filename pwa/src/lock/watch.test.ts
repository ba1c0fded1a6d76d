import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { msSince, watch } from './watch';

const MINUTE = 60_000;
let wall: number;
let steady: number;
let isHidden: boolean;
let isOn: boolean;
let isBusy: boolean;
let locked: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  [wall, steady, isHidden, isOn, isBusy, locked] = [1_000_000, 0, false, true, false, 0];
  vi.spyOn(Date, 'now').mockImplementation(() => wall);
  vi.spyOn(performance, 'now').mockImplementation(() => steady);
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
  stop = watch({
    grace_ms: () => 15 * MINUTE,
    isOn: () => isOn,
    isBusy: () => isBusy,
    onlock: () => locked++,
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function pass(minutes: number, both = true): void {
  wall += minutes * MINUTE;
  if (both) steady += minutes * MINUTE;
}
function show(isShown: boolean): void {
  isHidden = !isShown;
  document.dispatchEvent(new Event('visibilitychange'));
}
const isCovered = () => document.documentElement.classList.contains('covered');

test('out of sight for less than its grace it stays open, for as long as that it locks', () => {
  show(false);
  pass(14);
  show(true);
  expect(locked).toBe(0);

  show(false);
  pass(15);
  show(true);
  expect(locked).toBe(1);
});

test('a clock that stands still while the phone sleeps, or is set back, makes it no longer', () => {
  show(false);
  pass(20, false);
  show(true);
  expect(locked).toBe(1);

  show(false);
  [wall, steady] = [0, steady + 20 * MINUTE];
  show(true);
  expect(locked).toBe(2);
});

test('in sight and untouched it locks too, and a touch begins anew', () => {
  pass(14);
  dispatchEvent(new Event('pointerdown'));
  pass(14);
  vi.advanceTimersByTime(20_000);
  expect(locked).toBe(0);

  pass(1);
  vi.advanceTimersByTime(20_000);
  expect(locked).toBe(1);
});

test('a practice that runs is not locked over, and its end begins anew', () => {
  isBusy = true;
  pass(30);
  vi.advanceTimersByTime(20_000);
  isBusy = false;
  pass(14);
  vi.advanceTimersByTime(20_000);
  expect(locked).toBe(0);
});

test('with the lock off nothing is covered and nothing locks', () => {
  isOn = false;
  show(false);
  expect(isCovered()).toBe(false);
  pass(60);
  show(true);
  expect(locked).toBe(0);
});

test('as it goes out of sight it is covered, and in sight it is not', () => {
  show(false);
  expect(isCovered()).toBe(true);
  show(true);
  expect(isCovered()).toBe(false);
});

test('as it locks it stays covered until the page is renewed', () => {
  show(false);
  pass(15);
  show(true);
  expect(locked).toBe(1);
  expect(isCovered()).toBe(true);
});

test('ended, it watches no more', () => {
  stop();
  show(false);
  expect(isCovered()).toBe(false);
  pass(60);
  show(true);
  vi.advanceTimersByTime(60_000);
  expect(locked).toBe(0);
});

test('time only ever passes by the clock that says more', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (one, other) => {
      const since = msSince({ wall: 0, steady: 0 }, { wall: one, steady: other });
      expect(since).toBe(Math.max(one, other));
    }),
  );
});
