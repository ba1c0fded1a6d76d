import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addDays, instantOf } from '../../core/zones';
import { hoursFrom } from '../../day/hours';
import { daysOf, putHours } from '../../day/hours-keeping';
import { allTimeOff } from '../../day/time-off';
import type { Session } from '../../day/rules';
import { addTimeOff } from '../../day/time-off-keeping';
import { addSession } from '../../day/sessions-keeping';
import { addWeekly } from '../../day/weekly-keeping';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import RestPage from './RestPage.svelte';
import { isRest, lastRest, nextMonday, nextRest, workedDates, type Known } from './rules';
import { rest } from './store.svelte';

const ZONE = 'Europe/Lisbon';
/** A Wednesday. */
const TODAY = '2026-11-25';
const WEEK = daysOf(1, [1, 2, 3, 4, 5], [{ from: '09:00', to: '17:30' }]);
const hours = hoursFrom({ job1_zone: ZONE, ...WEEK });
const known = (changes: Partial<Known> = {}): Known => ({
  hours,
  time_off: [],
  worked: new Set(),
  hasUsualWeek: true,
  ...changes,
});

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', ZONE);
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(TODAY, '12:00', ZONE) });
  // After whatever the test before was still reading.
  await rest.open();
  rest.forget();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('the next day off is the first without hours and without times', () => {
  expect(nextRest(TODAY, known())).toBe('2026-11-28');
  expect(nextRest(TODAY, known({ worked: new Set(['2026-11-28']) }))).toBe('2026-11-29');
  expect(lastRest(TODAY, known())).toBe('2026-11-22');
});

test('a day taken off is one, whatever the plan says', () => {
  const time_off = [{ from: '2026-11-26', to: '2026-11-26', kind: 'day' as const }];
  expect(nextRest(TODAY, known({ time_off, worked: new Set(['2026-11-26']) }))).toBe('2026-11-26');
});

test('the morning after a night is no day off', () => {
  const nights = hoursFrom({
    job1_zone: ZONE,
    ...daysOf(1, [5], [{ from: '22:00', to: '06:00' }]),
  });
  expect(isRest('2026-11-28', known({ hours: nights }))).toBe(false);
  expect(isRest('2026-11-29', known({ hours: nights }))).toBe(true);
});

test('where nothing is known, nothing is said; and where all days are worked there is none', () => {
  expect(nextRest(TODAY, known({ hours: [], hasUsualWeek: false }))).toBeNull();
  const all = hoursFrom({
    job1_zone: ZONE,
    ...daysOf(1, [1, 2, 3, 4, 5, 6, 7], [{ from: '09:00', to: '12:00' }]),
  });
  expect(nextRest(TODAY, known({ hours: all }))).toBeNull();
});

test('without a usual week a day with nothing entered is no day off, and one taken off is', () => {
  const time_off = [{ from: '2026-12-10', to: '2026-12-12', kind: 'holiday' as const }];
  const worked = new Set([TODAY]);
  const given = known({ hours: [], hasUsualWeek: false, worked });
  expect(nextRest(TODAY, given)).toBeNull();
  expect(lastRest(TODAY, given)).toBeNull();
  expect(nextRest(TODAY, { ...given, time_off })).toBe('2026-12-10');
  expect(lastRest('2027-01-05', { ...given, time_off })).toBe('2026-12-12');
});

test.each([
  ['22:00', 480, ['2026-11-27', '2026-11-28']],
  ['22:00', 120, ['2026-11-27']],
  ['09:00', 50, ['2026-11-27']],
])('what begins at %s and lasts %i minutes is work on %o', (at, minutes, dates) => {
  const work: Session = { id: 'x', on: '2026-11-27', at, minutes, zone: ZONE, kind: 'shift' };
  expect([...workedDates([work], ZONE)]).toEqual(dates);
});

test('the next day off is the first that is one, and the last the latest', () => {
  const dates = fc.uniqueArray(fc.integer({ min: -70, max: 70 }), { maxLength: 140 });
  fc.assert(
    fc.property(dates, (days) => {
      const given = known({ hours: [], worked: new Set(days.map((by) => addDays(TODAY, by))) });
      const free = (by: number) => !days.includes(by);
      const count = [...Array(60).keys()];
      const [next, last] = [
        count.map((n) => n + 1).find(free),
        count.map((n) => -n - 1).find(free),
      ];
      expect(nextRest(TODAY, given)).toBe(next === undefined ? null : addDays(TODAY, next));
      expect(lastRest(TODAY, given)).toBe(last === undefined ? null : addDays(TODAY, last));
    }),
  );
});

test('Monday is the next one, also on a Monday', () => {
  expect(nextMonday(TODAY)).toBe('2026-11-30');
  expect(nextMonday('2026-11-30')).toBe('2026-12-07');
});

const show = () => render(RestPage, { beforeWriting: () => Promise.resolve(true) });

test('with hours it names the next day off', async () => {
  await putHours(vault, { job1_zone: ZONE, ...WEEK });
  show();
  expect(await screen.findByText('Next day off: Saturday 28 November.')).toBeTruthy();
});

