import { expect, test } from 'vitest';
import { roomOf, screenAt } from './routes';

const at = (path: string) => screenAt(new URL(path, 'https://interlude.example'));

test.each([
  ['/', { name: 'today' }],
  ['/?source=pwa', { name: 'today' }],
  ['/practices', { name: 'practices' }],
  ['/practices/', { name: 'practices' }],
  ['/practices/landing', { name: 'practice', id: 'landing' }],
  ['/practices/a%20b', { name: 'practice', id: 'a b' }],
  ['/practices/%E0%A4%A', { name: 'practice', id: '%E0%A4%A' }],
  ['/practices/landing/play', { name: 'play', id: 'landing', form: 'full' }],
  ['/practices/landing/play?form=short', { name: 'play', id: 'landing', form: 'short' }],
  ['/practices/landing/play?form=other', { name: 'play', id: 'landing', form: 'full' }],
  ['/boundaries', { name: 'boundaries', part: '', id: '' }],
  ['/boundaries/hours', { name: 'boundaries', part: 'hours', id: '' }],
  ['/reflect', { name: 'reflect', part: '', id: '' }],
  ['/reflect/journal/7f', { name: 'reflect', part: 'journal', id: '7f' }],
  ['/reflect/journal/7f/more', { name: 'nowhere' }],
  ['/circles', { name: 'circles' }],
  ['/day/hard', { name: 'day', part: 'hard' }],
  ['/day', { name: 'nowhere' }],
  ['/day/hard/more', { name: 'nowhere' }],
  ['/shelf/courses', { name: 'shelf', part: 'courses', id: '' }],
  ['/shelf/own/7f', { name: 'shelf', part: 'own', id: '7f' }],
  ['/shelf', { name: 'nowhere' }],
  ['/shelf/own/7f/more', { name: 'nowhere' }],
  ['/help', { name: 'help' }],
  ['/reminders', { name: 'reminders' }],
  ['/k/6f1f4e2a', { name: 'knock', id: '6f1f4e2a' }],
  ['/k', { name: 'nowhere' }],
  ['/k/6f1f4e2a/more', { name: 'nowhere' }],
  ['/reminders/6f1f4e2a', { name: 'nowhere' }],
  ['/account', { name: 'account', part: '' }],
  ['/account/', { name: 'account', part: '' }],
  ['/account/sign-in', { name: 'account', part: 'sign-in' }],
  ['/account/elsewhere', { name: 'account', part: 'elsewhere' }],
  ['/account/sign-in/more', { name: 'nowhere' }],
  ['/nowhere', { name: 'nowhere' }],
  ['/help/me', { name: 'nowhere' }],
  ['/practices/landing/edit', { name: 'nowhere' }],
  ['/practices/landing/play/again', { name: 'nowhere' }],
])('%s leads to %o', (path, screen) => {
  expect(at(path)).toEqual(screen);
});

test('a practice and its player light the door of the practices room', () => {
  expect(roomOf(at('/practices/landing'))).toBe('practices');
  expect(roomOf(at('/practices/landing/play'))).toBe('practices');
});

test('neither reminders nor a knock light a door', () => {
  expect(roomOf(at('/reminders'))).toBeNull();
  expect(roomOf(at('/k/6f1f4e2a'))).toBeNull();
});

test('no screen of the account lights a door', () => {
  expect(roomOf(at('/account/devices'))).toBeNull();
});

test('help lights no door, since it is not a room', () => {
  expect(roomOf(at('/help'))).toBeNull();
});
