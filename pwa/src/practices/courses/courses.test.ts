import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import * as vaults from '../../vault/vault';
import { practices } from '../store.svelte';
import courses from './courses.en.json';
import CoursesPage from './CoursesPage.svelte';
import { COURSES } from './records';
import { dayId, dayOf, NOT_BEGUN, progressFrom, standingOf, withDone } from './rules';
import { coursesStore } from './store.svelte';

const [first] = coursesStore.all;
let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 25, 18) });
  coursesStore.unkept = false;
  await coursesStore.open();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a course', () => {
  test('has one day a day, and a day that was not taken waits', () => {
    const course = first!;
    expect(standingOf(course, NOT_BEGUN, '2026-11-25')).toBe('next');
    const one = withDone(NOT_BEGUN, 0, '2026-11-25');
    expect(standingOf(course, one, '2026-11-25')).toBe('tomorrow');
    expect(standingOf(course, one, '2026-11-26')).toBe('next');
    expect(standingOf(course, one, '2027-03-01')).toBe('next');
    expect(one).toEqual({ done: 1, last_on: '2026-11-25' });
  });

  test('counts a day once, and one out of turn not at all', () => {
    const one = withDone(NOT_BEGUN, 0, '2026-11-25');
    expect(withDone(one, 0, '2026-11-26')).toBe(one);
    expect(withDone(one, 4, '2026-11-26')).toBe(one);
  });

  test('is over after its last day', () => {
    const all = { done: first!.days.length, last_on: '2026-11-25' };
    expect(standingOf(first!, all, '2026-11-26')).toBe('over');
  });

  test('what was kept of it may be of any shape', () => {
    for (const value of [null, 3, { done: -1 }, { done: 'all' }])
      expect(progressFrom(value)).toEqual(NOT_BEGUN);
  });
});

test('there are three, of seven and ten days; leaving work at work is the first', () => {
  expect(courses.courses.map(({ id, days }) => [id, days.length])).toEqual([
    ['leaving-work', 7],
    ['three-good-things', 10],
    ['kindness', 7],
  ]);
});

test.each(courses.courses.flatMap(({ id, days }) => days.map((_, at) => dayId(id, at))))(
  '%s can be played, takes two minutes, and finds its way back',
  (id) => {
    const practice = practices.find(id)!;
    expect(practice.seconds).toBe(120);
    expect(practice.text.steps).toHaveLength(practice.steps.length);
    const { course, day } = dayOf(id)!;
    expect(dayId(course, day)).toBe(id);
  },
);

test('a day that was played is done, the next is there tomorrow, and can be had all the same', async () => {
  const onplay = vi.fn();
  render(CoursesPage, { onplay });
  await fireEvent.click(screen.getAllByRole('button', { name: 'Begin' })[0]!);
  expect(onplay).toHaveBeenCalledWith('course-leaving-work-1', 'full');

  await coursesStore.played('course-leaving-work-1');
  await screen.findByText('One a day is the idea. The next is there tomorrow.');
  await fireEvent.click(screen.getByRole('button', { name: 'All the same, now' }));
  expect(onplay).toHaveBeenLastCalledWith('course-leaving-work-2', 'full');
  const kept = (await vault.singleton<Record<string, unknown>>(COURSES))?.value;
  expect(kept).toEqual({ 'leaving-work': { done: 1, last_on: '2026-11-25' } });
});

test('all of it done, it can be begun from the start', async () => {
  await vault.putSingleton(COURSES, {
    'leaving-work': { done: 7, last_on: '2026-11-20' },
    later: 1,
  });
  await coursesStore.open();
  render(CoursesPage, { onplay: vi.fn() });
  await fireEvent.click(screen.getByRole('button', { name: 'From the start' }));
  await waitFor(() => expect(coursesStore.progressOf(first!)).toEqual(NOT_BEGUN));
  expect((await vault.singleton<Record<string, unknown>>(COURSES))?.value).toMatchObject({
    later: 1,
  });
});

test('a day that could not be noted is said, and nothing stands in the way of the next', async () => {
  vi.spyOn(vaults, 'openVault').mockRejectedValue(new VaultError('no_room'));
  await coursesStore.played('course-kindness-1');
  render(CoursesPage, { onplay: vi.fn() });
  expect(
    screen.getByText('This phone could not note the day. It can be done once more.'),
  ).toBeTruthy();
});
