import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { instantOf } from '../core/zones';
import { comingToday } from './coming';
import ComingList from './ComingList.svelte';
import { aReminder } from './testing';

const zone = 'Europe/Berlin';
const at = (time: string, on = '2026-11-26') => instantOf(on, time, zone).getTime();
const one = (id: string, time: string, more = {}) => ({
  ...aReminder({ at: time, zone, weekdays: [1, 2, 3, 4, 5, 6, 7], ...more }),
  id,
});

const SILENCE = { quiet: null, hours: [], time_off: [] };

test('what still comes today stands in order, and what is over, off, or tomorrow does not', () => {
  const all = [
    one('c', '17:00'),
    one('a', '12:50'),
    one('over', '08:00'),
    one('off', '13:00', { state: 'off' }),
  ];
  const coming = comingToday(all, at('09:00'), zone, null);
  expect(coming.map(({ reminder, due }) => [reminder.id, due])).toEqual([
    ['a', at('12:50')],
    ['c', at('17:00')],
  ]);
});

test('what would come in a quiet time does not', () => {
  const quiet = { since: at('12:00'), until: at('13:00') };
  const coming = comingToday([one('a', '12:50'), one('b', '13:00')], at('12:10'), zone, {
    ...SILENCE,
    quiet,
  });
  expect(coming.map(({ reminder }) => reminder.id)).toEqual(['b']);
});

const calls = { onchange: vi.fn(), onundo: vi.fn(), onunhush: vi.fn() };
const show = (props = {}) => {
  vi.clearAllMocks();
  const coming = comingToday([one('a', '12:50', { text: 'Lunch' })], at('09:00'), zone, null);
  return render(ComingList, {
    ...{
      coming,
      now: at('09:00'),
      zone,
      silence: SILENCE,
      quietUntil: null,
      canUndo: false,
      isUnkept: false,
    },
    ...calls,
    ...props,
  });
};
const tap = (name: RegExp | string) => fireEvent.click(screen.getByRole('button', { name }));

test('each says why, and can be left out, moved or switched off', async () => {
  show();
  await tap(/12:50.*Lunch/);
  await tap('Leave out the next one');
  expect(calls.onchange).toHaveBeenLastCalledWith(
    expect.objectContaining({ id: 'a' }),
    expect.objectContaining({ skips: ['2026-11-26'] }),
  );
  await tap(/12:50.*Lunch/);
  await tap('Switch off');
  expect(calls.onchange).toHaveBeenLastCalledWith(expect.anything(), { state: 'off' });
});

test('a change can be taken back, and one that was not kept is said', async () => {
  show({ canUndo: true });
  await tap('Undo');
  expect(calls.onundo).toHaveBeenCalledOnce();
});

test('a quiet time is said, and can be ended', async () => {
  show({ coming: [], quietUntil: '13:00' });
  expect(screen.getByText('Quiet until 13:00.')).toBeTruthy();
  await tap('Not needed');
  expect(calls.onunhush).toHaveBeenCalledOnce();
});

test('with nothing more to come that is said', () => {
  show({ coming: [] });
  expect(screen.getByText('Nothing more today.')).toBeTruthy();
});
