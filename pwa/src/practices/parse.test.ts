import { expect, test } from 'vitest';
import type { Practice } from './format';
import { parseCatalogue } from './parse';
import snapshot from './snapshot/catalogue.en.json';
import { aBreath, aCatalogue, aPractice } from './testing';

test('the snapshot built into the app is in shape', () => {
  expect(parseCatalogue(snapshot)?.practices.length).toBeGreaterThanOrEqual(12);
});

test('what a later server adds is let pass', () => {
  const later = { ...aCatalogue(), mood: 'dry' };
  expect(parseCatalogue(later)).toEqual(later);
});

const words = aPractice().text;
const damages: [string, unknown][] = [
  ['a kind nobody knows', { kind: 'hypnosis' }],
  ['no seconds', { seconds: 0 }],
  ['seconds in words', { seconds: '60' }],
  ['a need nobody knows', { tags: ['upside_down'] }],
  ['no words', { text: undefined }],
  ['an empty title', { text: { ...words, title: '' } }],
  ['a step without its words', { steps: [30, 30] }],
  ['a short step without its words', { short: { seconds: 30, steps: [15, 15] } }],
  ['no short form', { short: { seconds: 30 } }],
  ['a breath without a breath', { pacing: 'breath' }],
  ['evidence of a strength nobody knows', { evidence: { strength: 'A', sources: [] } }],
];

test.each(damages)('a practice with %s spoils the catalogue', (_, damage) => {
  const practice = { ...aPractice(), ...(damage as Partial<Practice>) };
  expect(parseCatalogue(aCatalogue({ practices: [aBreath(), practice] }))).toBeNull();
});

test.each([
  ['nothing', null],
  ['a list', []],
  ['a text', 'catalogue'],
  ['no practice', aCatalogue({ practices: [] })],
  ['one practice twice', aCatalogue({ practices: [aPractice(), aPractice()] })],
  ['no version', { ...aCatalogue(), version: '' }],
  ['a source without a year', { ...aCatalogue(), sources: { x: { authors: 'A' } } }],
])('%s is no catalogue', (_, value) => {
  expect(parseCatalogue(value)).toBeNull();
});
