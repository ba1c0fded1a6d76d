import { beforeEach, expect, test, vi } from 'vitest';
import { gapName, lengthOf, marginTime, sessionName } from './words';

const ten = Date.parse('2026-11-23T10:00Z');
const span = { from: ten, to: ten + 50 * 60_000 };
const languages = vi.spyOn(navigator, 'languages', 'get');

beforeEach(() => {
  languages.mockReturnValue(['en-GB']);
});

test('a session is named by its times and nothing else', () => {
  const session = { id: 's', on: '2026-11-23', at: '10:00', minutes: 50, zone: 'UTC', ...span };
  expect(sessionName(session, 'UTC')).toBe('Session, 10:00 to 10:50');
  expect(sessionName(session, 'UTC', true)).toBe(
    'Session, 10:00 to 10:50, at the same time as another',
  );
});

test.each([
  [10, '10 mins'],
  [119, '119 mins'],
  [120, '2 hrs'],
  [190, '3 hrs 10 mins'],
])('%i minutes are written %s', (minutes, written) => {
  expect(lengthOf(minutes)).toBe(written);
});

test('a gap is named by its ends and its length, an open one by the end it has', () => {
  expect(gapName({ ...span, side: 'between' }, 'UTC')).toBe('Gap, 10:00 to 10:50, 50 mins');
  expect(gapName({ ...span, side: 'before' }, 'UTC')).toBe('Before 10:50');
  expect(gapName({ ...span, side: 'after' }, 'UTC')).toBe('After 10:00');
});

test('the margin leaves AM and PM out', () => {
  languages.mockReturnValue(['en-US']);
  expect(marginTime(ten + 5 * 3_600_000, 'UTC')).toBe('3:00');
});
