import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { instantOf } from '../../core/zones';
import { add } from '../../day/changing';
import { Day } from '../../day/store.svelte';
import { tallies } from '../../practices/helps/records';
import { keepLog } from '../../practices/records';
import { practices } from '../../practices/store.svelte';
import { aCatalogue } from '../../practices/testing';
import { emptyPhone } from '../../vault/testing';
import type { Vault } from '../../vault/vault';
import BesidePage from '../BesidePage.svelte';
import { today } from '../store.svelte';
import AsksPage from './AsksPage.svelte';
import { ASKS, asksOf, changeAsks, closenessOn, NOTHING_ASKED } from './records';
import { asking } from './store.svelte';

const zone = 'Europe/Lisbon';
const on = '2026-11-25';
const at = (time: string) => instantOf(on, time, zone);
let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', zone);
  vi.useFakeTimers({ toFake: ['Date'], now: at('10:58') });
  vi.stubGlobal('requestIdleCallback', () => 0);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(aCatalogue())));
  practices.catalogue = aCatalogue();
  practices.status = 'ready';
  const day = new Day(vault);
  await day.open();
  await add(day, { on, at: '10:00', minutes: 50, zone });
  today.day = day;
  Object.assign(asking, { asks: NOTHING_ASKED, helped: null, closeness: false, isRead: false });
});
afterEach(() => {
  today.day?.close();
  today.day = null;
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const log = () =>
  keepLog(vault, {
    practice_id: 'look-up',
    form: 'full',
    started_at: at('10:54').toISOString(),
    ended_at: at('10:55').toISOString(),
    seconds_done: 60,
    ended: 'finished',
  });
const show = () => render(BesidePage, { fit: false, onfit: vi.fn(), onfitted: vi.fn() });

test('nothing is asked of who did not want it', async () => {
  await log();
  await asking.open();
  expect([asking.helped, asking.closeness]).toEqual([null, false]);
});

test('after a practice it asks in five worded steps, once a day, and remembers the moment', async () => {
  await changeAsks(vault, { helped: true });
  await log();
  show();
  await fireEvent.click(await screen.findByRole('button', { name: 'A little easier' }));
  await waitFor(async () =>
    expect(await tallies(vault)).toEqual({ 'look-up': { day_end: { all: 1, easier: 1 } } }),
  );
  expect(screen.queryByText(/How is it, after/)).toBeNull();
  await log();
  await asking.open();
  expect(asking.helped).toBeNull();
});

test('how close a session sat is asked once it has ended, with no word of anybody', async () => {
  await changeAsks(vault, { closeness: true });
  show();
  await fireEvent.click(await screen.findByRole('button', { name: 'Under my skin' }));
  await waitFor(async () =>
    expect(await closenessOn(vault, on)).toMatchObject([{ how: 'under_skin' }]),
  );
  await asking.open();
  expect(asking.closeness).toBe(false);
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('"Not now" is not asked once more that day while the app is open', async () => {
  const next = '2026-11-26';
  vi.setSystemTime(instantOf(next, '10:58', zone));
  await add(today.day!, { on: next, at: '10:00', minutes: 50, zone });
  today.day!.now = Date.now();
  await changeAsks(vault, { closeness: true });
  show();
  await fireEvent.click(await screen.findByRole('button', { name: 'Not now' }));
  await asking.open();
  expect(asking.closeness).toBe(false);
  expect(await closenessOn(vault, next)).toEqual([]);
});

test('both are off at first, switched one by one, and kept field by field', async () => {
  await vault.putSingleton(ASKS, { later: 1 });
  render(AsksPage, { beforeWriting: () => Promise.resolve(true) });
  const [helped] = screen.getAllByRole<HTMLInputElement>('radio', { name: 'Ask me' });
  expect(helped!.checked).toBe(false);
  await fireEvent.click(helped!);
  await waitFor(async () =>
    expect(await asksOf(vault)).toEqual({ helped: true, closeness: false }),
  );
  expect((await vault.singleton<object>(ASKS))?.value).toMatchObject({ later: 1 });
});

test('the next to the day’s end: a hard hour is asked about before all else', async () => {
  await changeAsks(vault, { closeness: true });
  await vault.add('hard_hours', { at: at('09:00').toISOString(), after: null }, on);
  show();
  await screen.findByText('There was a hard one today. How is it now?');
  expect(screen.queryByText('How close did it sit?')).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'It has eased' }));
  await waitFor(() => expect(screen.queryByText(/There was a hard one/)).toBeNull());
});

test('with nothing else to ask, the first days have their question, once', async () => {
  show();
  await screen.findByText('The same times tomorrow?');
  await fireEvent.click(screen.getByRole('button', { name: 'Copy them' }));
  await waitFor(() => expect(screen.queryByText('The same times tomorrow?')).toBeNull());
  expect(today.day!.sessions.filter((each) => each.on === '2026-11-26')).toMatchObject([
    { at: '10:00' },
  ]);
});

test('after weeks nothing is waiting, and no number is said', async () => {
  const last = { full: 3, short: 0, enough: 0, last_at: '2026-10-01T10:00:00.000Z' };
  practices.summary = { counts: { 'look-up': last }, recents: ['look-up', 'slow-breath'] };
  show();
  const hello = await screen.findByText(/^Hello\. Nothing is waiting for you\./);
  expect(hello.textContent).not.toMatch(/\d/);
});
