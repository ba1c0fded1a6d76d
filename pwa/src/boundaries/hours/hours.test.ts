import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { workHours } from '../../day/hours';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import HoursPage from './HoursPage.svelte';
import { alike, withoutStretch, withStretch } from './rules';
import { hours } from './store.svelte';

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', 'Europe/Lisbon');
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  // After whatever the test before was still reading.
  await hours.open();
  hours.forget();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const nine = { from: '09:00', to: '12:00' };

test('days beside each other with the same times are said together', () => {
  const noon = { from: '12:00', to: '16:00' };
  expect(alike({ 1: [nine], 2: [nine], 3: [noon], 4: [], 5: [noon] })).toEqual([
    { first: 1, last: 2, times: [nine] },
    { first: 3, last: 3, times: [noon] },
    { first: 5, last: 5, times: [noon] },
  ]);
});

test('a stretch is there once and in its order, and is taken away alone', () => {
  const late = { from: '14:00', to: '18:00' };
  expect(withStretch([late], nine)).toEqual([nine, late]);
  expect(withStretch([nine], nine)).toEqual([nine]);
  expect(withoutStretch([nine, late], late)).toEqual([nine]);
});

const show = (may = true) => render(HoursPage, { beforeWriting: () => Promise.resolve(may) });
const begin = async () =>
  fireEvent.click(await screen.findByRole('button', { name: 'Monday to Friday, 9 to 5:30' }));

test('one tap makes a usual week, and Undo takes it back', async () => {
  show();
  await begin();
  expect(await screen.findByText(/^Mon–Fri, /)).toBeTruthy();
  expect((await workHours(vault))[0]).toMatchObject({ zone: 'Europe/Lisbon' });
  await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(async () => expect(await workHours(vault)).toEqual([]));
});

test('a second stretch, a night, is put in on one day', async () => {
  show();
  await begin();
  await screen.findByText(/^Mon–Fri, /);
  const saturday = within(screen.getByRole('region', { name: 'Saturday' }));
  await fireEvent.click(saturday.getByRole('button', { name: 'Add times on Saturday' }));
  await fireEvent.input(saturday.getByLabelText('From, Saturday'), { target: { value: '22:00' } });
  await fireEvent.input(saturday.getByLabelText('To, Saturday'), { target: { value: '06:00' } });
  await fireEvent.click(saturday.getByRole('button', { name: 'Keep' }));
  expect(await saturday.findByText(/ the day after$/)).toBeTruthy();
});

test('what was refused stays on screen as it was typed, and is kept once there is room', async () => {
  show();
  await begin();
  await screen.findByText(/^Mon–Fri, /);
  const sunday = within(screen.getByRole('region', { name: 'Sunday' }));
  await fireEvent.click(sunday.getByRole('button', { name: 'Add times on Sunday' }));
  const from = sunday.getByLabelText('From, Sunday');
  expect(document.activeElement).toBe(from);
  await fireEvent.input(from, { target: { value: '10:15' } });
  const full = vi.spyOn(vault, 'updateSingleton').mockRejectedValueOnce(new VaultError('no_room'));
  await fireEvent.click(sunday.getByRole('button', { name: 'Keep' }));
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect((sunday.getByLabelText('From, Sunday') as HTMLInputElement).value).toBe('10:15');
  full.mockRestore();
  await fireEvent.click(sunday.getByRole('button', { name: 'Keep' }));
  await waitFor(() => expect(sunday.queryByLabelText('From, Sunday')).toBeNull());
  expect((await workHours(vault))[0]!.days[7]).toEqual([{ from: '10:15', to: '17:00' }]);
});

test('two equal times are told, and nothing is kept', async () => {
  show();
  await begin();
  await screen.findByText(/^Mon–Fri, /);
  const sunday = within(screen.getByRole('region', { name: 'Sunday' }));
  await fireEvent.click(sunday.getByRole('button', { name: 'Add times on Sunday' }));
  await fireEvent.input(sunday.getByLabelText('To, Sunday'), { target: { value: '09:00' } });
  await fireEvent.click(sunday.getByRole('button', { name: 'Keep' }));
  expect(await sunday.findByRole('alert')).toBeTruthy();
  expect((await workHours(vault))[0]!.days[7]).toEqual([]);
});

test('a second job has its own week, and goes and comes back whole', async () => {
  show();
  await begin();
  await fireEvent.click(await screen.findByRole('button', { name: 'A second job' }));
  const second = within(screen.getByRole('region', { name: 'A second job' }));
  await fireEvent.click(second.getByRole('button', { name: 'Add times on Saturday' }));
  await fireEvent.click(second.getByRole('button', { name: 'Keep' }));
  await waitFor(async () => expect(await workHours(vault)).toHaveLength(2));
  await fireEvent.click(screen.getByRole('button', { name: 'No second job' }));
  await waitFor(async () => expect(await workHours(vault)).toHaveLength(1));
  await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(async () => expect(await workHours(vault)).toHaveLength(2));
});

test('a second job without a time goes as it came, and nothing is kept', async () => {
  show();
  await begin();
  await fireEvent.click(await screen.findByRole('button', { name: 'A second job' }));
  const put = vi.spyOn(vault, 'updateSingleton');
  await fireEvent.click(screen.getByRole('button', { name: 'No second job' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'A second job' })).toBeNull());
  expect(put).not.toHaveBeenCalled();
});

test('until the hours are read there is nothing to put others in their place', async () => {
  let read: () => void = () => undefined;
  const reading = new Promise<null>((resolve) => (read = () => resolve(null)));
  vi.spyOn(vault, 'singleton').mockReturnValueOnce(reading);
  show();
  await waitFor(() => expect(vault.singleton).toHaveBeenCalled());
  expect(screen.queryByRole('region', { name: 'Monday' })).toBeNull();
  read();
  expect(await screen.findByRole('region', { name: 'Monday' })).toBeTruthy();
});

test('a full phone says so', async () => {
  show();
  await screen.findByRole('button', { name: 'Monday to Friday, 9 to 5:30' });
  vi.spyOn(vault, 'updateSingleton').mockRejectedValue(new VaultError('no_room'));
  await begin();
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(await workHours(vault)).toEqual([]);
});

test('who would rather not yet has nothing kept', async () => {
  show(false);
  await begin();
  expect(await workHours(vault)).toEqual([]);
});
