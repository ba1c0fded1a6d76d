import { afterEach, expect, test, vi } from 'vitest';
import { browserPulse } from './pulse';

afterEach(() => {
  Reflect.deleteProperty(navigator, 'vibrate');
});

function phoneWith(vibrate: unknown) {
  Object.defineProperty(navigator, 'vibrate', { value: vibrate, configurable: true });
  return browserPulse();
}

test('in and out can be told apart in a pocket', () => {
  const vibrate = vi.fn();
  const pulse = phoneWith(vibrate);
  pulse.play('in');
  pulse.play('out');
  const [[inward], [outward]] = vibrate.mock.calls as [[number[]], [number[]]];
  expect(inward).toHaveLength(1);
  expect(outward).toHaveLength(3);
});

test('it can be stopped', () => {
  const vibrate = vi.fn();
  phoneWith(vibrate).stop();
  expect(vibrate).toHaveBeenCalledWith([]);
});

test('a phone without vibration says so and stays quiet', () => {
  const pulse = phoneWith(undefined);
  expect(pulse.available).toBe(false);
  expect(() => pulse.play('in')).not.toThrow();
});
