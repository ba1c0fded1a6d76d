import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kind, Moment, Place, Practice, Tag } from './format';
import { KINDS, PLACES, TAGS } from './format';
import { aPractice } from './testing';
import { matching } from './library';
import { fits, formWithin, momentOf, MOMENTS, suits, type Where } from './rules';

const minutes = (count: number) => count * 60;

describe('the moment', () => {
  test.each([
    ['a day with no sessions at all', false, null, false, 'between'],
    ['early, with the first session hours away', false, minutes(180), false, 'before'],
    ['a gap with time in hand', true, minutes(8), false, 'between'],
    ['the last minutes before the next', true, minutes(5), false, 'before'],
    ['after the last one', true, null, false, 'day_end'],
    ['after a hard one, however soon the next', true, minutes(2), true, 'hard'],
    ['after a hard last one', true, null, true, 'hard'],
  ] as const)('%s', (_, had_session, next_in, hard, moment) => {
    expect(momentOf({ had_session, next_in, hard })).toBe(moment);
  });
});

describe('the form', () => {
  const practice = aPractice({ seconds: 120, short: { seconds: 30, steps: [30] } });

  test.each([
    [29, null],
    [30, 'short'],
    [119, 'short'],
    [120, 'full'],
    [Infinity, 'full'],
  ])('in %d seconds it is %s', (seconds, form) => {
    expect(formWithin(practice, seconds)).toBe(form);
  });
});

describe('what fits', () => {
  const at = { seconds: 180, moment: 'between', seed: '2026-11-23' } as const;
  const breath = aPractice({ id: 'breath', kind: 'breath' });
  const look = aPractice({ id: 'look' });

  test('too little time for anything is an answer too', () => {
    expect(fits([breath, look], { ...at, seconds: 29 })).toEqual({
      offered: null,
      another: [],
      reason: 'nothing',
    });
  });

  test('it says its moment, its short form, or no more than the time', () => {
    const lent = aPractice({ id: 'lent', moment: 'before' });
    expect(fits([look], at).reason).toBe('between');
    expect(fits([look], { ...at, seconds: 45 }).reason).toBe('short');
    expect(fits([lent], at).reason).toBe('time');
  });

  test('a practice of the moment comes before one lent by another', () => {
    const lent = aPractice({ id: 'lent', moment: 'before' });
    const { offered, another } = fits([lent, look], at);
    expect([offered, ...another].map((choice) => choice?.practice.id)).toEqual(['look', 'lent']);
  });

  test('what was made for a hard hour is not lent to another moment', () => {
    const hard = aPractice({ id: 'hard', moment: 'hard' });
    for (const moment of MOMENTS.filter((name) => name !== 'hard'))
      expect(fits([hard], { ...at, moment }).offered).toBeNull();
  });

  test('the last one waits its turn, unless it is alone', () => {
    const both = fits([breath, look], { ...at, lately: ['look'] });
    expect(both.offered?.practice.id).toBe('breath');
    expect(fits([look], { ...at, lately: ['look'] }).offered?.practice.id).toBe('look');
  });

  test('what was done lately waits behind what was not, and none is lost', () => {
    const others = ['one', 'two', 'three'].map((id) => aPractice({ id }));
    const { offered, another } = fits([look, ...others], { ...at, lately: ['two', 'one'] });
    const ids = [offered, ...another].map((choice) => choice?.practice.id);
    expect(ids.slice(0, 2).sort()).toEqual(['look', 'three']);
    expect(ids.slice(2).sort()).toEqual(['one', 'two']);
  });

  test('what needs a place is offered in that place alone', () => {
    const home = aPractice({ id: 'home', places: ['home'] });
    const room = aPractice({ id: 'room', places: ['room', 'home'] });
    const ids = (where: Where | null) => {
      const { offered, another } = fits([home, room, look], { ...at, where });
      return [offered, ...another].map((choice) => choice?.practice.id).sort();
    };
    expect(ids('home')).toEqual(['home', 'look', 'room']);
    expect(ids('room')).toEqual(['look', 'room']);
    expect(ids(null)).toEqual(['look', 'room']);
    expect(ids('road')).toEqual(['look']);
  });

  test('among others only what is silent and unseen is offered', () => {
    const quiet = aPractice({ id: 'quiet', tags: ['silent', 'unseen'] });
    const silent = aPractice({ id: 'silent', tags: ['silent'] });
    const { offered, another } = fits([quiet, silent], { ...at, where: 'shared' });
    expect(offered?.practice.id).toBe('quiet');
    expect(another).toEqual([]);
  });

  test('with five minutes a practice of four comes before one of twenty seconds', () => {
    const brief = aPractice({ id: 'brief', seconds: 20, short: { seconds: 20, steps: [20] } });
    const long = aPractice({ id: 'long', seconds: 240 });
    expect(fits([brief, long], { ...at, seconds: 300 }).offered?.practice.id).toBe('long');
  });

  test('over many days breath leads about half of the time, however many breaths there are', () => {
    const breaths = Array.from({ length: 9 }, (_, n) => aPractice({ id: `b${n}`, kind: 'breath' }));
    const days = Array.from({ length: 1000 }, (_, day) => `2026-${day}`);
    const leads = days.filter(
      (seed) => fits([...breaths, look], { ...at, seed }).offered?.practice.kind === 'breath',
    );
    expect(leads.length).toBeGreaterThan(430);
    expect(leads.length).toBeLessThan(570);
  });

  test('over many days every one of a kind comes first at some time', () => {
    const all = Array.from({ length: 6 }, (_, n) => aPractice({ id: `p${n}` }));
    const firsts = Array.from(
      { length: 100 },
      (_, day) => fits(all, { ...at, seed: `2026-${day}` }).offered?.practice.id,
    );
    expect(new Set(firsts).size).toBe(6);
  });
});

