import { expect, test, vi } from 'vitest';
import { oneAtATime } from './one-at-a-time';

test('a second call while the first is under way does nothing, a later one does', async () => {
  const work = vi.fn<(what: string) => Promise<void>>(() => Promise.resolve());
  const one = oneAtATime(work);
  await Promise.all([one('a'), one('b')]);
  await one('c');
  expect(work.mock.calls).toEqual([['a'], ['c']]);
});

test('one that went wrong stands in nobody’s way', async () => {
  const one = oneAtATime(() => Promise.reject(new Error('no')));
  await expect(one()).rejects.toThrow('no');
  await expect(one()).rejects.toThrow('no');
});
