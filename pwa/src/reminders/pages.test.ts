import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { account } from '../accounts/account.svelte';
import { setClock } from '../core/clock';
import { daysOf, putHours } from '../day/hours-keeping';
import { emptyPhone } from '../vault/testing';
import { VaultError, type Vault } from '../vault/vault';
import { parseDrafts, reminderDrafts, ReminderDrafts } from './drafts.svelte';
import KnockPage from './KnockPage.svelte';
import { planner } from './planner.svelte';
import { addReminder, allReminders, changeReminder, REMINDERS } from './records';
import RemindersPage from './RemindersPage.svelte';
import { reminders } from './store.svelte';
import { aReminder } from './testing';

// Keys are really made and records really sealed, which takes a busy machine its time.
configure({ asyncUtilTimeout: 10_000 });

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const beforeWriting = vi.fn(() => Promise.resolve(true));
let vault: Vault;
let restore: () => void;

beforeEach(async () => {
  vault = await emptyPhone();
  restore = setClock(() => new Date(2026, 10, 26, 10, 0)); // a Thursday
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  Object.assign(reminders, { state: 'loading', list: [], damaged: 0 });
  account.status = 'none';
});

afterEach(() => {
  cleanup();
  restore();
  account.status = 'opening';
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const add = (given: Parameters<typeof aReminder>[0] = {}) =>
  addReminder(vault, aReminder({ zone, ...given }), vault.newId());
const kept = async () => (await allReminders(vault)).reminders;
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const tap = async (name: string | RegExp) => fireEvent.click(await button(name));
const list = () => render(RemindersPage, { beforeWriting });
const knock = (id: string) => render(KnockPage, { id });
const isFull = () => vi.spyOn(vault, 'change').mockRejectedValueOnce(new VaultError('no_room'));

describe('the room', () => {
  test('asks before the first word is written, and writes nothing where that is not wanted', async () => {
    beforeWriting.mockResolvedValueOnce(false);
    list();
    await tap('Remind me');
    expect(screen.queryByRole('button', { name: 'Keep it' })).toBeNull();
  });

  test('says of a reminder outside work hours that it is quiet, until it is told to come anyway', async () => {
    await putHours(vault, {
      job1_zone: zone,
      ...daysOf(1, [1, 2, 3, 4, 5], [{ from: '09:00', to: '17:00' }]),
    });
    await add({ at: '21:00' });
    list();
    await tap(/Quiet: that is outside your work hours/);
    await tap('Outside work hours too');
    await waitFor(async () => expect((await kept())[0]).toMatchObject({ anyway: true }));
    await screen.findByText(/Next: /);
    await tap(/Next: /);
    await tap('Keep to work hours');
    await waitFor(async () => expect((await kept())[0]!.anyway).toBeUndefined());
  });

  test('reads the days out by their full names, and says which are chosen', async () => {
    list();
    await tap('Remind me');
    expect((await button('Monday')).getAttribute('aria-pressed')).toBe('true');
    await tap('Sunday');
    expect((await button('Sunday')).getAttribute('aria-pressed')).toBe('true');
    await tap('Keep it');
    await waitFor(async () => expect((await kept())[0]?.weekdays).toEqual([1, 2, 3, 4, 5, 7]));
  });

  test('keeps the sheet open over what found no room, until it is kept', async () => {
    await add();
    list();
    await tap(/^Change: soup/);
    isFull();
    await tap('Switch off');
    expect((await screen.findByRole('alert')).textContent).toContain('could not be kept');
    expect((await kept())[0]?.state).toBe('on');
    await tap('Try once more');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect((await kept())[0]?.state).toBe('off');
  });

  test('what was taken away at the second try can be had back too', async () => {
    await add();
    list();
    await tap(/^Change: soup/);
    vi.spyOn(vault, 'remove').mockRejectedValueOnce(new VaultError('no_room'));
    await tap('Take it away');
    await tap('Try once more');
    await waitFor(async () => expect(await kept()).toEqual([]));
    await tap('Undo');
    await waitFor(async () => expect(await kept()).toHaveLength(1));
  });

  test('says whose clock a reminder keeps, where it is not this phone’s', async () => {
    await add({ zone: 'Pacific/Kiritimati' });
    list();
    const row = await button(/^Change: soup/);
    expect(row.textContent).toContain('By the clock of Pacific/Kiritimati.');
    expect(row.getAttribute('aria-label')).toContain('By the clock of Pacific/Kiritimati.');
  });

  test('says what does not open, and shows the rest', async () => {
    await add();
    await vault.add(REMINDERS, { at: 'noon' });
    list();
    await screen.findByText(/^1 could not be read/);
    await button(/^Change: soup/);
  });

  test('says so where the browser keeps nothing', async () => {
    vi.spyOn(vault, 'list').mockRejectedValue(new VaultError('no_storage'));
    list();
    expect((await screen.findByRole('alert')).textContent).toContain('private window');
    expect(screen.queryByRole('button', { name: 'Remind me' })).toBeNull();
  });

  test('at fifty it offers no other: a server takes no more', async () => {
    await Promise.all(Array.from({ length: 50 }, () => add()));
    list();
    await screen.findByText('A server takes 50 reminders at most.');
    expect(screen.queryByRole('button', { name: 'Remind me' })).toBeNull();
  });
});

describe('what the server does not know yet', () => {
  const WAITING = 'This phone tells the server when it is back in reach.';

  async function changedAfterTelling() {
    const { id } = await add();
    account.status = 'signed_in';
    vi.spyOn(planner, 'knows').mockImplementation(([first]) => first?.state === 'on');
    list();
    await button(/^Change: soup/);
    await changeReminder(vault, id, { state: 'off' });
    await screen.findByText('Switched off');
  }

  test('is said once it takes longer than a moment', async () => {
    await changedAfterTelling();
    expect(screen.queryByText(WAITING)).toBeNull();
    await screen.findByText(WAITING);
  });

  test('is nothing to speak of where nobody is signed in', async () => {
    await changedAfterTelling();
    account.status = 'none';
    await new Promise((resolve) => setTimeout(resolve, 4500));
    expect(screen.queryByText(WAITING)).toBeNull();
  });
});

describe('a knock', () => {
  test('opens its reason and its time', async () => {
    const { value } = await add();
    knock(value.plan_id);
    await screen.findByRole('heading', { name: 'soup, sitting down' });
    screen.getByText('Weekdays at 12:50');
    expect(screen.getByRole('link', { name: 'What fits now' }).getAttribute('href')).toBe('/');
  });

  test('waits ten minutes by the clock as it is, however long the page stood open', async () => {
    const { value } = await add();
    knock(value.plan_id);
    await button('In 10 minutes');
    setClock(() => new Date(2026, 10, 26, 10, 0, 59));
    await tap('In 10 minutes');
    expect((await screen.findByText('Kept for 10:11.')) === document.activeElement).toBe(true);
    expect((await kept())[0]?.moves).toMatchObject([{ on: '2026-11-26', at: '10:11' }]);
  });

  test('that is not wanted today says so only once that is kept', async () => {
    const { value } = await add();
    knock(value.plan_id);
    await button('Not today');
    isFull();
    await tap('Not today');
    await screen.findByRole('alert');
    expect(screen.queryByText('Not today, then.')).toBeNull();
    await tap('Try once more');
    await screen.findByText('Not today, then.');
    expect((await kept())[0]?.skips).toEqual(['2026-11-26']);
    expect(screen.queryByRole('button', { name: 'In 10 minutes' })).toBeNull();
  });

  test('of a reminder that rests offers neither: it would not come', async () => {
    const { value } = await add({ paused_until: 'open' });
    knock(value.plan_id);
    await screen.findByRole('heading', { name: 'soup, sitting down' });
    expect(screen.queryByRole('button', { name: 'In 10 minutes' })).toBeNull();
  });

  test('nobody here knows says so, and has a way on', async () => {
    knock(crypto.randomUUID());
    await screen.findByText(/not on this phone/);
    expect(screen.getByRole('link', { name: 'What fits now' })).toBeTruthy();
  });

  test('that arrives a moment later is opened then', async () => {
    const plan_id = crypto.randomUUID();
    knock(plan_id);
    await screen.findByText(/not on this phone/);
    await add({ plan_id });
    await screen.findByRole('heading', { name: 'soup, sitting down' });
  });
});

describe('what is half written', () => {
  const reason = () => screen.findByLabelText<HTMLTextAreaElement>(/In your words/);
  const type = async (text: string) => fireEvent.input(await reason(), { target: { value: text } });
  const sealed = () => vault.draft('reminders.forms');
  const holds = (text: string) =>
    waitFor(async () => expect((await sealed()) ?? '').toContain(text));

  /** The page as it comes up after its tab was killed: nothing in memory. */
  async function killed() {
    cleanup();
    reminderDrafts.list = [];
    list();
    await screen.findByRole('button', { name: 'Remind me' });
  }

  beforeEach(() => {
    reminderDrafts.list = [];
  });

  test('is there after a killed tab, and gone once it is kept', async () => {
    list();
    await tap('Remind me');
    await type('Soup, sit');
    await holds('Soup, sit');
    await killed();
    await tap('Go on with it');
    expect((await reason()).value).toBe('Soup, sit');

    await type('Soup, sitting down');
    await tap('Keep it');
    await waitFor(async () => expect((await kept())[0]?.text).toBe('Soup, sitting down'));
    await waitFor(async () => expect(await sealed()).toBeNull());
    expect(screen.queryByText('A reminder was left half written.')).toBeNull();
  });

  test('of one and of another lies beside each other', async () => {
    await add();
    list();
    await tap('Remind me');
    await type('a new one');
    await tap('Close');
    await tap(/^Change: soup/);
    await type('soup with bread');
    await tap('Close');

    await holds('soup with bread');
    await killed();
    expect(await screen.findAllByText('A reminder was left half written.')).toHaveLength(2);
    expect(screen.getByText('a new one')).toBeTruthy();
    await tap(/^Change: soup/);
    expect((await reason()).value).toBe('soup with bread');
    expect((await kept())[0]?.text).toBe('soup, sitting down');
  });

  test('stays when its reminder is paused meanwhile, and is let go only by a tap', async () => {
    await add();
    list();
    await tap(/^Change: soup/);
    await type('soup with bread');
    await tap('Until tomorrow');
    await waitFor(async () => expect((await kept())[0]?.paused_until).not.toBeNull());
    await holds('soup with bread');

    await tap('Let it go');
    await waitFor(async () => expect(await sealed()).toBeNull());
    expect((await kept())[0]?.text).toBe('soup, sitting down');
  });

  test('stays when the sheet is closed over it before it is known that it was not kept', async () => {
    await add();
    let refuse!: (why: VaultError) => void;
    vi.spyOn(vault, 'change').mockReturnValueOnce(new Promise((_, no) => (refuse = no)));
    list();
    await tap(/^Change: soup/);
    await type('soup with bread');
    await tap('Keep it');
    await tap('Close');
    refuse(new VaultError('no_room'));

    await screen.findAllByText(/could not be kept/);
    await holds('soup with bread');
    expect(screen.getByText('A reminder was left half written.')).toBeTruthy();
  });

  test('goes on as a new one where its reminder was taken away', async () => {
    const { id } = await add();
    list();
    await tap(/^Change: soup/);
    await type('soup with bread');
    await tap('Close');
    await holds('soup with bread');
    await vault.remove(REMINDERS, id);
    await waitFor(() => expect(reminders.list).toHaveLength(0));

    await tap('Go on with it');
    expect((await reason()).value).toBe('soup with bread');
    await tap('Keep it');
    await waitFor(async () => expect((await kept())[0]?.text).toBe('soup with bread'));
    await waitFor(async () => expect(await sealed()).toBeNull());
  });

  test('in two tabs at once is kept of both', async () => {
    list();
    await tap('Remind me');
    await type('of this tab');
    await holds('of this tab');
    const other = new ReminderDrafts();
    other.type('another', { at: '', weekdays: [1], kind: 'own', text: 'of the other tab' });
    await holds('of the other tab');
    await type('of this tab, and on');

    await holds('and on');
    expect(await sealed()).toContain('of the other tab');
  });

  test('does not take what lies there for a draft when it is none', () => {
    const typed = { at: '12:50', weekdays: [1], kind: 'own', text: 'x' };
    const good = { id: null, typed };
    expect(parseDrafts([good])).toEqual([good]);
    for (const bad of [null, 1, {}, { id: 1, typed }, { id: null, typed: { ...typed, at: '9' } }]) {
      expect(parseDrafts([bad, good])).toEqual([good]);
    }
    expect(parseDrafts([{ id: null, typed: { ...typed, weekdays: [8] } }])).toEqual([]);
    expect(parseDrafts({ 0: good })).toEqual([]);
  });
});

test('the knock at the end of the day leads to its close', async () => {
  const { value } = await add({ kind: 'end_of_day', text: '' });
  knock(value.plan_id);
  const way = await screen.findByRole('link', { name: 'Close the day' });
  expect(way.getAttribute('href')).toBe('/boundaries/close');
});
