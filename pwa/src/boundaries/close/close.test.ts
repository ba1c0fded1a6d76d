import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { instantOf } from '../../core/zones';
import { zoneField, dayField } from '../../day/hours';
import { putHours } from '../../day/hours-keeping';
import { ledgerOn, putEdge } from '../ledger/records';
import { ledger } from '../ledger/store.svelte';
import { anotherTab, emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import ClosePage from './ClosePage.svelte';
import { addClose, CLOSES, closesLately, closeUntil, looseEnds } from './records';
import { closeOf, NOTHING_WRITTEN } from './rules';
import { closing } from './store.svelte';
import { untilText } from './words';

const zone = 'Europe/Lisbon';
const on = '2026-11-25';
const at = (time: string, day = on) => instantOf(day, time, zone);
let vault: Vault;

beforeEach(async () => {
  await closing.draft.drop();
  vault = await emptyPhone();
  vi.stubEnv('TZ', zone);
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  vi.useFakeTimers({ toFake: ['Date'], now: at('18:00') });
  closing.forget();
  [closing.closes, closing.draft.value] = [[], null];
  ledger.forget();
  [ledger.edges, ledger.entries] = [[], []];
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const show = (may = true) => render(ClosePage, { beforeWriting: () => Promise.resolve(may) });
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const type = async (label: string, value: string) =>
  fireEvent.input(await screen.findByLabelText(label), { target: { value } });
const kept = async () => (await closesLately(vault, on)).list;
const workAt = (from: string) =>
  putHours(vault, {
    [zoneField(1)]: zone,
    ...Object.fromEntries(
      [1, 2, 3, 4, 5].map((day) => [dayField(1, day), [{ from, to: '17:00' }]]),
    ),
  });
const title = (name: string) => screen.findByRole('heading', { level: 1, name });

test('closed for me in one tap, with nothing filled in; the door is shut and help is near', async () => {
  show();
  await tap('Close it for me');
  const heading = await title('Closed until 4:00');
  expect(document.activeElement).toBe(heading);
  expect(await kept()).toMatchObject([
    { on, at: '2026-11-25T18:00:00.000Z', loose_ends: [], went_well: '', by: 'for_me' },
  ]);
  expect(screen.getByRole('link', { name: 'Need someone now?' }).getAttribute('href')).toBe(
    '/help',
  );
  expect(screen.getByRole('link', { name: 'Practices' })).toBeTruthy();
});

test('loose ends and what went well are kept with the close, and the draft is gone', async () => {
  show();
  await type('What, 1', 'Write the letter');
  await type('When, 1', 'Thursday, first thing');
  await tap('Another loose end');
  await type('Where, 2', 'Red folder');
  await type('In a line', 'I left on time.');
  await waitFor(async () => expect(await vault.draft('close')).toContain('I left on time.'));
  await tap('Close the day with these words');
  await title('Closed until 4:00');
  expect(await kept()).toMatchObject([
    {
      loose_ends: [
        { what: 'Write the letter', when: 'Thursday, first thing' },
        { where: 'Red folder' },
      ],
      went_well: 'I left on time.',
      by: 'me',
    },
  ]);
  await waitFor(async () => expect(await vault.draft('close')).toBeNull());
});

test('half written it is there when one comes back', async () => {
  const view = show();
  await type('In a line', 'I left');
  await waitFor(async () => expect(await vault.draft('close')).toContain('I left'));
  view.unmount();
  closing.draft.value = null;
  show();
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLTextAreaElement>('In a line').value).toBe('I left'),
  );
});

test('closed for me loses nothing that was typed', async () => {
  show();
  await type('In a line', 'I left on time.');
  await tap('Close it for me');
  await title('Closed until 4:00');
  expect(await kept()).toMatchObject([{ went_well: 'I left on time.', by: 'for_me' }]);
});

test('opened after all, its words stay, and it can be shut as it was', async () => {
  show();
  await tap('Close it for me');
  await tap('Open it after all');
  await screen.findByText('The day is open. What you wrote is kept.');
  expect(await closeUntil(vault, at('18:00').getTime())).toBeNull();
  await tap('Undo');
  await title('Closed until 4:00');
  expect(await kept()).toHaveLength(1);
});

test('a full phone says so, what was written stands, and once more closes it once', async () => {
  show();
  await type('In a line', 'I left on time.');
  const full = vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('no_room'));
  await tap('Close the day with these words');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  expect(screen.getByLabelText<HTMLTextAreaElement>('In a line').value).toBe('I left on time.');
  full.mockRestore();
  await tap('Close the day with these words');
  await title('Closed until 4:00');
  expect(await kept()).toHaveLength(1);
});

