import { expect, test } from 'vitest';
import { instantOf } from '../core/zones';
import { momentOf, planDay, type Session } from '../day/rules';
import { hasLonger, sayNow, wishFor } from './rules';

const zone = 'Europe/Lisbon';
const on = '2026-11-23';
const session = (at: string, minutes = 50): Session => ({ id: at, on, at, minutes, zone });
const time = (at: string) => instantOf(on, at, zone).getTime();

const plan = planDay(on, zone, [session('10:00'), session('11:00')]);
const at = (clock: string) => ({ now: time(clock), moment: momentOf(plan, time(clock)) });

test('at 10:52 there are eight minutes until eleven, three of them still for notes', () => {
  const { now, moment } = at('10:52');

  expect(sayNow(moment, now)).toEqual({ kind: 'minutes', minutes: 8, at: time('11:00'), notes: 3 });
  expect(wishFor(plan, moment, now, false)).toEqual({ seconds: 180, moment: 'between' });
});

test('the seconds that have passed of a minute do not take it off what is said', () => {
  const { now, moment } = at('10:52');
  expect(sayNow(moment, now + 59_000)).toMatchObject({ minutes: 8, notes: 3 });
});

test('inside a session nothing is offered, and the screen says until when', () => {
  const { now, moment } = at('10:20');

  expect(wishFor(plan, moment, now, false)).toBeNull();
  expect(sayNow(moment, now)).toMatchObject({ kind: 'session', minutes: 30, at: time('10:50') });
});

test('long before the first session its time is said, near it the minutes', () => {
  expect(sayNow(at('07:00').moment, time('07:00'))).toMatchObject({ kind: 'later', minutes: 180 });
  expect(sayNow(at('09:30').moment, time('09:30'))).toMatchObject({ kind: 'minutes', minutes: 30 });
  expect(wishFor(plan, at('09:30').moment, time('09:30'), false)?.moment).toBe('before');
});

test('after the last session the day is over, and the offer is for its end', () => {
  const { now, moment } = at('12:30');

  expect(sayNow(moment, now)?.kind).toBe('over');
  expect(wishFor(plan, moment, now, false)).toEqual({ seconds: 180, moment: 'day_end' });
});

test('longer is offered only where there is more time than the cautious part', () => {
  expect(hasLonger(at('09:00').moment, time('09:00'))).toBe(true);
  expect(hasLonger(at('10:56').moment, time('10:56'))).toBe(false);
  expect(hasLonger(at('10:20').moment, time('10:20'))).toBe(false);
});

test('a day with no session says nothing about now', () => {
  const empty = planDay(on, zone, []);
  expect(sayNow(momentOf(empty, time('10:00')), time('10:00'))).toBeNull();
});
