import { expect, test } from 'vitest';
import { actOf } from './keys';

function press(
  key: string,
  more: KeyboardEventInit = {},
  on: Element = document.body,
): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, ...more });
  on.dispatchEvent(event);
  return event;
}

test.each([
  [' ', 'pause'],
  ['Escape', 'enough'],
  ['ArrowLeft', 'earlier'],
  ['ArrowRight', 'later'],
  ['Enter', null],
  ['a', null],
] as const)('%s', (key, act) => {
  expect(actOf(press(key), false)).toBe(act);
});

test('arrows turn with the line of reading', () => {
  expect(actOf(press('ArrowLeft'), true)).toBe('later');
  expect(actOf(press('ArrowRight'), true)).toBe('earlier');
});

test('a key held down, or with others, is not ours', () => {
  expect(actOf(press(' ', { repeat: true }), false)).toBeNull();
  expect(actOf(press('ArrowLeft', { altKey: true }), false)).toBeNull();
});

test('space on a button is the button’s', () => {
  const button = document.body.appendChild(document.createElement('button'));
  expect(actOf(press(' ', {}, button), false)).toBeNull();
  expect(actOf(press('Escape', {}, button), false)).toBe('enough');
  button.remove();
});
