import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addDays, instantOf } from '../../core/zones';
import { addTimeOff } from '../../day/time-off-keeping';
import { addSession } from '../../day/sessions-keeping';
import { addWeekly } from '../../day/weekly-keeping';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { changeLighter } from '../lighter/records';
import LimitLine from './LimitLine.svelte';
import LimitsPage from './LimitsPage.svelte';
import { limitSaid, limitToSay, notMine, putLimits, readLimits } from './records';
import {
  limitsFrom,
  mayBeSaid,
  NO_LIMITS,
  weekAhead,
  whatExceeds,
  type Limits,
  type PlannedDay,
} from './rules';
import { limits } from './store.svelte';
import { exceededText } from './words';

const ZONE = 'Europe/Lisbon';
const TODAY = '2026-11-25';
let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', ZONE);
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(TODAY, '08:00', ZONE) });
  // After whatever the test before was still reading.
  await limits.open();
  limits.forget();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const day = (on: string, ...starts: [string, number][]): PlannedDay => ({
  on,
  sessions: starts.map(([at, minutes]) => {
    const from = instantOf(on, at, ZONE).getTime();
    return { from, to: from + minutes * 60_000 };
  }),
});
const held = (changes: Partial<Limits>): Limits => ({ ...NO_LIMITS, ...changes });
const three = day('2026-11-26', ['09:00', 50], ['10:00', 50], ['12:00', 50]);

test.each<[string, Partial<Limits>, object[]]>([
  ['without limits nothing exceeds', {}, []],
  ['as many as the limit are within it', { sessions_a_day: 3 }, []],
  [
    'one more is beyond it',
    { sessions_a_day: 2 },
    [{ kind: 'day', on: three.on, count: 3, limit: 2 }],
  ],
  [
    'the week is counted whole',
    { sessions_a_week: 2 },
    [{ kind: 'week', count: 3, limit: 2, isNext: false }],
  ],
  ['ten minutes between are ten', { smallest_gap_minutes: 10 }, []],
  [
    'eleven wished are not there',
    { smallest_gap_minutes: 11 },
    [{ kind: 'gap', on: three.on, minutes: 10, limit: 11 }],
  ],
  ['three sessions need no long break held free', { long_break_minutes: 120 }, []],
])('%s', (_, changes, exceeded) => {
  expect(whatExceeds(held(changes), [three], TODAY)).toEqual(exceeded);
});

test('sessions that touch leave no gap, and four without a long break say so', () => {
  const full = day('2026-11-27', ['09:00', 60], ['10:00', 60], ['11:10', 50], ['12:10', 50]);
  expect(whatExceeds(held({ smallest_gap_minutes: 5 }), [full], TODAY)).toEqual([
    { kind: 'gap', on: full.on, minutes: 0, limit: 5 },
  ]);
  expect(whatExceeds(held({ long_break_minutes: 30 }), [full], TODAY)).toEqual([
    { kind: 'break', on: full.on, limit: 30 },
  ]);
});

test('a day that is over is not spoken of, but counts for the week', () => {
  const over = day('2026-11-23', ['09:00', 50], ['10:00', 50], ['11:00', 50]);
  expect(whatExceeds(held({ sessions_a_day: 2 }), [over], TODAY)).toEqual([]);
  expect(whatExceeds(held({ sessions_a_week: 2 }), [over], TODAY)).toHaveLength(1);
});

test('it is said at most once in seven days, and not for a month where it is not theirs to change', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 }), (said, now) => {
      const today = addDays('2026-01-01', now);
      const last_said_on = addDays('2026-01-01', said);
      const days = now - said;
      expect(mayBeSaid(held({ last_said_on }), today)).toBe(days < 0 || days >= 7);
      const not_mine_until = addDays(last_said_on, 30);
      if (mayBeSaid(held({ last_said_on, not_mine_until }), today))
        expect(today >= not_mine_until).toBe(true);
    }),
  );
});

test('on a Sunday evening it is the week to come that is looked at', () => {
  expect(weekAhead('2026-11-29')[0]).toBe('2026-11-30');
  expect(weekAhead('2026-11-25')[0]).toBe('2026-11-23');
  expect(weekAhead('2026-11-25')).toHaveLength(7);
});

test.each([null, 3, 'x', { sessions_a_day: -1 }, { sessions_a_day: 'six', last_said_on: 'never' }])(
  '%o holds nobody to anything',
  (value) => {
    expect(limitsFrom(value)).toEqual(NO_LIMITS);
  },
);

test('sessions of the usual week count, and what was cancelled does not', async () => {
  await putLimits(vault, { sessions_a_day: 1 });
  await addWeekly(vault, 4, { at: '09:00', minutes: 50 });
  const time = { on: '2026-11-26', at: '11:00', minutes: 50, zone: ZONE };
  await addSession(vault, { ...time, off: 'cancelled' }, vault.newId());
  expect(await limitToSay(vault, TODAY, ZONE)).toBeNull();
  await addSession(vault, { ...time, at: '13:00' }, vault.newId());
  expect(await limitToSay(vault, TODAY, ZONE)).toMatchObject({ kind: 'day', count: 2, limit: 1 });
  await limitSaid(vault, TODAY);
  expect(await limitToSay(vault, addDays(TODAY, 1), ZONE)).toBeNull();
});

