import { expect, test } from 'vitest';
import { now, setClock, thisZone } from './clock';

test('a test can say what time it is, and give the clock back', () => {
  const restore = setClock(() => new Date('2026-03-02T10:52:00Z'));
  expect(now().toISOString()).toBe('2026-03-02T10:52:00.000Z');

  restore();
  expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(1000);
});

test('this zone is one that Intl takes', () => {
  expect(() => new Intl.DateTimeFormat('en', { timeZone: thisZone() })).not.toThrow();
});
