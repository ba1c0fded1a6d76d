import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { draggable, minutesOf } from './drag';

let node: HTMLElement;
let stop: () => void;
const onmove = vi.fn();
const ondrop = vi.fn();
const onclick = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  node = document.body.appendChild(document.createElement('button'));
  node.setPointerCapture = vi.fn();
  node.addEventListener('click', onclick);
  stop = draggable(node, { onmove, ondrop });
});
afterEach(() => {
  stop();
  node.remove();
  vi.useRealTimers();
});

const pointer = (type: string, clientY: number) =>
  node.dispatchEvent(new PointerEvent(type, { clientY, button: 0, pointerId: 1, bubbles: true }));

test('held, then moved, then let go, it drops by whole five minutes', () => {
  pointer('pointerdown', 100);
  vi.advanceTimersByTime(350);
  expect(onmove).toHaveBeenLastCalledWith(0);
  pointer('pointermove', 113);
  expect(onmove).toHaveBeenLastCalledWith(10);
  pointer('pointerup', 82);
  expect(ondrop).toHaveBeenCalledExactlyOnceWith(-15);
  expect(onmove).toHaveBeenLastCalledWith(null);
});

test('the click that follows a drop opens nothing, the next one does', () => {
  pointer('pointerdown', 100);
  vi.advanceTimersByTime(350);
  pointer('pointerup', 130);
  node.click();
  expect(onclick).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  node.click();
  expect(onclick).toHaveBeenCalledOnce();
});

test('a scroll is no drag: it begins before the thumb has waited', () => {
  pointer('pointerdown', 100);
  pointer('pointermove', 120);
  vi.advanceTimersByTime(1000);
  pointer('pointermove', 200);
  pointer('pointerup', 200);
  expect(ondrop).not.toHaveBeenCalled();
});

test('a tap, and a door held and put back where it was, move nothing', () => {
  pointer('pointerdown', 100);
  pointer('pointerup', 100);
  pointer('pointerdown', 100);
  vi.advanceTimersByTime(350);
  pointer('pointerup', 101);
  expect(ondrop).not.toHaveBeenCalled();
  expect(minutesOf(-1)).toBe(0);
});

test('a scroll is held back only while a door is held', () => {
  const touch = () => {
    const event = new Event('touchmove', { cancelable: true });
    node.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(touch()).toBe(false);
  pointer('pointerdown', 100);
  vi.advanceTimersByTime(350);
  expect(touch()).toBe(true);
  pointer('pointercancel', 100);
  expect(touch()).toBe(false);
});
