import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Content, Live } from '../content';
import { same, sameContent, settle, type Ancestor } from './merge';
import type { Policy } from './policies';

const live = (value: unknown, more: object = {}): Live => ({ type: 'c', value, ...more });
const GONE: Content = { type: 'c', deleted: true };
const from = (content: Content, brought = false): Ancestor => ({ content, brought });

/** Version 5 here against version 3 there, unless told. */
function met(
  ours: Content,
  theirs: Content,
  ancestor: Ancestor,
  policy: Policy,
  versions = [5, 3],
) {
  const [mine, yours] = versions as [number, number];
  return settle(
    { content: ours, version: mine },
    { content: theirs, version: yours },
    ancestor,
    policy,
  );
}

const A = live({ a: 1 });
const B = live({ a: 2 });
const C = live({ a: 3 });

test.each<[string, Content, Content, Ancestor, Policy, unknown, Live | null]>([
  ['an edit beats a deletion over there', B, GONE, from(A), 'both', 'ours', null],
  ['an edit over there beats a deletion', GONE, B, from(A), 'both', 'theirs', null],
  ['a deletion holds against what did not change', GONE, A, from(A), 'both', 'ours', null],
  ['a deletion there holds against what did not change', A, GONE, from(A), 'both', 'theirs', null],
  ['two deletions are one', GONE, GONE, from(A), 'both', 'ours', null],
  ['what changed only there is taken', A, B, from(A), 'both', 'theirs', null],
  ['what changed only here is kept', B, A, from(A), 'both', 'ours', null],
  ['two edits are both kept, ours beside', B, C, from(A), 'both', 'theirs', B],
  ['two new records of one id are both kept', B, C, null, 'both', 'theirs', B],
  ['the later of unknown pasts stays, and so does the other', B, C, 'unknown', 'both', 'ours', C],
  ['settings of unknown pasts are both kept', B, C, 'unknown', 'fields', 'ours', C],
  ['an edit beats a deletion of unknown past', B, GONE, 'unknown', 'both', 'ours', null],
  ['a log is never kept twice', B, C, 'unknown', 'append', 'ours', null],
  [
    'what was given back does not undo a deletion',
    GONE,
    { ...A, given_back: true },
    null,
    'both',
    'ours',
    null,
  ],
  [
    'a value without fields is kept twice',
    live('x'),
    live('y'),
    from(A),
    'fields',
    'theirs',
    live('x'),
  ],
  ['a list has no fields', live([1]), live([2]), from(A), 'fields', 'theirs', live([1])],
])('%s', (_, ours, theirs, ancestor, policy, place, copy) => {
  expect(met(ours, theirs, ancestor, policy)).toEqual({ place, copy });
});

test('the same content is no conflict, whatever the order of its fields; the higher version stays', () => {
  const one = live({ a: 1, b: { c: [1, 2] } });
  const other: Live = { value: { b: { c: [1, 2] }, a: 1 }, type: 'c' };
  for (const policy of ['fields', 'append', 'both'] as const) {
    expect(met(one, other, 'unknown', policy)).toEqual({ place: 'ours', copy: null });
    expect(met(one, other, null, policy, [3, 3])).toEqual({ place: 'theirs', copy: null });
  }
});

test('settings are merged field by field, ours where both changed one', () => {
  const before = live({ a: 1, b: 1, c: 1, d: 1 });
  const ours = live({ a: 2, b: 1, c: 2, e: 2 });
  const theirs = live({ a: 1, b: 3, c: 3, d: 1, f: 3 });
  const { place } = met(ours, theirs, from(before), 'fields');
  expect(place).toEqual(live({ a: 2, b: 3, c: 2, e: 2, f: 3 }));
});

test('the day and what a later Interlude put beside the value are merged too', () => {
  const before = live({ a: 1 }, { on: '2026-11-23', later: 1 });
  const ours = live({ a: 1 }, { on: '2026-11-24', later: 1 });
  const theirs = live({ a: 2 }, { on: '2026-11-23', later: 2 });
  const { place } = met(ours, theirs, from(before), 'fields');
  expect(place).toEqual(live({ a: 2 }, { on: '2026-11-24', later: 2 }));
});

test('a merge that comes to what is there already writes nothing', () => {
  const ours = live({ a: 2 });
  const theirs = live({ a: 2, b: 2 });
  expect(met(ours, theirs, from(live({ a: 1 })), 'fields').place).toBe('theirs');
  expect(met(theirs, ours, from(live({ a: 1 })), 'fields').place).toBe('ours');
});

