import { expect, test } from 'vitest';
import { instantOf } from '../core/zones';
import { momentOf, planDay, type Session } from '../day/rules';
import type { Choice } from '../practices/rules';
import { aPractice } from '../practices/testing';
import { forNewcomers, hasLonger, sayNow, wishFor } from './rules';

const zone = 'Europe/Lisbon';
const on = '2026-11-23';
const session = (at: string, minutes = 50): Session => ({ id: at, on, at, minutes, zone });
const time = (at: string) => instantOf(on, at, zone).getTime();

const plan = planDay(on, zone, [session('10:00'), session('11:00')]);
const at = (clock: string) => ({ now: time(clock), moment: momentOf(plan, time(clock)) });

test('at 10:52 there are eight minutes until eleven, three of them still for notes', () => {
  const { now, moment } = at('10:52');

  expect(sayNow(moment, now)).toEqual({
    kind: 'minutes',
    minutes: 8,
    at: time('11:00'),
    notes: 3,
    leave: 2,
  });
  expect(wishFor(plan, moment, now)).toEqual({ seconds: 180, moment: 'between' });
});

test('the seconds that have passed of a minute do not take it off what is said', () => {
  const { now, moment } = at('10:52');
  expect(sayNow(moment, now + 59_000)).toMatchObject({ minutes: 8, notes: 3 });
});

test('inside a session nothing is offered, and the screen says until when', () => {
  const { now, moment } = at('10:20');

  expect(wishFor(plan, moment, now)).toBeNull();
  expect(sayNow(moment, now)).toMatchObject({ kind: 'session', minutes: 30, at: time('10:50') });
});

test('long before the first session its time is said, near it the minutes', () => {
  expect(sayNow(at('07:00').moment, time('07:00'))).toMatchObject({ kind: 'later', minutes: 180 });
  expect(sayNow(at('09:30').moment, time('09:30'))).toMatchObject({ kind: 'minutes', minutes: 30 });
  expect(wishFor(plan, at('09:30').moment, time('09:30'))?.moment).toBe('before');
});

test('after the last session the day is over, and the offer is for its end', () => {
  const { now, moment } = at('12:30');

  expect(sayNow(moment, now)?.kind).toBe('over');
  expect(wishFor(plan, moment, now)).toEqual({ seconds: 180, moment: 'day_end' });
});

test('longer is offered only where there is more time than the cautious part', () => {
  expect(hasLonger(at('09:00').moment, time('09:00'))).toBe(true);
  expect(hasLonger(at('10:56').moment, time('10:56'))).toBe(false);
  expect(hasLonger(at('10:20').moment, time('10:20'))).toBe(false);
  expect(hasLonger(at('12:30').moment, time('12:30'))).toBe(false);
});

test('a day with no session says nothing about now', () => {
  const empty = planDay(on, zone, []);
  expect(sayNow(momentOf(empty, time('10:00')), time('10:00'))).toBeNull();
});

test('time to leave is named near the next session alone, and runs out with it', () => {
  const leave = (clock: string) => sayNow(at(clock).moment, time(clock))?.leave;
  expect([leave('07:00'), leave('09:30'), leave('10:20'), leave('12:30')]).toEqual([0, 2, 0, 0]);
  expect([leave('10:57'), leave('10:59')]).toEqual([2, 1]);
});

test('where notes take the whole gap no time is left to be named for leaving', () => {
  const tight = planDay(on, zone, [session('10:00'), session('10:55')]);
  const now = time('10:51');
  expect(sayNow(momentOf(tight, now), now)).toMatchObject({ minutes: 4, notes: 4, leave: 0 });
});

function choiceOf(id: string, kind: 'breath' | 'ground', caution: string | null, form = 'full') {
  const practice = aPractice({ id, kind });
  const text = { ...practice.text, caution };
  return { practice: { ...practice, text }, form, seconds: 60, reason: 'between' } as Choice;
}
const ids = (choices: Choice[]) => choices.map(({ practice }) => practice.id);

test('who has done nothing yet is offered what runs at once, whole, and not breath, first', () => {
  const found = [
    choiceOf('warned', 'ground', 'Not while driving.'),
    choiceOf('breath', 'breath', null),
    choiceOf('brief', 'ground', null, 'short'),
    choiceOf('plain', 'ground', null),
  ];
  expect(ids(forNewcomers(found))).toEqual(['plain', 'breath', 'brief']);
});

test('when nothing else fits, what has a caution is offered rather than nothing', () => {
  expect(ids(forNewcomers([choiceOf('warned', 'ground', 'Sit.')]))).toEqual(['warned']);
  expect(forNewcomers([])).toEqual([]);
});
