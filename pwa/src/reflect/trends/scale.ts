/** A straight line from one range of numbers to another, and no more. */

export type Scale = (value: number) => number;

/** A domain of a single value lies in the middle of its range. */
export function linear(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): Scale {
  if (from === to) return () => (start + end) / 2;
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}
