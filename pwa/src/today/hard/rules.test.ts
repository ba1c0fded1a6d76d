import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TAGS, type Tag } from '../../practices/format';
import { NO_NEEDS } from '../../practices/needs';
import { suits, type Where } from '../../practices/rules';
import { aPractice } from '../../practices/testing';
import { behindDoors, DOORS } from './rules';

const look = aPractice({ id: 'look', kind: 'ground', moment: 'hard' });
const feet = aPractice({ id: 'feet', kind: 'ground', moment: 'between' });
const shake = aPractice({ id: 'shake', kind: 'move', tags: ['eyes_open'] });
const breath = aPractice({ id: 'breath', kind: 'breath', tags: ['eyes_open', 'silent'] });
const all = [feet, look, shake, breath];

const ids = (found: ReturnType<typeof behindDoors>) => DOORS.map((door) => found[door]?.id ?? null);

test('each door has its own: what was made for a hard hour comes first', () => {
  expect(ids(behindDoors(all, NO_NEEDS, []))).toEqual(['look', 'shake', 'breath']);
});

test('what was done last waits, unless it is alone', () => {
  expect(ids(behindDoors(all, NO_NEEDS, ['look', 'shake']))[0]).toBe('feet');
  expect(ids(behindDoors([look], NO_NEEDS, ['look']))[0]).toBe('look');
});

test('a door that nothing suits is no door', () => {
  expect(ids(behindDoors(all, { where: null, tags: ['no_breath'] }, []))).toEqual([
    'look',
    null,
    null,
  ]);
  expect(ids(behindDoors([], NO_NEEDS, []))).toEqual([null, null, null]);
});

test('the door outward leads neither inward nor to the breath, and none leads to anything long', () => {
  const inward = aPractice({ id: 'inward', kind: 'ground', moment: 'hard', tags: ['eyes_open'] });
  const long = aPractice({ id: 'long', kind: 'move', seconds: 300 });
  expect(ids(behindDoors([inward, long], NO_NEEDS, []))).toEqual([null, null, null]);
});

test('for any needs and place, what stands behind a door suits them', () => {
  const needs = fc.record({
    tags: fc.subarray<Tag>([...TAGS]),
    where: fc.constantFrom<Where | null>(null, 'room', 'shared', 'home', 'road'),
  });
  fc.assert(
    fc.property(needs, (given) => {
      for (const practice of Object.values(behindDoors(all, given, []))) {
        if (!practice) continue;
        expect(practice.tags).toEqual(expect.arrayContaining([...given.tags]));
        expect(suits(practice, given.where)).toBe(true);
      }
    }),
  );
});
