import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserAwake } from './wake-lock';

const request = vi.fn();
let visibility: DocumentVisibilityState = 'visible';

function lock() {
  const sentinel = {
    released: false,
    release: vi.fn(async () => {
      sentinel.released = true;
    }),
  };
  return sentinel;
}

function show(state: DocumentVisibilityState) {
  visibility = state;
  document.dispatchEvent(new Event('visibilitychange'));
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  visibility = 'visible';
  request.mockReset();
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
});

afterEach(() => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(navigator, 'wakeLock');
});

test('it is asked for once, and given back', async () => {
  const held = lock();
  request.mockResolvedValue(held);
  const awake = browserAwake();
  awake.hold();
  awake.hold();
  await settled();
  awake.release();
  expect(request).toHaveBeenCalledExactlyOnceWith('screen');
  expect(held.released).toBe(true);
});

test('after the page was hidden it is asked for anew', async () => {
  const first = lock();
  request.mockResolvedValueOnce(first).mockResolvedValueOnce(lock());
  const awake = browserAwake();
  awake.hold();
  await settled();
  first.released = true;
  show('hidden');
  show('visible');
  await settled();
  expect(request).toHaveBeenCalledTimes(2);
  awake.release();
  show('visible');
  expect(request).toHaveBeenCalledTimes(2);
});

test('a lock that comes after one has let go is let go too', async () => {
  const late = lock();
  request.mockResolvedValue(late);
  const awake = browserAwake();
  awake.hold();
  awake.release();
  await settled();
  expect(late.released).toBe(true);
});

test('a refusal is no error', async () => {
  request.mockRejectedValue(new DOMException('battery', 'NotAllowedError'));
  const awake = browserAwake();
  awake.hold();
  await settled();
  expect(() => awake.release()).not.toThrow();
});

test('where there is none, it says so and does nothing', () => {
  Reflect.deleteProperty(navigator, 'wakeLock');
  const awake = browserAwake();
  expect(awake.available).toBe(false);
  awake.hold();
  awake.release();
});