test('who would rather not write yet closes nothing', async () => {
  show(false);
  await type('In a line', 'x');
  await tap('Close it for me');
  await closing.open();
  expect([await kept(), await vault.draft('close')]).toEqual([[], null]);
});

test('an edge can be said to be kept from here', async () => {
  await putEdge(vault, vault.newId(), { text: 'Out by six', added_at: '1' });
  show();
  await fireEvent.click(await screen.findByLabelText('Kept'));
  await waitFor(async () =>
    expect((await ledgerOn(vault, [on])).list).toMatchObject([{ how: 'kept' }]),
  );
});

test('parked ends wait for the next opening, and are done or stay parked', async () => {
  const draft = {
    ends: ['Letter', 'Call'].map((what) => ({ what, when: '', where: '' })),
    went_well: '',
  };
  await addClose(vault, closeOf(draft, 'me', at('17:59'), zone), vault.newId());
  expect(await looseEnds(vault)).toEqual([]);
  vi.setSystemTime(at('08:00', '2026-11-26'));
  expect((await looseEnds(vault)).map(({ what }) => what)).toEqual(['Letter', 'Call']);
  show();
  await tap('Keep parked: Call');
  await waitFor(() => expect(screen.queryByText('Call')).toBeNull());
  await tap('Done: Letter');
  await screen.findByText('“Letter” is done.');
  expect(await looseEnds(vault)).toEqual([]);
  await tap('Undo');
  await screen.findByText('Letter');
  vi.setSystemTime(at('08:00', '2026-11-27'));
  expect((await looseEnds(vault)).map(({ what }) => what)).toEqual(['Letter', 'Call']);
});

test('closed in another tab, it is closed here', async () => {
  show();
  await title('Close the day');
  const other = await (await anotherTab()).openVault();
  await addClose(other, closeOf(NOTHING_WRITTEN, 'me', at('18:00'), zone), other.newId());
  await title('Closed until 4:00');
});

test('the shell is told until when: the next work start, over a weekend too', async () => {
  await workAt('08:30');
  vi.setSystemTime(at('18:00', '2026-11-27'));
  await closing.close('for_me');
  const start = at('08:30', '2026-11-30').getTime();
  const now = at('12:00', '2026-11-28').getTime();
  expect(await closeUntil(vault, now)).toBe(start);
  expect(await closeUntil(vault, start)).toBeNull();
  expect(untilText(start, now, zone)).toBe('Monday, 8:30');
});

test('what could not be read is counted, and closes nothing', async () => {
  await vault.add(CLOSES, { on, at: 'soon' }, on);
  show();
  await screen.findByText('1 record could not be read. It was left as it is.');
  expect(await closeUntil(vault, at('18:00').getTime())).toBeNull();
});

test('two quick taps close it once, and it says nothing of trouble', async () => {
  await closing.open();
  const both = [closing.close('for_me'), closing.close('me')];
  vi.setSystemTime(at('18:01'));
  expect(await Promise.all(both)).toEqual([true, true]);
  expect([await kept(), closing.trouble]).toMatchObject([[{ by: 'for_me' }], null]);
});

test('with work hours it is closed until they begin, and follows when they change', async () => {
  await workAt('08:30');
  show();
  await tap('Close it for me');
  await title('Closed until 8:30');
  await workAt('07:15');
  await title('Closed until 7:15');
});

test('when the time has come the day is open, with the page left as it was', async () => {
  show();
  await tap('Close it for me');
  await title('Closed until 4:00');
  closing.tick(at('04:00', '2026-11-26').getTime());
  await title('Close the day');
});
