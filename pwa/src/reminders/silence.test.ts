import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { instantOf, wallClockOf } from '../core/zones';
import { hoursFrom, isWithin } from '../day/hours';
import { daysOf, putHours } from '../day/hours-keeping';
import { addTimeOff } from '../day/time-off-keeping';
import { emptyPhone } from '../vault/testing';
import type { Vault } from '../vault/vault';
import { movedOnce, nextOf, planOf, skippedOnce } from './rules';
import { silenceAt, type Silence } from './silence';
import { aReminder } from './testing';
import { nextText } from './words';

const ZONE = 'Europe/Berlin';
const hours = hoursFrom({
  job1_zone: ZONE,
  ...daysOf(1, [1, 2, 3, 4, 5], [{ from: '09:00', to: '17:30' }]),
});
const SILENCE: Silence = { quiet: null, hours, time_off: [] };
const at = (on: string, time: string) => instantOf(on, time, ZONE).getTime();
const MONDAY = at('2026-11-23', '10:00');
const every = [1, 2, 3, 4, 5, 6, 7];

test('a reminder keeps to the hours, and comes once more when they do', () => {
  const daily = aReminder({ weekdays: every });
  expect(nextOf(daily, at('2026-11-27', '13:00'), SILENCE)).toBe(at('2026-11-30', '12:50'));
  expect(nextOf(daily, at('2026-11-27', '13:00'))).toBe(at('2026-11-28', '12:50'));
});

test('the end of the day is within it', () => {
  const end = aReminder({ kind: 'end_of_day', at: '17:30' });
  expect(nextOf(end, MONDAY, SILENCE)).toBe(at('2026-11-23', '17:30'));
});

test('one that is always outside says so, and can be had all the same', () => {
  const late = aReminder({ at: '21:00', weekdays: every });
  expect(nextText(late, MONDAY, ZONE, SILENCE)).toBe('Quiet: that is outside your work hours');
  expect(nextOf({ ...late, anyway: true }, MONDAY, SILENCE)).toBe(at('2026-11-23', '21:00'));
});

test('time off is kept free of all of them, also of one for any hour', () => {
  const off: Silence = {
    ...SILENCE,
    time_off: [{ from: '2026-11-23', to: '2026-11-25', kind: 'holiday' }],
  };
  for (const anyway of [false, true])
    expect(nextOf(aReminder({ anyway }), MONDAY, off)).toBe(at('2026-11-26', '12:50'));
});

test('what somebody moved out of hours was meant to come there, unless the day is off', () => {
  const moved = aReminder({ moves: [{ from: '2026-11-23', on: '2026-11-23', at: '19:00' }] });
  expect(nextOf(moved, MONDAY, SILENCE)).toBe(at('2026-11-23', '19:00'));
  const off: Silence = { ...SILENCE, time_off: [{ from: '2026-11-23', to: null, kind: 'day' }] };
  expect(nextOf(moved, MONDAY, off)! - MONDAY).toBeGreaterThan(18 * 86_400_000);
});

test('leaving out or moving the next one means the next that is heard', () => {
  const daily = aReminder({ weekdays: every });
  const friday = at('2026-11-27', '13:00');
  expect(skippedOnce(daily, friday, SILENCE)!.skips).toEqual(['2026-11-30']);
  expect(movedOnce(daily, '11:00', friday, SILENCE)!.moves).toEqual([
    { from: '2026-11-30', on: '2026-11-30', at: '11:00' },
  ]);
});

test('for any hours and any reminder, the server is told of no knock outside them for two weeks', () => {
  const times = fc
    .integer({ min: 0, max: 1439 })
    .map((of) => new Date(of * 60_000).toISOString().slice(11, 16));
  const stretch = fc.record({ from: times, to: times });
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 2 }), times, (stretches, time) => {
      const some = hoursFrom({ job1_zone: ZONE, ...daysOf(1, [1, 3, 6], stretches) });
      const silence = { ...SILENCE, hours: some };
      const [plan] = planOf([aReminder({ at: time, weekdays: every })], MONDAY, silence);
      if (!plan) return;
      for (let days = 0; days < 14; days += 1) {
        const { on } = wallClockOf(MONDAY + days * 86_400_000, ZONE);
        const isTold = !plan.skip.includes(on);
        expect(isTold).toBe(isWithin(some, at(on, time)));
      }
    }),
    { numRuns: 100 },
  );
});

test('in a lighter week practices stay silent, and the rest come', () => {
  const fewer: Silence = { ...SILENCE, fewer_until: '2026-11-24' };
  const practice = aReminder({ kind: 'practice' });
  expect(nextOf(practice, MONDAY, fewer)).toBe(at('2026-11-25', '12:50'));
  expect(nextOf(aReminder(), MONDAY, fewer)).toBe(at('2026-11-23', '12:50'));
});

let vault: Vault;
beforeEach(async () => (vault = await emptyPhone()));

test('what is silent is read from what the phone keeps', async () => {
  await putHours(vault, { job1_zone: ZONE, ...daysOf(1, [1], [{ from: '09:00', to: '10:00' }]) });
  await addTimeOff(vault, { from: '2026-11-24', to: null, kind: 'day' }, vault.newId());
  const silence = await silenceAt(vault, MONDAY);
  expect(silence.hours).toHaveLength(1);
  expect(silence).toMatchObject({ quiet: null, time_off: [{ from: '2026-11-24' }] });
});
