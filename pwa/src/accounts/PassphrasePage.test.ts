import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import * as passphrases from './passphrase';
import PassphrasePage from './PassphrasePage.svelte';
import { answering, DONE, NO_SIGNAL, refused, standing } from './screens';

beforeEach(() => standing('signed_in', 'Quill'));

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const heading = () => screen.getByRole('heading', { level: 1 });
const type = (label: string, value: string) => fireEvent.input(field(label), { target: { value } });

async function change() {
  render(PassphrasePage);
  await type('Present passphrase', 'lamp corridor mug');
  await type('New passphrase', 'door coat rain mug');
  await fireEvent.submit(document.querySelector('form')!);
}

const typed = () => [field('Present passphrase').value, field('New passphrase').value];

test('the old one goes before the new one, each as the browser knows them', async () => {
  const changed = answering('changePassphrase', NO_SIGNAL);
  await change();
  expect(changed).toHaveBeenCalledExactlyOnceWith('lamp corridor mug', 'door coat rain mug');
  expect(field('Present passphrase').getAttribute('autocomplete')).toBe('current-password');
  expect(field('New passphrase').getAttribute('autocomplete')).toBe('new-password');
});

test('once changed it says what the other phones will ask', async () => {
  answering('changePassphrase', DONE);
  await change();
  await waitFor(() => expect(heading().textContent).toBe('The passphrase is changed'));
  expect(screen.getByText(/Nothing written was touched/)).toBeTruthy();
});

test.each([
  ['wrong_credentials', 'Present passphrase', /is another one. Nothing was changed/],
  ['weak_short', 'New passphrase', /Twelve characters or more hold/],
  ['weak_common', 'New passphrase', /among the first that are guessed/],
] as const)('%s is said with its own field, and both stay as typed', async (code, label, words) => {
  answering('changePassphrase', refused(code));
  await change();
  const said = await screen.findByText(words);
  expect(field(label).getAttribute('aria-describedby')).toContain(said.id);
  await waitFor(() => expect(document.activeElement).toBe(field(label)));
  expect(typed()).toEqual(['lamp corridor mug', 'door coat rain mug']);
});

test.each([
  [refused('stale_credentials'), /changed on another phone meanwhile/],
  [refused('too_many_attempts', 120), /Wait 2 minutes/],
  [NO_SIGNAL, /No answer from the server/],
])('%o is said, and both stay as typed', async (answer, words) => {
  answering('changePassphrase', answer);
  await change();
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(words));
  expect(typed()).toEqual(['lamp corridor mug', 'door coat rain mug']);
});

test('five random words go into the new one', async () => {
  vi.spyOn(passphrases, 'fiveWords').mockResolvedValue('one two three four five');
  render(PassphrasePage);
  await fireEvent.click(screen.getByRole('button', { name: 'Use five random words' }));
  await waitFor(() => expect(field('New passphrase').value).toBe('one two three four five'));
  expect(field('Present passphrase').value).toBe('');
});

test('with an expired sign-in it says to sign in first', () => {
  standing('expired', 'Quill');
  render(PassphrasePage);
  expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe(
    '/account/sign-in',
  );
});

test('on a phone with no account there is nothing to change, and two ways on', () => {
  standing('none');
  render(PassphrasePage);
  expect(document.querySelector('form')).toBeNull();
  expect(screen.getByRole('link', { name: 'Make an account' })).toBeTruthy();
});