test('until Monday is one tap, nothing piles up, and it can be had back', async () => {
  show();
  await fireEvent.click(await screen.findByRole('button', { name: 'Until Monday' }));
  expect(await screen.findByText('Quiet until Monday 30 November. Nothing piles up.')).toBeTruthy();
  expect((await allTimeOff(vault)).list).toMatchObject([{ from: TODAY, to: '2026-11-29' }]);
  await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(async () => expect((await allTimeOff(vault)).list).toEqual([]));
});

test('back to work now ends what holds today and leaves what was before', async () => {
  await addTimeOff(vault, { from: '2026-11-23', to: null, kind: 'illness' }, vault.newId());
  show();
  await fireEvent.click(await screen.findByRole('button', { name: 'Back to work now' }));
  await waitFor(async () =>
    expect((await allTimeOff(vault)).list).toMatchObject([{ to: addDays(TODAY, -1) }]),
  );
  await fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(async () => expect((await allTimeOff(vault)).list).toMatchObject([{ to: null }]));
});

test('after midnight today is the new date, as it is for reminders', async () => {
  vi.setSystemTime(instantOf('2026-11-26', '01:00', ZONE));
  show();
  await fireEvent.click(await screen.findByRole('button', { name: 'Today' }));
  await waitFor(async () =>
    expect((await allTimeOff(vault)).list).toMatchObject([{ from: '2026-11-26' }]),
  );
});

test('left open over midnight, the page is one of the new day', async () => {
  await addTimeOff(vault, { from: TODAY, to: TODAY, kind: 'day' }, vault.newId());
  vi.useFakeTimers({
    toFake: ['Date', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'],
    shouldAdvanceTime: true,
    now: instantOf(TODAY, '23:59', ZONE),
  });
  show();
  expect(
    await screen.findByText('Quiet until Thursday 26 November. Nothing piles up.'),
  ).toBeTruthy();
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  await waitFor(() => expect(screen.queryByText(/^Quiet until/)).toBeNull());
  await fireEvent.click(screen.getByRole('button', { name: 'Today' }));
  await screen.findByText('Quiet until Friday 27 November. Nothing piles up.');
});

test.each([
  [['Today', 'Today'], 1],
  [['Today', 'For a week'], 2],
])('%o tapped quickly are %i, and nothing is refused', async (names, count) => {
  show();
  const buttons = await Promise.all(names.map((name) => screen.findByRole('button', { name })));
  const add = vi.spyOn(vault, 'add');
  await Promise.all(buttons.map((button) => fireEvent.click(button)));
  await waitFor(() => expect(add).toHaveBeenCalledTimes(2));
  await Promise.all(add.mock.results.map(({ value }) => value as Promise<unknown>));
  expect((await allTimeOff(vault)).list).toHaveLength(count);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a week off is told as time off, and the last day without work only when asked', async () => {
  await putHours(vault, { job1_zone: ZONE, ...WEEK });
  await addTimeOff(vault, { from: TODAY, to: '2026-12-01', kind: 'day' }, vault.newId());
  show();
  expect(
    await screen.findByText('Time off: Wednesday 25 November to Tuesday 1 December'),
  ).toBeTruthy();
  const last = screen.getByText('The last day with no work here was Sunday 22 November.');
  expect(last.closest('details')!.open).toBe(false);
});

test('without hours a usual week tells days of work from others', async () => {
  for (const weekday of [1, 2, 3, 4, 5])
    await addWeekly(vault, weekday, { at: '09:00', minutes: 50 });
  const night = { on: '2026-11-27', at: '22:00', minutes: 480, zone: ZONE, kind: 'shift' as const };
  await addSession(vault, night, vault.newId());
  show();
  expect(await screen.findByText('Next day off: Sunday 29 November.')).toBeTruthy();
});

test.each(['', '20260-01-01'])('%o is no last day', async (value) => {
  show();
  const [first, last] = [screen.getByLabelText('First day'), screen.getByLabelText('Last day')];
  await fireEvent.input(first, { target: { value: '2026-12-01' } });
  // As browsers hand it over; this one empties a year it does not know.
  Object.defineProperty(last, 'value', { value });
  await fireEvent.input(last!);
  await fireEvent.click(screen.getByRole('button', { name: 'Plan it' }));
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(await vault.list('time_off')).toEqual({ kept: [], damaged: [] });
});

test('a last day before the first is told, and what was typed stands', async () => {
  show();
  const [first, last] = [screen.getByLabelText('First day'), screen.getByLabelText('Last day')];
  await fireEvent.input(first, { target: { value: '2026-12-10' } });
  await fireEvent.input(last, { target: { value: '2026-12-01' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Plan it' }));
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect((first as HTMLInputElement).value).toBe('2026-12-10');
  expect((await allTimeOff(vault)).list).toEqual([]);
});

test('a full phone says so, and tried once more it is there once', async () => {
  show();
  const full = vi.spyOn(vault, 'add').mockRejectedValueOnce(new VaultError('no_room'));
  await fireEvent.click(await screen.findByRole('button', { name: 'Today' }));
  expect(await screen.findByRole('alert')).toBeTruthy();
  full.mockRestore();
  await fireEvent.click(screen.getByRole('button', { name: 'Today' }));
  await waitFor(async () => expect((await allTimeOff(vault)).list).toHaveLength(1));
});
