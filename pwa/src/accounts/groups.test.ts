import { expect, test } from 'vitest';
import { groupsOf, isSameGroup, twoOf } from './groups';

test('a code falls into its groups', () => {
  expect(groupsOf('7K2M-Q0RT-1VWX')).toEqual(['7K2M', 'Q0RT', '1VWX']);
});

test.each(['Q0R1', 'q0r1', ' q0r1 ', 'q0-r1', 'QOR1', 'qori', 'Q0RL'])('%s is Q0R1', (typed) => {
  expect(isSameGroup(typed, 'Q0R1')).toBe(true);
});

test.each(['', 'Q0R', 'Q0R12', 'Q0R2', 'R0Q1'])('%s is not Q0R1', (typed) => {
  expect(isSameGroup(typed, 'Q0R1')).toBe(false);
});

test('two places are two, in order, and each comes up', () => {
  const seen = new Set<number>();
  for (let round = 0; round < 300; round++) {
    const [first, second] = twoOf(7);
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(7);
    seen.add(first).add(second);
  }
  expect(seen.size).toBe(7);
});
