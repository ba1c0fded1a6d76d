import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { account } from '../accounts/account.svelte';
import { Unheard } from '../accounts/errors';
import { standing } from '../accounts/screens';
import { emptyPhone } from '../vault/testing';
import type { Vault } from '../vault/vault';
import * as api from './api';
import type { Cell } from './api';
import HoldingsPage from './HoldingsPage.svelte';

let vault: Vault;
const onsend = vi.fn(() => Promise.resolve());
const onerased = vi.fn<(collection: string) => Promise<void>>(() => Promise.resolve());

beforeEach(async () => {
  vault = await emptyPhone();
  standing('signed_in', 'Quill');
  onsend.mockClear();
  onerased.mockClear();
});

const open_ = (column: string, text: string): Cell => ({
  ...{ column, text },
  ...{ readable: 'server', bytes: null },
});
const sealed: Cell = { column: 'sealed', readable: 'phones', text: null, bytes: 541 };
const row = (id: string): Cell[] => [open_('record_id', id), sealed];

/** What the server answers: a table `vault_rows` of these, and the account. */
function holding(ids: string[], page = 50) {
  vi.spyOn(api, 'listHoldings').mockImplementation(() =>
    Promise.resolve([
      { table: 'accounts', rows: 1 },
      { table: 'vault_rows', rows: ids.length },
      { table: 'a_table_of_tomorrow', rows: 0 },
    ]),
  );
  return vi.spyOn(api, 'listRows').mockImplementation((table, start) =>
    Promise.resolve({
      table,
      total: table === 'accounts' ? 1 : ids.length,
      rows:
        table === 'accounts'
          ? [[open_('name', 'Quill'), { ...sealed, column: 'auth_hash', readable: 'nobody' }]]
          : ids.slice(start, start + page).map(row),
    }),
  );
}

const nameOf = (collection: string, on: string | null) => `${collection} of ${on ?? 'no day'}`;
const show = () => render(HoldingsPage, { nameOf, onsend, onerased });
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const region = (name: string) => within(screen.getByRole('region', { name }));

test('every table is there with its count, also one that this version has no words for', async () => {
  holding([crypto.randomUUID()]);
  show();
  await screen.findByRole('region', { name: 'Your records' });

  expect(region('Your account').getByText('1 row')).toBeTruthy();
  expect(region('Your records').getByText('1 row')).toBeTruthy();
  expect(region('Nothing is held of').getByText('a_table_of_tomorrow')).toBeTruthy();
});

test('a row says of each value who could read it', async () => {
  holding([]);
  show();
  await screen.findByRole('region', { name: 'Your account' });
  await tap('Show the rows: Your account');

  await screen.findByText('Quill');
  expect(region('Your account').getByText('Whoever runs the server could read')).toBeTruthy();
  expect(region('Your account').getByText('auth hash')).toBeTruthy();
  expect(region('Your account').getByText(/^Fingerprints/)).toBeTruthy();
});

test('a record has the name that this phone knows it by; one that is not here says so', async () => {
  const { id } = await vault.add('notes', 'lamp', '2026-11-25');
  holding([id, crypto.randomUUID()]);
  show();
  await screen.findByRole('region', { name: 'Your records' });
  await tap('Show the rows: Your records');

  await screen.findByText('notes of 2026-11-25');
  expect(screen.getByText('Not on this phone yet')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: /^Erase: / })).toHaveLength(1);
});

test('more rows come after those that are shown', async () => {
  const ids = Array.from({ length: 60 }, () => crypto.randomUUID());
  const asked = holding(ids);
  show();
  await screen.findByRole('region', { name: 'Your records' });
  await tap('Show the rows: Your records');
  await screen.findByRole('button', { name: 'Show more: Your records' });
  await tap('Show more: Your records');

  await waitFor(() => expect(screen.getAllByText('Not on this phone yet')).toHaveLength(60));
  expect(asked.mock.calls.map(([, start]) => start)).toEqual([0, 50]);
  expect(screen.queryByRole('button', { name: /Show more/ })).toBeNull();
});

test('one is erased only after a second yes, and the server is told at once', async () => {
  const { id } = await vault.add('notes', 'lamp', '2026-11-25');
  holding([id]);
  show();
  await screen.findByRole('region', { name: 'Your records' });
  await tap('Show the rows: Your records');
  await screen.findByText('notes of 2026-11-25');
  await tap('Erase: notes of 2026-11-25');
  expect((await vault.list('notes')).kept).toHaveLength(1);
  await tap('Erase it');

  await screen.findByText(/^Erased: an empty seal/);
  expect((await vault.list('notes')).kept).toEqual([]);
  expect(onsend).toHaveBeenCalledOnce();
  expect(onerased).toHaveBeenCalledWith('notes');
  expect(screen.queryByRole('button', { name: /^Erase: / })).toBeNull();
});

test('all are erased after being brought into step, and what waits for signal is said', async () => {
  const { id } = await vault.add('notes', 'lamp');
  await vault.add('days', 'mug');
  holding([id]);
  vi.spyOn(account, 'unsent').mockResolvedValue(2);
  show();
  await screen.findByRole('heading', { name: 'Erase all records' });
  await tap('Erase all records');
  await tap('Erase them all');

  await screen.findByText('2 records are erased. The server hears of it with the next signal.');
  expect(onsend).toHaveBeenCalledTimes(2);
  expect(onerased.mock.calls.map(([collection]) => collection).sort()).toEqual(['days', 'notes']);
});

test('no answer is said, with a way to try once more', async () => {
  holding([]);
  vi.spyOn(api, 'listHoldings').mockRejectedValueOnce(new Unheard('no_network'));
  show();
  await screen.findByRole('button', { name: 'Try once more' });
  await tap('Try once more');
  expect(await screen.findByRole('region', { name: 'Your account' })).toBeTruthy();
});

test('rows that do not come leave the rest, and can be asked for once more', async () => {
  holding([]).mockRejectedValueOnce(new Unheard('no_network'));
  show();
  await screen.findByRole('region', { name: 'Your account' });
  await tap('Show the rows: Your account');
  await waitFor(() => expect(region('Your account').getByRole('alert').textContent).not.toBe(''));
  await tap('Show the rows: Your account');
  await screen.findByText('Quill');
});

test('without an account nothing is asked', () => {
  standing('none');
  const asked = vi.spyOn(api, 'listHoldings');
  show();
  expect(screen.getByText(/This phone has no account/)).toBeTruthy();
  expect(asked).not.toHaveBeenCalled();
});
