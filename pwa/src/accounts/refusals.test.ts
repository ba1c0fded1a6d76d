import { expect, test } from 'vitest';
import { refusedBy, sentenceFor } from './refusals';
import { refused } from './screens';

test.each([
  [45, '45 seconds'],
  [89.2, '90 seconds'],
  [90, '2 minutes'],
  [3600, '60 minutes'],
])('%s seconds to wait are said as %s', (seconds, wait) => {
  expect(sentenceFor(refused('too_many_attempts', seconds))).toContain(`Wait ${wait},`);
});

test('what a person stopped needs no words, and leads back to the passphrase', () => {
  expect(refusedBy(refused('cancelled'))).toEqual({ field: 'passphrase', text: null });
});

test('wrong credentials mean what the screen asked for', () => {
  const wrong = { field: 'code', text: 'Not that code.' } as const;
  expect(refusedBy(refused('wrong_credentials'), wrong)).toBe(wrong);
  expect(refusedBy(refused('wrong_credentials')).field).toBe('passphrase');
});

test('no signal is about no field', () => {
  expect(refusedBy({ kind: 'unheard', reason: 'timeout' }).field).toBeNull();
});