const practice = (id: string): fc.Arbitrary<Practice> =>
  fc
    .record({
      moment: fc.constantFrom<Moment>(...MOMENTS),
      kind: fc.constantFrom<Kind>(...KINDS),
      seconds: fc.oneof(fc.integer({ min: 20, max: 30 }), fc.integer({ min: 20, max: 600 })),
      brief: fc.integer({ min: 20, max: 30 }),
      tags: fc.subarray<Tag>([...TAGS]),
      places: fc.oneof(fc.constant<Place[]>([]), fc.subarray<Place>([...PLACES])),
      offered: fc.boolean(),
    })
    .map(({ brief, seconds, ...facts }) =>
      aPractice({
        id,
        seconds: Math.max(seconds, brief),
        short: { seconds: brief, steps: [brief] },
        ...facts,
      }),
    );

const practices = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 14 })
  .chain((ids) => fc.tuple(...ids.map(practice)));

const wish = fc.record({
  seconds: fc.integer({ min: 0, max: 900 }),
  moment: fc.constantFrom<Moment>(...MOMENTS),
  needs: fc.subarray<Tag>([...TAGS], { maxLength: 2 }),
  where: fc.constantFrom<Where | null>(null, 'shared', ...PLACES),
  seed: fc.string({ maxLength: 12 }),
});

describe('for any catalogue and any wish', () => {
  test('nothing offered is too long, unasked for, put away, or against a need', () => {
    fc.assert(
      fc.property(practices, wish, fc.nat(), (all, asked, pick) => {
        const avoid = all.filter((_, at) => at === pick % (all.length + 1)).map(({ id }) => id);
        const { offered, another } = fits(all, { ...asked, avoid });
        for (const { practice, form, seconds } of offered ? [offered, ...another] : another) {
          expect(practice.offered).toBe(true);
          expect(avoid).not.toContain(practice.id);
          expect(seconds).toBe(form === 'full' ? practice.seconds : practice.short.seconds);
          if (form === 'short') expect(seconds).toBeLessThan(practice.seconds);
          expect(seconds).toBeLessThanOrEqual(asked.seconds);
          expect(practice.tags).toEqual(expect.arrayContaining(asked.needs));
          expect(suits(practice, asked.where)).toBe(true);
        }
      }),
    );
  });

  test('going through "another" meets each practice once, in the same order each time', () => {
    fc.assert(
      fc.property(practices, wish, (all, asked) => {
        const order = (given: readonly Practice[]) => {
          const { offered, another } = fits(given, asked);
          return (offered ? [offered, ...another] : another).map(({ practice: { id } }) => id);
        };
        const ids = order(all);
        expect(new Set(ids).size).toBe(ids.length);
        expect(order([...all].reverse())).toEqual(ids);
      }),
    );
  });

  test('the last one never comes first while there is another', () => {
    fc.assert(
      fc.property(practices, wish, (all, asked) => {
        const before = fits(all, asked).offered?.practice.id ?? null;
        const after = fits(all, { ...asked, lately: before ? [before] : [] });
        if (after.another.length) expect(after.offered?.practice.id).not.toBe(before);
      }),
    );
  });

  test('nothing is offered three times running', () => {
    const day = fc.array(wish, { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(practices, day, (all, gaps) => {
        let lately: string[] = [];
        for (const asked of gaps) {
          const id = fits(all, { ...asked, lately }).offered?.practice.id;
          if (id) {
            expect([lately[0], lately[1]]).not.toEqual([id, id]);
            lately = [id, ...lately].slice(0, 5);
          }
        }
      }),
    );
  });

  test('something is offered whenever anything of the moment fits', () => {
    fc.assert(
      fc.property(practices, wish, (all, asked) => {
        const possible = matching(all, asked).some(
          ({ practice }) => practice.offered && suits(practice, asked.where),
        );
        if (possible) expect(fits(all, asked).reason).not.toBe('nothing');
      }),
    );
  });
});
