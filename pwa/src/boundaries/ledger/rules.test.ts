import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../core/zones';
import {
  edgesFrom,
  entryFrom,
  entryOf,
  HOWS,
  loadOf,
  mainReason,
  stretchesOf,
  tidyEdge,
  usualSessions,
  WHYS,
  type Entry,
} from './rules';

const day = (at: number) => addDays('2026-11-02', at);
const entry = (at: number, how: Entry['how'] = 'bent', why: Entry['why'] = null): Entry => ({
  ...{ on: day(at), edge: 'Out by six', how, why },
});
const days = (sessions: number[]) =>
  sessions.map((count, at) => ({ on: day(at), sessions: count }));

const entries = fc.array(
  fc.record({
    on: fc.integer({ min: 0, max: 20 }).map(day),
    edge: fc.constantFrom('a', 'b'),
    how: fc.constantFrom(...HOWS),
    why: fc.constantFrom(null, ...WHYS),
  }),
  { maxLength: 30 },
);
const loads = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 21, maxLength: 21 }).map(days);

describe('load named first', () => {
  test('four of five bends on days with seven sessions or more are named so', () => {
    const bends = [0, 1, 2, 3, 4].map((at) => entry(at));
    const load = loadOf(bends, days([7, 8, 7, 9, 3, 4, 4, 4, 5, 4, 4]));
    expect(load).toEqual({ bends: 5, with_load: 4, sessions: 7 });
  });

  test.each([
    ['two bends say nothing', [entry(0), entry(1)], days([8, 8, 3, 3, 3, 3])],
    ['a usual day says nothing', [0, 1, 2].map((at) => entry(at)), days([7, 7, 7, 7, 7])],
    [
      'what was kept is no bend',
      [0, 1, 2].map((at) => entry(at, 'kept')),
      days([9, 9, 9, 1, 1, 1, 1]),
    ],
    ['without a session there is no load', [0, 1, 2].map((at) => entry(at)), days([0, 0, 0])],
  ])('%s', (_, said, load) => expect(loadOf(said, load)).toBeNull());

  test('for any season, what is said of load is true of its records', () => {
    fc.assert(
      fc.property(entries, loads, (said, perDay) => {
        const load = loadOf(said, perDay);
        if (!load) return;
        const bends = said.filter(({ how }) => how === 'bent');
        const with_load = bends.filter(
          ({ on }) => perDay.find((each) => each.on === on)!.sessions >= load.sessions,
        );
        expect(load).toMatchObject({ bends: bends.length, with_load: with_load.length });
        expect(load.with_load / load.bends).toBeGreaterThanOrEqual(3 / 4);
        expect(load.sessions).toBeGreaterThan(usualSessions(perDay)!);
      }),
    );
  });
});

test('each thing said is in one stretch, whatever its day', () => {
  fc.assert(
    fc.property(entries, (said) => {
      const weeks = stretchesOf([day(0), day(7), day(14)], 7, said);
      expect(weeks.flatMap((week) => week.entries)).toHaveLength(said.length);
    }),
  );
});

test('a reason leads when it was said most, and none does in a tie', () => {
  const said = [entry(0, 'bent', 'needed_me'), entry(1, 'bent', 'drifted')];
  expect(mainReason(said)).toBeNull();
  expect(mainReason([...said, entry(2, 'bent', 'needed_me')])).toBe('needed_me');
  expect(mainReason([])).toBeNull();
});

test('one edge has one answer a day', () => {
  expect(entryOf([entry(0), entry(1)], day(1), 'Out by six')).toEqual(entry(1));
  expect(entryOf([entry(0)], day(1), 'Out by six')).toBeNull();
});

test('a reason belongs to a bend alone, and an unknown one is none', () => {
  expect(entryFrom({ ...entry(0, 'kept'), why: 'drifted' })).toEqual(entry(0, 'kept'));
  expect(entryFrom({ ...entry(0), why: 'weak' })).toEqual(entry(0));
});

test('what is no record is none, and nothing throws', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(entryFrom(value)).toBeNull();
      edgesFrom(value);
    }),
  );
  expect(edgesFrom({ a: { text: 'x', added_at: '1' }, b: null, c: 7 })).toEqual({
    edges: [{ id: 'a', text: 'x', added_at: '1' }],
    damaged: 1,
  });
});

test('an edge is one short line', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (typed) => {
      const kept = tidyEdge(typed);
      expect(kept.length <= 120 && !/[\r\n]/.test(kept) && kept === kept.trim()).toBe(true);
    }),
  );
});
