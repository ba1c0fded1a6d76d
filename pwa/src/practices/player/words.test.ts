import { expect, test } from 'vitest';
import { lengthInWords, minutesAndSeconds, shortly } from './words';

test.each([
  [0, '0:00'],
  [999, '0:01'],
  [59_001, '1:00'],
  [65_000, '1:05'],
  [600_000, '10:00'],
])('%i ms left reads %s', (ms, text) => {
  expect(minutesAndSeconds(ms)).toBe(text);
});

test.each([
  [20_000, '20 seconds'],
  [60_000, '1 minute'],
  [64_000, '64 seconds'],
  [180_000, '3 minutes'],
])('%i ms is %s long', (ms, text) => {
  expect(lengthInWords(ms)).toBe(text);
});

test.each([
  ['Rather not count breaths? Try feet, seat, hands.', 'Try feet, seat, hands.'],
  ['Rather look around?', 'Rather look around?'],
  ['Feet, seat, hands.', 'Feet, seat, hands.'],
  ['متعب؟ انظر حولك.', 'انظر حولك.'],
  ['', ''],
])('%s is shortly %s', (offer, text) => {
  expect(shortly(offer)).toBe(text);
});
