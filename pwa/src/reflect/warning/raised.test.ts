import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addDays, instantOf } from '../../core/zones';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { addPulse, PULSES } from '../pulse/records';
import { readQuiet } from './records';
import RaisedPage from './RaisedPage.svelte';

let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', 'Europe/Lisbon');
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf('2026-03-17', '18:00', 'Europe/Lisbon') });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function keepLow(weeks: number) {
  for (let at = 0; at < weeks; at += 1) {
    const on = addDays('2026-03-03', at * 7);
    const pulse = { at: `${on}T12:00:00.000Z`, kind: 'weekly', steps: { fuel: 1 } } as const;
    await addPulse(vault, pulse, vault.newId());
  }
}

const TITLE = 'Your plan, if you want it';

test('while nothing has come up there is nothing to see', async () => {
  await keepLow(2);
  const list = vi.spyOn(vault, 'list');
  const { container } = render(RaisedPage);
  await waitFor(() => expect(list).toHaveBeenCalledWith(PULSES));
  expect(container.textContent?.trim()).toBe('');
});

test('it comes up with the pulse that raises it, and goes with "Not now"', async () => {
  await keepLow(2);
  render(RaisedPage);
  const pulse = { at: '2026-03-17T12:00:00.000Z', kind: 'weekly', steps: { fuel: 1 } } as const;
  await addPulse(vault, pulse, vault.newId());
  await screen.findByRole('region', { name: TITLE });
  await fireEvent.click(screen.getByRole('button', { name: 'Not now' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: TITLE })).toBeNull());
  expect(await readQuiet(vault)).toEqual({ 'floor:fuel': '2026-W12' });
});

test('where that cannot be kept it says so, and stays', async () => {
  await keepLow(3);
  render(RaisedPage);
  await screen.findByRole('region', { name: TITLE });
  vi.spyOn(vault, 'updateSingleton').mockRejectedValueOnce(new VaultError('no_room'));
  await fireEvent.click(screen.getByRole('button', { name: 'Not now' }));
  await screen.findByText('This phone could not remember that.');
  expect(screen.getByRole('region', { name: TITLE })).toBeTruthy();
});
