import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { edgesOn } from '../../app/edges';
import { closing } from '../../boundaries/close/store.svelte';
import { sayHow } from '../../boundaries/ledger/records';
import { putLimits, readLimits } from '../../boundaries/limits/records';
import { limits } from '../../boundaries/limits/store.svelte';
import { instantOf } from '../../core/zones';
import { addWeekly } from '../../day/weekly-keeping';
import { quietAt } from '../../reminders/quiet';
import { emptyPhone } from '../../vault/testing';
import type { Vault } from '../../vault/vault';
import EdgesPage from './EdgesPage.svelte';

const ZONE = 'Europe/Lisbon';
const TODAY = '2026-11-25';
let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', ZONE);
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(TODAY, '18:00', ZONE) });
  limits.forget();
  closing.forget();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('with nothing to say it says nothing', async () => {
  const { container } = render(EdgesPage);
  await waitFor(() => expect(limits.isRead && closing.isRead).toBe(true));
  expect(container.textContent.trim()).toBe('');
});

test('a plan beyond a limit is said once, and for a month not where it is not theirs to change', async () => {
  await putLimits(vault, { sessions_a_day: 1 });
  await addWeekly(vault, 4, { at: '09:00', minutes: 50 });
  await addWeekly(vault, 4, { at: '10:00', minutes: 50 });
  const view = render(EdgesPage);
  await screen.findByText('Thursday has 2 sessions. You set 1.');
  await fireEvent.click(screen.getByRole('button', { name: 'Not mine to change' }));
  await waitFor(async () => expect((await readLimits(vault)).not_mine_until).toBe('2026-12-25'));
  expect(screen.queryByText(/You set/)).toBeNull();
  view.unmount();
  render(EdgesPage);
  await waitFor(() => expect(limits.toSay).toBeNull());
});

test('shown once, it does not come up at the next opening, and stays until it is answered', async () => {
  await putLimits(vault, { sessions_a_day: 1 });
  await addWeekly(vault, 4, { at: '09:00', minutes: 50 });
  await addWeekly(vault, 4, { at: '10:00', minutes: 50 });
  const view = render(EdgesPage);
  await screen.findByText('Thursday has 2 sessions. You set 1.');
  await waitFor(async () => expect((await readLimits(vault)).last_said_on).toBe(TODAY));
  await limits.open();
  expect(screen.getByText('Thursday has 2 sessions. You set 1.')).toBeTruthy();
  view.unmount();
  limits.forget();
  render(EdgesPage);
  await waitFor(() => expect(limits.isRead).toBe(true));
  expect(screen.queryByText(/You set/)).toBeNull();
});

test('closed, it says until when, nothing else, and no reminder comes until then', async () => {
  await closing.open();
  expect(await closing.close('for_me')).toBe(true);
  render(EdgesPage);
  expect(await screen.findByText(/^Closed until /)).toBeTruthy();
  const four = instantOf('2026-11-26', '04:00', ZONE).getTime();
  expect((await quietAt(vault, Date.now()))?.until).toBe(four);
  await closing.openAfterAll();
  expect(await quietAt(vault, Date.now())).toBeNull();
  await closing.undo();
  expect((await quietAt(vault, Date.now()))?.until).toBe(four);
});

test('how edges stood is told by date, for the week in four lines', async () => {
  await sayHow(vault, TODAY, 'Out by six', 'bent', vault.newId());
  await sayHow(vault, TODAY, 'Lunch', 'kept', vault.newId());
  expect(await edgesOn(['2026-11-24', TODAY])).toEqual([
    { kept: 0, bent: 0 },
    { kept: 1, bent: 1 },
  ]);
});
