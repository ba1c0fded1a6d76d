import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { account } from './account.svelte';
import { rotation } from './half-made.svelte';
import { CODE, DONE, NO_SIGNAL, refused, standing } from './screens';
import StolenPage from './StolenPage.svelte';
import type { Outcome, Prepared } from './types';

beforeEach(() => standing('signed_in', 'Quill'));
afterEach(() => {
  rotation.clear();
  history.replaceState(null, '');
});

const READY: Prepared = { kind: 'ready', code: CODE };
const prepares = (answer: Prepared) =>
  vi.spyOn(account, 'prepareRotation').mockResolvedValueOnce(answer);
const rotates = (answer: Outcome) => vi.spyOn(account, 'rotate').mockResolvedValueOnce(answer);
const at = (title: string) => screen.findByRole('heading', { level: 1, name: title });
const send = () => fireEvent.submit(document.querySelector('form')!);

async function prove(passphrase = 'lamp corridor mug coat rain') {
  await fireEvent.input(screen.getByLabelText('Passphrase'), { target: { value: passphrase } });
  await send();
}

async function confirm() {
  await at('Your recovery code');
  await fireEvent.click(screen.getByRole('button', { name: 'I have it' }));
  for (const asked of screen.getAllByLabelText<HTMLTextAreaElement>(/^Group \d$/)) {
    const label = document.querySelector(`label[for="${asked.id}"]`)!.textContent;
    const value = CODE.split('-')[Number(label.replace('Group ', '')) - 1]!;
    await fireEvent.input(asked, { target: { value } });
  }
  await send();
}

test('a wrong passphrase is said at its field, and stays', async () => {
  prepares(refused('wrong_credentials'));
  render(StolenPage);
  await prove('not this one');

  const field = screen.getByLabelText<HTMLInputElement>('Passphrase');
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(field.value).toBe('not this one');
});

test('nothing is sent before the new code is confirmed', async () => {
  prepares(READY);
  const rotate = rotates(DONE);
  render(StolenPage);
  await prove();
  await at('Your recovery code');
  expect(rotate).not.toHaveBeenCalled();

  await confirm();

  await waitFor(() => expect(rotate).toHaveBeenCalledOnce());
  expect(history.state).toMatchObject({ rotated: true });
});

test('without a network the code stays, and can be sent once more', async () => {
  prepares(READY);
  rotates(NO_SIGNAL);
  render(StolenPage);
  await prove();
  await confirm();

  await waitFor(() => expect(screen.getByRole('alert').textContent).not.toBe(''));
  expect(rotation.code).toBe(CODE);
  expect(history.state).toBeNull();
});

test('a code that can never hold is let go of, and why is said', async () => {
  prepares(READY);
  rotates(refused('stale_credentials'));
  render(StolenPage);
  await prove();
  await confirm();

  await at('A phone was stolen');
  await waitFor(() => expect(screen.getByRole('alert').textContent).not.toBe(''));
});

test('once it is done, and the page has started anew, it says so', async () => {
  history.replaceState({ rotated: true }, '');
  render(StolenPage);
  await at('It is shut out');
  expect(screen.getByRole('link', { name: /Change it too/ })).toBeTruthy();
});

test('without an account there is nobody to shut out', async () => {
  standing('none');
  render(StolenPage);
  expect(await screen.findByText(/no account/i)).toBeTruthy();
});
