import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { account } from './account.svelte';
import ErasePage from './ErasePage.svelte';
import { answering, busyWith, DONE, NO_SIGNAL, refused, standing } from './screens';

beforeEach(() => standing('signed_in', 'Quill'));
afterEach(() => history.replaceState(null, ''));

const field = () => screen.getByLabelText<HTMLInputElement>('Passphrase');
const heading = () => screen.getByRole('heading', { level: 1 }).textContent;

async function erase() {
  render(ErasePage);
  await fireEvent.input(field(), { target: { value: 'lamp corridor mug' } });
  await fireEvent.submit(document.querySelector('form')!);
}

test('says what goes, from where, what stays, and that nothing brings it back', () => {
  render(ErasePage);
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Everything of yours on the server goes at once.',
    'Everything written on this phone goes with it.',
    'Your other phones keep what they hold until you clear them.',
    'Copies the operator keeps are gone within 30 days.',
  ]);
  expect(screen.getByText(/Nothing brings it back/)).toBeTruthy();
  expect(screen.getByRole('link', { name: /Sign out instead/ }).getAttribute('href')).toBe(
    '/account/sign-out',
  );
});

test('asks for the passphrase, and says that it is done', async () => {
  const erased = answering('erase', DONE);
  await erase();
  expect(erased).toHaveBeenCalledExactlyOnceWith('lamp corridor mug');
  account.status = 'none';
  await waitFor(() => expect(heading()).toBe('The account is erased'));
});

test('after the page has started anew it still says why', () => {
  standing('none');
  history.replaceState({ erased: true }, '');
  render(ErasePage);
  expect(heading()).toBe('The account is erased');
});

test('a wrong passphrase is said beside it, and stays as typed', async () => {
  answering('erase', refused('wrong_credentials'));
  await erase();
  const said = await screen.findByText(/is another one. Nothing was changed/);
  expect(field().getAttribute('aria-describedby')).toContain(said.id);
  expect(field().value).toBe('lamp corridor mug');
  expect(history.state).toBeNull();
});

test('no signal is said, and what was typed stays', async () => {
  answering('erase', NO_SIGNAL);
  await erase();
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/No answer/));
  expect(field().value).toBe('lamp corridor mug');
});

test('it is shown while it takes, and asked once', async () => {
  const { finish } = busyWith('erase', { doing: 'deriving', share: 0.4 });
  await erase();
  await waitFor(() => expect(screen.queryByRole('button', { name: /everywhere/ })).toBeNull());
  finish(DONE);
});

test('without an account there is nothing to erase', () => {
  standing('none');
  render(ErasePage);
  expect(screen.queryByLabelText('Passphrase')).toBeNull();
});

test('with a sign-in that has run out it says to sign in first', () => {
  standing('expired', 'Quill');
  render(ErasePage);
  expect(screen.getByRole('link', { name: /Sign in/ })).toBeTruthy();
});
