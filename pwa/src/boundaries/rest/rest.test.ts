import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addDays, instantOf } from '../../core/zones';
import { hoursFrom } from '../../day/hours';
import { daysOf, putHours } from '../../day/hours-keeping';
import { allTimeOff } from '../../day/time-off';
import { addTimeOff } from '../../day/time-off-keeping';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import RestPage from './RestPage.svelte';
import { isRest, lastRest, nextMonday, nextRest, type Known } from './rules';
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
  ...changes,
});

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', ZONE);
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(TODAY, '12:00', ZONE) });
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
  expect(nextRest(TODAY, known({ hours: [] }))).toBeNull();
  const all = hoursFrom({
    job1_zone: ZONE,
    ...daysOf(1, [1, 2, 3, 4, 5, 6, 7], [{ from: '09:00', to: '12:00' }]),
  });
  expect(nextRest(TODAY, known({ hours: all }))).toBeNull();
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
