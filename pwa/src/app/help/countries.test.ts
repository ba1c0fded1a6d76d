import { expect, test } from 'vitest';
import { codes, countryOf, ELSEWHERE, guessCountry, linesFor, type Line } from './countries';
import { aroundNumber, callEmergency, whatWord } from './words';

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
    expect(countryOf(code).emergency[0]?.number).toMatch(/^\d{2,6}$/);
  }
});

test('lines for oneself and for someone else are told apart', () => {
  const line = (whom: Line['for']) => ({ name: whom, for: whom }) as Line;
  const lines = [line('me'), line('someone'), line('both')];
  const country = {
    country: 'XX',
    emergency: [{ number: '1', what: 'all' as const }],
    note: null,
    lines,
  };

  expect(linesFor(country, 'me')).toEqual([lines[0], lines[2]]);
  expect(linesFor(country, 'someone')).toEqual([lines[1], lines[2]]);
});

test('every service is named, and the one for a life in danger stands first', () => {
  const numbers = (code: string) => countryOf(code).emergency.map(({ number }) => number);
  expect(numbers('GB')).toEqual(['999', '112']);
  expect(numbers('IL')).toEqual(['101', '100', '112']);
  for (const code of [...codes, ELSEWHERE]) {
    const [first] = countryOf(code).emergency;
    expect(['all', 'ambulance', 'mobile'], code).toContain(first?.what);
  }
});

test('every number has words of its own, and they say the number', () => {
  for (const code of [...codes, ELSEWHERE]) {
    for (const emergency of countryOf(code).emergency) {
      expect(callEmergency(emergency)).toContain(emergency.number);
      expect(callEmergency(emergency).toLowerCase()).toContain(
        whatWord(emergency.what).toLowerCase(),
      );
    }
  }
  expect(callEmergency({ number: '101', what: 'ambulance' })).toBe('Call ambulance, 101');
  expect(callEmergency({ number: '999', what: 'all' })).toBe('Call emergency, 999');
});

test('a sentence is taken apart round the number in it', () => {
  expect(aroundNumber((number) => `Text ${number}`)).toEqual(['Text ', '']);
  expect(aroundNumber((number) => `${number} text`)).toEqual(['', ' text']);
});