test('in a lighter week its own limit holds where it is lower', async () => {
  await addWeekly(vault, 4, { at: '09:00', minutes: 50 });
  await addWeekly(vault, 4, { at: '10:00', minutes: 50 });
  expect(await limitToSay(vault, TODAY, ZONE)).toBeNull();
  await changeLighter(vault, { until: '2026-12-02', sessions_a_day: 1 });
  expect(await limitToSay(vault, TODAY, ZONE)).toMatchObject({ kind: 'day', limit: 1 });
});

test('a lighter limit holds to its last day and no further', async () => {
  await putLimits(vault, { sessions_a_day: 2 });
  await changeLighter(vault, { until: '2026-11-26', sessions_a_day: 1 });
  for (const at of ['09:00', '10:00']) await addWeekly(vault, 5, { at, minutes: 50 });
  expect(await limitToSay(vault, TODAY, ZONE)).toBeNull();
  await addWeekly(vault, 5, { at: '12:00', minutes: 50 });
  expect(await limitToSay(vault, TODAY, ZONE)).toMatchObject({ on: '2026-11-27', limit: 2 });
});

test('what is planned for a day off is not counted, and on a day off nothing is said', async () => {
  await putLimits(vault, { sessions_a_day: 1, sessions_a_week: 3 });
  for (const weekday of [4, 5])
    for (const at of ['09:00', '10:00']) await addWeekly(vault, weekday, { at, minutes: 50 });
  const off = (on: string) => addTimeOff(vault, { from: on, to: on, kind: 'day' }, vault.newId());
  await off('2026-11-26');
  expect(await limitToSay(vault, TODAY, ZONE)).toMatchObject({ on: '2026-11-27' });
  await off(TODAY);
  expect(await limitToSay(vault, TODAY, ZONE)).toBeNull();
  expect(await limitToSay(vault, '2026-11-27', ZONE)).toMatchObject({ kind: 'day' });
  await off('2026-11-27');
  expect(await limitToSay(vault, '2026-11-28', ZONE)).toBeNull();
});

const dayOf = fc.array(fc.nat(1000), { maxLength: 9 });

test('a day and a week are beyond a limit exactly when there are more sessions', () => {
  fc.assert(
    fc.property(
      fc.array(dayOf, { minLength: 7, maxLength: 7 }),
      fc.nat(8),
      fc.nat(40),
      (all, a, b) => {
        const days = weekAhead(TODAY).map((on, at) => ({
          on,
          sessions: all[at]!.map((from) => ({ from, to: from + 50 })),
        }));
        const given = held({ sessions_a_day: a + 1, sessions_a_week: b + 1 });
        const found = whatExceeds(given, days, TODAY);
        const over = days.filter(({ on, sessions }) => on >= TODAY && sessions.length > a + 1);
        expect(found.flatMap((each) => ('on' in each ? [each.on] : []))).toEqual(
          over.map(({ on }) => on),
        );
        expect(found.some(({ kind }) => kind === 'week')).toBe(all.flat().length > b + 1);
      },
    ),
  );
});

test('on a Sunday the week that is too full is the next one', async () => {
  await putLimits(vault, { sessions_a_week: 1 });
  for (const weekday of [1, 2]) await addWeekly(vault, weekday, { at: '09:00', minutes: 50 });
  const found = await limitToSay(vault, '2026-11-29', ZONE);
  expect(exceededText(found!)).toBe('Next week has 2 sessions. You set 1.');
  const now = await limitToSay(vault, '2026-11-30', ZONE);
  expect(exceededText(now!)).toBe('This week has 2 sessions. You set 1.');
});

test('not mine to change is quiet for thirty days', async () => {
  await notMine(vault, TODAY);
  expect((await readLimits(vault)).not_mine_until).toBe('2026-12-25');
});

test('it is said plainly, with the day and both numbers', () => {
  const text = exceededText({ kind: 'day', on: '2026-11-26', count: 7, limit: 6 });
  expect(text).toBe('Thursday has 7 sessions. You set 6.');
  const one = exceededText({ kind: 'day', on: '2026-11-26', count: 1, limit: 0 });
  expect(one).toBe('Thursday has 1 session. You set 0.');
  const onnotmine = vi.fn();
  render(LimitLine, { text, onseen: vi.fn(), onnotmine });
  screen.getByRole('button', { name: 'Not mine to change' }).click();
  expect(onnotmine).toHaveBeenCalledOnce();
});

const show = () => render(LimitsPage, { beforeWriting: () => Promise.resolve(true) });

test('chosen, a limit is kept, and can be had back as it was', async () => {
  show();
  await fireEvent.click(screen.getAllByRole('radio', { name: '6' })[0]!);
  await waitFor(async () => expect((await readLimits(vault)).sessions_a_day).toBe(6));
  await fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(async () => expect((await readLimits(vault)).sessions_a_day).toBeNull());
});

test('another limit is not said in the same week as the one before', async () => {
  await limitSaid(vault, TODAY);
  show();
  await fireEvent.click(screen.getAllByRole('radio', { name: '6' })[0]!);
  await waitFor(async () => expect((await readLimits(vault)).sessions_a_day).toBe(6));
  expect(mayBeSaid(await readLimits(vault), addDays(TODAY, 1))).toBe(false);
});

test('a full phone says so, and nothing changes', async () => {
  show();
  vi.spyOn(vault, 'updateSingleton').mockRejectedValue(new VaultError('no_room'));
  await fireEvent.click(screen.getAllByRole('radio', { name: '6' })[0]!);
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect((await readLimits(vault)).sessions_a_day).toBeNull();
});
