import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { addDays } from '../core/zones';
import { emptyPhone } from '../vault/testing';
import type { Vault } from '../vault/vault';
import { addTimeOff, endTimeOff, removeTimeOff, restoreTimeOff, undoEnd } from './time-off-keeping';
import { allTimeOff, backOn, isOff, offFrom, TIME_OFF, type TimeOff } from './time-off';

const week: TimeOff = { from: '2026-11-23', to: '2026-11-27', kind: 'holiday' };
let vault: Vault;
beforeEach(async () => (vault = await emptyPhone()));

test('its first and its last day are off, and none beside them', () => {
  expect(
    ['2026-11-22', '2026-11-23', '2026-11-27', '2026-11-28'].map((on) => isOff([week], on)),
  ).toEqual([false, true, true, false]);
});

test('stretches that touch or overlap end together', () => {
  const more = { ...week, from: '2026-11-26', to: '2026-11-30' };
  const day = { ...week, from: '2026-12-01', to: '2026-12-01' };
  expect(backOn([week, more, day], '2026-11-24')).toBe('2026-12-02');
  expect(backOn([week], '2026-11-28')).toBeNull();
});

test('without an end it is off until somebody says so', () => {
  const open = { ...week, to: null };
  expect(isOff([open], '2036-01-01')).toBe(true);
  expect(backOn([open], '2026-11-24')).toBe('open');
});

test('until the end of all dates is until somebody says so', () => {
  expect(backOn([{ ...week, to: '9999-12-31' }], '2026-11-24')).toBe('open');
});

const stretches = fc.array(fc.tuple(fc.nat(40), fc.nat(6)), { maxLength: 8 });

test('one is back on the first day that is not off, whatever overlaps', () => {
  fc.assert(
    fc.property(stretches, fc.nat(40), (given, day) => {
      const list = given.map(([first, days]): TimeOff => {
        const from = addDays('2026-11-01', first);
        return { from, to: addDays(from, days), kind: 'day' };
      });
      const on = addDays('2026-11-01', day);
      let first = on;
      while (isOff(list, first)) first = addDays(first, 1);
      expect(backOn(list, on)).toBe(first === on ? null : first);
    }),
  );
});

test.each([null, {}, { ...week, from: 'x' }, { ...week, to: '2026-11-22' }, { ...week, to: 3 }])(
  '%o is no time off',
  (value) => {
    expect(offFrom(value)).toBeNull();
  },
);

test('what could not be read is counted, and the rest stay', async () => {
  await vault.add(TIME_OFF, { from: 'never' });
  await addTimeOff(vault, week, vault.newId());
  expect(await allTimeOff(vault)).toMatchObject({ damaged: 1, list: [week] });
});

test('kept twice under one id it is there once; taken away it can be had back', async () => {
  const id = vault.newId();
  await addTimeOff(vault, week, id);
  await addTimeOff(vault, week, id);
  const kept = await removeTimeOff(vault, id);
  expect((await allTimeOff(vault)).list).toEqual([]);
  await restoreTimeOff(vault, kept!);
  expect((await allTimeOff(vault)).list).toMatchObject([week]);
});

test('back at work, what was off before stays off; one of today alone is gone', async () => {
  const [first, second] = [vault.newId(), vault.newId()];
  await addTimeOff(vault, week, first);
  await addTimeOff(vault, { ...week, from: '2026-11-25', to: null }, second);
  for (const off of (await allTimeOff(vault)).list) await endTimeOff(vault, off, '2026-11-25');
  expect((await allTimeOff(vault)).list).toMatchObject([{ ...week, to: '2026-11-24' }]);
});

test('an end that was not meant is undone: what was shorter is long once more, what was gone is there', async () => {
  await addTimeOff(vault, week, vault.newId());
  await addTimeOff(vault, { ...week, from: '2026-11-25', to: null }, vault.newId());
  const before = (await allTimeOff(vault)).list;
  const ended = [];
  for (const off of before) ended.push(await endTimeOff(vault, off, '2026-11-25'));
  for (const kept of ended) await undoEnd(vault, kept!);
  expect((await allTimeOff(vault)).list).toEqual(before);
});

test('what another tab took away meanwhile is not there to end', async () => {
  await addTimeOff(vault, week, vault.newId());
  const [off] = (await allTimeOff(vault)).list;
  await removeTimeOff(vault, off!.id);
  expect(await endTimeOff(vault, off!, '2026-11-25')).toBeNull();
});
