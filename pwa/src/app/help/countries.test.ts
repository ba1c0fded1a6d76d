import { expect, test } from 'vitest';
import { codes, countryOf, ELSEWHERE, guessCountry, linesFor, type Line } from './countries';

test('the region in the phone’s languages says where it seems to be', () => {
  expect(guessCountry(['en-GB', 'de'])).toBe('GB');
  expect(guessCountry(['en', 'es-MX'])).toBe('MX');
});

test('a region we hold nothing for, or none at all, is somewhere else', () => {
  expect(guessCountry(['fi-FI'])).toBe(ELSEWHERE);
  expect(guessCountry(['en'])).toBe(ELSEWHERE);
});

test('every country has an emergency number, and so has everywhere else', () => {
  for (const code of [...codes, ELSEWHERE]) {
    expect(countryOf(code).emergency[0]).toMatch(/^\d{2,6}$/);
  }
});

test('lines for oneself and for someone else are told apart', () => {
  const line = (whom: Line['for']) => ({ name: whom, for: whom }) as Line;
  const lines = [line('me'), line('someone'), line('both')];
  const country = { country: 'XX', emergency: ['1'], note: null, lines };

  expect(linesFor(country, 'me')).toEqual([lines[0], lines[2]]);
  expect(linesFor(country, 'someone')).toEqual([lines[1], lines[2]]);
});
