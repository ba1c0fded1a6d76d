import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { account } from './account.svelte';
import PasskeysPage from './PasskeysPage.svelte';
import { DONE, NO_SIGNAL, refused, standing } from './screens';
import * as webauthn from './webauthn';

const ONE = { id: 'p1', created_on: '2026-11-25', last_used_on: '2026-11-26' };
const PROVEN = { kind: 'proven', auth: 'auth' } as const;

beforeEach(() => {
  standing('signed_in', 'Quill');
  account.passkeys = [];
  vi.spyOn(account, 'loadPasskeys').mockResolvedValue(DONE);
  vi.spyOn(webauthn, 'mayHavePasskeys').mockReturnValue(true);
});

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const at = (title: string) => screen.findByRole('heading', { level: 1, name: title });

async function prove(passphrase = 'lamp corridor mug coat rain') {
  await tap('Add a passkey');
  await fireEvent.input(screen.getByLabelText('Passphrase'), { target: { value: passphrase } });
  await fireEvent.submit(document.querySelector('form')!);
}

test('a wrong passphrase is said at its field, and stays', async () => {
  vi.spyOn(account, 'prove').mockResolvedValue(refused('wrong_credentials'));
  render(PasskeysPage);
  await prove('not this one');

  const field = screen.getByLabelText<HTMLInputElement>('Passphrase');
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(field.value).toBe('not this one');
});

test('each question of the phone’s has a tap of its own, and the last one ends it', async () => {
  vi.spyOn(account, 'prove').mockResolvedValue(PROVEN);
  const make = vi.spyOn(account, 'makePasskey').mockResolvedValue(DONE);
  vi.spyOn(account, 'tryPasskey')
    .mockResolvedValueOnce({ kind: 'again' })
    .mockResolvedValueOnce(DONE);
  render(PasskeysPage);
  await prove();
  await at('Add a passkey');
  await tap('Make the passkey');
  await waitFor(() => screen.getByRole('button', { name: 'Check that it opens' }));
  await tap('Check that it opens');
  await waitFor(() => screen.getByRole('button', { name: 'Once more' }));
  await tap('Once more');

  await at('The passkey opens');
  expect(make).toHaveBeenCalledExactlyOnceWith('auth', 'Quill');
});

test.each([
  [refused('passkey_unable'), /cannot open your keys/, 'Make the passkey'],
  [refused('passkey_refused'), /was not taken/, 'Make the passkey'],
  [NO_SIGNAL, /./, 'Check that it opens'],
  [refused('cancelled'), null, 'Check that it opens'],
])('%o is said, and there is a way on', async (answer, words, next) => {
  vi.spyOn(account, 'prove').mockResolvedValue(PROVEN);
  vi.spyOn(account, 'makePasskey').mockResolvedValue(DONE);
  vi.spyOn(account, 'tryPasskey').mockResolvedValueOnce(answer);
  render(PasskeysPage);
  await prove();
  await waitFor(() => screen.getByRole('button', { name: 'Make the passkey' }));
  await tap('Make the passkey');
  await waitFor(() => screen.getByRole('button', { name: 'Check that it opens' }));
  await tap('Check that it opens');

  await waitFor(() => expect(screen.getByRole('button', { name: next })).toBeTruthy());
  const said = screen.getByRole('alert').textContent;
  if (words) expect(said).toMatch(words);
  else expect(said).toBe('');
});

test('one is taken away after a second yes', async () => {
  account.passkeys = [ONE];
  const remove = vi.spyOn(account, 'removePasskey').mockResolvedValue(DONE);
  render(PasskeysPage);
  expect(screen.getByText(/Made .* last used/)).toBeTruthy();
  await tap('Take it away');
  expect(remove).not.toHaveBeenCalled();
  await tap('Yes, take it away');

  expect(await screen.findByText('It is taken away.')).toBeTruthy();
  expect(remove).toHaveBeenCalledExactlyOnceWith('p1');
});

test('where there are none to be had it says so, and offers no way that fails', () => {
  vi.spyOn(webauthn, 'mayHavePasskeys').mockReturnValue(false);
  render(PasskeysPage);
  expect(screen.getByText(/has no passkeys/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Add a passkey' })).toBeNull();
});
