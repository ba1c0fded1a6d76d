import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { practices } from '../../practices/store.svelte';
import { NO_NEEDS } from '../../practices/needs';
import { aCatalogue, aPractice } from '../../practices/testing';
import { localDateOf } from '../../practices/records';
import { quietAt } from '../../reminders/quiet';
import { emptyPhone } from '../../vault/testing';
import { openVault, VaultError } from '../../vault/vault';
import * as vaults from '../../vault/vault';
import { today } from '../store.svelte';
import HardPage from './HardPage.svelte';
import { hardOn } from './records';
import { hardHours } from './store.svelte';

const catalogue = aCatalogue({
  practices: [
    aPractice({ id: 'look', kind: 'ground', moment: 'hard' }),
    aPractice({ id: 'shake', kind: 'move' }),
  ],
});
const NOON = Date.UTC(2026, 10, 25, 12, 0, 20);

beforeEach(async () => {
  await emptyPhone();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: NOON });
  vi.stubGlobal('requestIdleCallback', () => 0);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(catalogue)));
  practices.catalogue = catalogue;
  practices.status = 'ready';
  practices.summary = { counts: {}, recents: [] };
  practices.needs = NO_NEEDS;
  today.hardAt = null;
  [hardHours.quiet, hardHours.unkept] = [null, false];
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const told = async () => hardOn(await openVault(), localDateOf(new Date(NOON)));
const quiet = async () => quietAt(await openVault(), Date.now());
const opened = async () => {
  const onplay = vi.fn();
  const view = render(HardPage, { onplay });
  await screen.findByRole('button', { name: /Look outward/ });
  await screen.findByText(/All quiet until|could not keep/);
  return { ...view, onplay };
};

test('arriving is the one tap: it is kept, the next hour is quiet, and the screen says until when', async () => {
  const view = await opened();
  await screen.findByText(/All quiet until/);
  expect(await told()).toMatchObject([{ at: new Date(NOON).toISOString(), after: null }]);
  expect((await quiet())?.until).toBe(Date.UTC(2026, 10, 25, 13, 1));
  expect(today.hardAt).toBe(NOON);
  expect(screen.queryByRole('textbox')).toBeNull();

  view.unmount();
  vi.setSystemTime(NOON + 5 * 60_000);
  const { onplay } = await opened();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(onplay).not.toHaveBeenCalled();
  expect(await told()).toHaveLength(1);
});

test('looking outward begins by itself after five seconds', async () => {
  const { onplay } = await opened();
  await screen.findByText('Looking outward begins by itself in five seconds.');
  await vi.advanceTimersByTimeAsync(4000);
  expect(onplay).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(onplay).toHaveBeenCalledWith('look', 'full');
});

test.each([
  ['a touch', () => fireEvent.pointerDown(document.body)],
  ['a key', () => fireEvent.keyDown(document.body, { key: 'Tab' })],
  ['"Wait"', () => fireEvent.click(screen.getByRole('button', { name: 'Wait' }))],
])('after %s nothing begins by itself', async (_, touch) => {
  const { onplay } = await opened();
  await touch();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(onplay).not.toHaveBeenCalled();
  expect(screen.queryByRole('button', { name: 'Wait' })).toBeNull();
});

test('each door leads to its practice, and one that suits nothing is not there', async () => {
  const { onplay } = await opened();
  await fireEvent.click(screen.getByRole('button', { name: /^Move/ }));
  expect(onplay).toHaveBeenCalledWith('shake', 'full');
  expect(screen.queryByRole('button', { name: /^Breathe/ })).toBeNull();
});

test('sitting with nothing begins nothing', async () => {
  const { onplay } = await opened();
  await fireEvent.click(screen.getByRole('button', { name: 'Sit with nothing' }));
  expect(screen.getByRole('heading', { name: 'Nothing to do here' })).toBeTruthy();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(onplay).not.toHaveBeenCalled();
});

test('the quiet that is not needed ends, and the hard hour stays', async () => {
  await opened();
  await fireEvent.click(await screen.findByRole('button', { name: 'Not needed' }));
  await vi.waitFor(async () => expect(await quiet()).toBeNull());
  expect(screen.queryByText(/All quiet until/)).toBeNull();
  expect(await told()).toHaveLength(1);
});

test('a phone that cannot keep it says so, and its doors are open', async () => {
  vi.spyOn(vaults, 'openVault').mockRejectedValue(new VaultError('no_room'));
  const { onplay } = await opened();
  await screen.findByText('This phone could not keep it. The doors are open all the same.');
  await fireEvent.click(screen.getByRole('button', { name: /Look outward/ }));
  expect(onplay).toHaveBeenCalledWith('look', 'full');
  expect(today.hardAt).toBe(NOON);
});

test('the lights go down, and come back', async () => {
  const { unmount } = await opened();
  expect(document.documentElement.classList.contains('dim')).toBe(true);
  unmount();
  expect(document.documentElement.classList.contains('dim')).toBe(false);
});
