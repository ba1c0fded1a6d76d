import { render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setClock } from '../core/clock';
import { add, remove } from '../day/changing';
import { Day } from '../day/store.svelte';
import { emptyPhone } from '../vault/testing';
import DayWall from './DayWall.svelte';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
let day: Day;
let restore: () => void;

beforeEach(async () => {
  restore = setClock(() => new Date(2026, 10, 23, 10, 52));
  day = new Day(await emptyPhone());
  await day.open();
  await add(day, { on: '2026-11-23', at: '10:00', minutes: 50, zone });
});

afterEach(() => {
  vi.useRealTimers();
  day.close();
  restore();
});

function show() {
  const props = { day, open: false, picked: null, onpick: vi.fn(), onadd: vi.fn() };
  return render(DayWall, props);
}

test('what was taken away is said in a place that listens, and can be had back', async () => {
  show();
  expect(screen.getByRole('status').textContent.trim()).toBe('');
  await remove(day, day.plan.sessions[0]!);
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('taken away'));

  screen.getByRole('button', { name: 'Undo' }).click();
  await waitFor(() => expect(day.plan.sessions).toHaveLength(1));
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('the offer to undo can be dismissed', async () => {
  show();
  await remove(day, day.plan.sessions[0]!);
  (await screen.findByRole('button', { name: 'Close' })).click();
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
  expect(day.removed).toBeNull();
});

test('the offer to undo goes by itself after twenty seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  show();
  day.removed = {
    id: 's',
    version: 1,
    on: null,
    value: { on: '2026-11-23', at: '10:00', minutes: 50, zone },
  };
  await vi.advanceTimersByTimeAsync(19_000);
  expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('back from another room the offer to undo is gone', async () => {
  const { unmount } = show();
  await remove(day, day.plan.sessions[0]!);
  unmount();
  expect(day.removed).toBeNull();
});
