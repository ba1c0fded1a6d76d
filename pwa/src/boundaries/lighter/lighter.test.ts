import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addDays, instantOf } from '../../core/zones';
import {
  isLighter,
  LIGHTER,
  lighterFrom,
  lighterOn,
  lighterWeek,
  NOT_LIGHTER,
} from '../../day/lighter';
import { anotherTab, emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import LighterPage from './LighterPage.svelte';
import { changeLighter } from './records';
import { beginning, endsFrom, restDays, tidied } from './rules';
import { lighter } from './store.svelte';
import { clientText, managerText } from './words';

const on = '2026-11-25';
let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', 'Europe/Lisbon');
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(on, '18:00', 'Europe/Lisbon') });
  lighter.forget();
  [lighter.week, lighter.on] = [NOT_LIGHTER, on];
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const show = (may = true) => render(LighterPage, { beforeWriting: () => Promise.resolve(may) });
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const week = async () => (await lighterWeek(vault)).week;

test('begun on one page, it says what holds and has texts ready', async () => {
  show();
  await fireEvent.click(await screen.findByLabelText('Wednesday, 9 December'));
  await fireEvent.click(screen.getByLabelText('4'));
  await fireEvent.change(screen.getByLabelText('One booked rest'), {
    target: { value: '2026-11-30' },
  });
  await tap('Begin it');
  const title = await screen.findByRole('heading', { name: 'Lighter until Wednesday, 9 December' });
  await waitFor(() => expect(document.activeElement).toBe(title));
  expect(await week()).toEqual({
    until: '2026-12-09',
    sessions_a_day: 4,
    no_intakes: true,
    fewer_reminders: true,
    rest_on: '2026-11-30',
  });
  expect(screen.getByText('A rest on Monday, 30 November')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Copy: To a manager' })).toBeTruthy();
  expect(screen.getByRole('link', { name: /More texts/ }).getAttribute('href')).toBe(
    '/boundaries/texts',
  );
});

test('the text for clients says nothing of the person; the manager’s says what was chosen', () => {
  const chosen = { ...beginning(on), sessions_a_day: 4 };
  expect(managerText(chosen)).toBe(
    'I need a lighter load until Wednesday, 2 December. I can do up to 4 sessions a day. ' +
      'Please book no new intakes with me until then. Could we talk about who takes what?',
  );
  expect(clientText(chosen)).not.toMatch(/4|intake/);
});

test('ended early, it can be had back', async () => {
  await changeLighter(vault, beginning(on));
  show();
  await tap('End it now');
  await screen.findByText('Ended. All is as usual.');
  expect(await lighterOn(vault, on)).toBeNull();
  await tap('Undo');
  await screen.findByText('Lighter until Wednesday, 2 December');
  expect(await lighterOn(vault, on)).toEqual(beginning(on));
});

test('changed, it can be had back as it was', async () => {
  await changeLighter(vault, beginning(on));
  show();
  await tap('Change it');
  await fireEvent.click(screen.getByLabelText('No new intakes'));
  await tap('Keep');
  await screen.findByText('Changed.');
  expect((await week()).no_intakes).toBe(false);
  await tap('Undo');
  await waitFor(async () => expect(await week()).toEqual(beginning(on)));
});

test('over, it is a form once more, with nothing to do', async () => {
  await changeLighter(vault, { ...beginning('2026-11-01'), sessions_a_day: 3 });
  show();
  expect(await screen.findByRole('button', { name: 'Begin it' })).toBeTruthy();
  expect(await lighterOn(vault, on)).toBeNull();
});

test('a full phone says so, and what was chosen stands', async () => {
  show();
  await fireEvent.click(await screen.findByLabelText('4'));
  const full = vi.spyOn(vault, 'updateSingleton').mockRejectedValue(new VaultError('no_room'));
  await tap('Begin it');
  await screen.findByRole('alert');
  expect(screen.getByLabelText<HTMLInputElement>('4').checked).toBe(true);
  full.mockRestore();
  await tap('Begin it');
  await waitFor(async () => expect((await week()).sessions_a_day).toBe(4));
});

test('who would rather not write yet begins nothing', async () => {
  show(false);
  await tap('Begin it');
  await lighter.open();
  expect(await vault.singleton(LIGHTER)).toBeNull();
});

test('two tabs change two parts of it, and both hold', async () => {
  const other = await (await anotherTab()).openVault();
  await changeLighter(vault, beginning(on));
  await Promise.all([
    changeLighter(vault, { sessions_a_day: 3 }),
    changeLighter(other, { rest_on: '2026-11-30' }),
  ]);
  expect(await week()).toMatchObject({ sessions_a_day: 3, rest_on: '2026-11-30' });
});

test('what could not be read is counted, and nothing throws', async () => {
  await vault.putSingleton(LIGHTER, 'lighter');
  show();
  await screen.findByText('1 record could not be read. It was left as it is.');
  fc.assert(fc.property(fc.anything(), (value) => void lighterFrom(value)));
  expect(lighterFrom({ until: 'soon', sessions_a_day: -3, no_intakes: 1 })).toEqual(NOT_LIGHTER);
});

test('it holds through its last day, and ends by itself after it', () => {
  const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays(on, days));
  fc.assert(
    fc.property(day, day, (until, today) => {
      expect(isLighter({ until }, today)).toBe(Date.parse(today) <= Date.parse(until));
    }),
  );
  expect(isLighter({ until: null }, on)).toBe(false);
});

test('a rest lies inside it', () => {
  expect(tidied({ ...beginning(on), rest_on: '2026-12-03' }).rest_on).toBeNull();
  expect(tidied({ ...beginning(on), rest_on: '2026-12-02' }).rest_on).toBe('2026-12-02');
  expect(restDays(on, '2026-11-27')).toEqual([on, '2026-11-26', '2026-11-27']);
  expect(endsFrom(on, '2026-12-01')).toHaveLength(5);
});
