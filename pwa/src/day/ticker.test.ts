import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { everyMinute } from './ticker';

let hidden = false;
let stop: () => void;
const told: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T10:52:20Z') });
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  hidden = false;
  told.length = 0;
  stop = everyMinute((instant) => told.push(new Date(instant).toISOString().slice(11, 19)));
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function turn(away: boolean) {
  hidden = away;
  document.dispatchEvent(new Event('visibilitychange'));
}

test('it tells at once, and then at each minute edge', () => {
  vi.advanceTimersByTime(100_000);
  expect(told).toEqual(['10:52:20', '10:53:00', '10:54:00']);
});

test('hidden, it has nothing to wake it; seen, it tells at once', () => {
  turn(true);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(3_600_000);
  expect(told).toHaveLength(1);
  turn(false);
  expect(told.at(-1)).toBe('11:52:20');
});

test('stopped, it is silent', () => {
  stop();
  vi.advanceTimersByTime(600_000);
  turn(false);
  expect(told).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
