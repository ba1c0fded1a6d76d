import { describe, expect, test } from 'vitest';
import { aPractice } from './testing';
import { matching } from './library';

describe('the library', () => {
  const breath = aPractice({ id: 'breath', kind: 'breath', moment: 'before', seconds: 60 });
  const cafe = aPractice({ id: 'cafe', moment: 'week', seconds: 300, tags: ['seated', 'silent'] });
  const walk = aPractice({ id: 'walk', kind: 'move', moment: 'between', seconds: 180 });
  cafe.text = { ...cafe.text, title: 'Café Señor' };
  const all = [breath, walk, cafe];
  const ids = (filter: Parameters<typeof matching>[1]) =>
    matching(all, filter).map(({ practice }) => practice.id);

  test('with nothing asked everything is there, in its own order', () => {
    expect(ids({})).toEqual(['breath', 'walk', 'cafe']);
  });

  test.each([
    ['cafe', ['cafe']],
    ['SENOR', ['cafe']],
    ['  señor   café ', ['cafe']],
    ['cafe\u0301', ['cafe']],
    ['cafe breath', []],
    ['', ['breath', 'walk', 'cafe']],
    ['.*', []],
  ])('searching for %j finds %j', (search, found) => {
    expect(ids({ search })).toEqual(found);
  });

  test('a kind, a moment and a need each leave out the rest', () => {
    expect(ids({ kind: 'move' })).toEqual(['walk']);
    expect(ids({ moment: 'week' })).toEqual(['cafe']);
    expect(ids({ needs: ['silent', 'seated'] })).toEqual(['cafe']);
    expect(ids({ needs: ['silent', 'no_touch'] })).toEqual([]);
  });

  test('with three minutes, whole ones come first and a long one shows its short form', () => {
    const found = matching(all, { seconds: 180 });
    expect(found.map(({ practice, form, seconds }) => [practice.id, form, seconds])).toEqual([
      ['walk', 'full', 180],
      ['breath', 'full', 60],
      ['cafe', 'short', 30],
    ]);
  });

  test('with five minutes or more everything is whole, the longest first', () => {
    expect(ids({ seconds: Infinity })).toEqual(['cafe', 'walk', 'breath']);
  });
});