test('a field named like the root of all objects is a field like another', () => {
  const odd = (n: number) => live(JSON.parse(`{"__proto__":{"n":${n}},"a":${n}}`));
  const { place } = met(odd(2), live({ b: 1 }), from(live({})), 'fields');
  expect(JSON.stringify((place as Live).value)).toBe('{"b":1,"__proto__":{"n":2},"a":2}');
});

test('of two phones that both made it, one that filled in the usual undoes nothing', () => {
  const policy = { fields: { sound: false, volume: 5 } };
  const ours = live({ sound: false, volume: 9 });
  const theirs = live({ sound: true, volume: 5 });
  expect(met(ours, theirs, null, policy).place).toEqual(live({ sound: true, volume: 9 }));
  // Nor does it take away what the other has not.
  expect(met(ours, live({}), null, policy).place).toBe('ours');
});

test('what was brought along fills what the account has not, and only what was changed since holds', () => {
  const brought = from(live({ a: 1, b: 1, c: 1 }), true);
  const ours = live({ a: 1, b: 1, c: 2 });
  const theirs = live({ a: 7, c: 7, d: 7 });
  const { place } = met(ours, theirs, brought, 'fields');
  expect(place).toEqual(live({ a: 7, b: 1, c: 2, d: 7 }));
});

test('what was brought along and never changed since does not push out what the account has', () => {
  const same_as = live({ a: 1 });
  expect(met(same_as, live({ a: 7 }), from(same_as, true), 'fields').place).toBe('theirs');
});

test('an edit of what was given back counts as an edit like another', () => {
  const given: Live = { ...A, given_back: true };
  expect(sameContent(given, A)).toBe(true);
  expect(met(B, given, from(A), 'both')).toEqual({ place: 'ours', copy: null });
  expect(met(given, B, from(A), 'both')).toEqual({ place: 'theirs', copy: null });
});

const json = fc.jsonValue({ maxDepth: 2 });
const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }));
const content = fc.oneof(
  fields.map((value) => live(value)),
  fc.constant(GONE),
);
const policy = fc.constantFrom<Policy>('fields', 'append', 'both', { fields: { a: 0 } });

test('equal as JSON says is what equal means', () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      const copy = JSON.parse(JSON.stringify(one)) as unknown;
      expect(same(one, copy) && same(copy, one)).toBe(true);
      expect(same(one, other)).toBe(same(other, one));
    }),
  );
});

/** What lies there after a phone has settled, and whether a copy was made. */
function after(
  ours: Content,
  theirs: Content,
  ancestor: Ancestor,
  rule: Policy,
): [Content, boolean] {
  const { place, copy } = met(ours, theirs, ancestor, rule, [2, 2]);
  return [place === 'ours' ? ours : place === 'theirs' ? theirs : place, copy !== null];
}

test('settling what was settled changes nothing, and makes no second copy', () => {
  fc.assert(
    fc.property(content, content, content, policy, (before, ours, theirs, rule) => {
      const [settled] = after(ours, theirs, from(before), rule);
      expect(after(settled, settled, from(theirs), rule)).toEqual([settled, false]);
    }),
  );
});

test('two phones that meet one after the other end with the same, whoever comes first', () => {
  fc.assert(
    fc.property(fields, fields, fields, (before, one, other) => {
      const names = [...new Set([before, one, other].flatMap((value) => Object.keys(value)))];
      const isChanged = (value: Record<string, number>, name: string) =>
        value[name] !== before[name];
      fc.pre(names.every((name) => !isChanged(one, name) || !isChanged(other, name)));
      const [first] = after(live(one), live(other), from(live(before)), 'fields');
      const [second] = after(live(other), live(one), from(live(before)), 'fields');
      expect(same(first, second)).toBe(true);
    }),
  );
});

test('no edit is lost: each field that was changed is in the merge, or in what it was lost to', () => {
  fc.assert(
    fc.property(fields, fields, fields, (before, ours, theirs) => {
      const [merged] = after(live(ours), live(theirs), from(live(before)), 'fields');
      const value = (merged as Live).value as Record<string, number>;
      for (const name of Object.keys({ ...before, ...ours, ...theirs })) {
        const mine = ours[name] !== before[name];
        expect(value[name]).toBe(mine ? ours[name] : theirs[name]);
      }
    }),
  );
});

test('of two edits of a text one lies in place and the other beside it', () => {
  fc.assert(
    fc.property(json, json, json, (before, ours, theirs) => {
      const [mine, yours] = [live(ours), live(theirs)];
      fc.pre(![before, ours, theirs].some((one, at, all) => same(one, all[(at + 1) % 3])));
      expect(met(mine, yours, from(live(before)), 'both')).toEqual({ place: 'theirs', copy: mine });
    }),
  );
});
