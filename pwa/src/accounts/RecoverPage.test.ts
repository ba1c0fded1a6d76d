import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { account } from './account.svelte';
import RecoverPage from './RecoverPage.svelte';
import { answering, busyWith, CODE, DONE, NO_SIGNAL, refused, standing } from './screens';

const READY = { kind: 'ready', code: CODE };
const beforeWriting = vi.fn(() => Promise.resolve(true));

beforeEach(() => standing('none'));

const open = () => render(RecoverPage, { beforeWriting });
const field = (label: string) => screen.getByLabelText<HTMLTextAreaElement>(label);
const heading = () => screen.getByRole('heading', { level: 1 });
const at = (title: string) => waitFor(() => expect(heading().textContent).toBe(title));
const tap = (label: string) => fireEvent.click(screen.getByRole('button', { name: label }));
const send = () => fireEvent.submit(document.querySelector('form')!);
const type = (label: string, value: string) => fireEvent.input(field(label), { target: { value } });

async function typeCode() {
  await type('Name', 'Quill');
  await type('Recovery code', '7k2m q0rt');
  await send();
}

async function reachNewPassphrase() {
  answering('recover', DONE);
  open();
  await typeCode();
  await at('It opened');
}

async function reachNewCode() {
  answering('prepareRecovered', READY);
  await reachNewPassphrase();
  await type('New passphrase', 'door coat mug lamp rain');
  await send();
  await at('Your recovery code');
}

async function confirm() {
  await tap('I have it');
  for (const asked of screen.getAllByLabelText<HTMLTextAreaElement>(/^Group \d$/)) {
    const label = document.querySelector(`label[for="${asked.id}"]`)!.textContent;
    const value = CODE.split('-')[Number(label.replace('Group ', '')) - 1]!;
    await fireEvent.input(asked, { target: { value } });
  }
  await send();
}

test('name and code go on as they were typed', async () => {
  const asked = answering('recover', NO_SIGNAL);
  open();
  await typeCode();
  expect(asked).toHaveBeenCalledExactlyOnceWith('Quill', '7k2m q0rt');
});

test('an empty code is said, and nothing is asked', async () => {
  const asked = answering('recover', DONE);
  open();
  await send();
  await screen.findByText('The recovery code is still empty.');
  expect(asked).not.toHaveBeenCalled();
});

test.each([
  [refused('code_mistyped'), /A letter of the code is off/],
  [
    refused('wrong_credentials'),
    /That name and code didn’t open it. Everything inside is untouched/,
  ],
])('%o is said with the code, and what was typed stays', async (answer, words) => {
  answering('recover', answer);
  open();
  await typeCode();
  const said = await screen.findByText(words);
  expect(field('Recovery code').getAttribute('aria-describedby')).toContain(said.id);
  await waitFor(() => expect(document.activeElement).toBe(field('Recovery code')));
  expect([field('Name').value, field('Recovery code').value]).toEqual(['Quill', '7k2m q0rt']);
});

test('with no signal it is said, and what was typed stays', async () => {
  answering('recover', NO_SIGNAL);
  open();
  await typeCode();
  await waitFor(() =>
    expect(screen.getByRole('alert').textContent).toMatch(/Everything here is as it was/),
  );
  expect(field('Recovery code').value).toBe('7k2m q0rt');
});

test('once it opened, a new passphrase is asked for, and the other phones are named', async () => {
  await reachNewPassphrase();
  expect(document.activeElement).toBe(heading());
  expect(screen.getByText(/Your other phones will be signed out/)).toBeTruthy();
  expect(field('New passphrase').getAttribute('autocomplete')).toBe('new-password');
});

test('a weak new passphrase is said with its field', async () => {
  await reachNewPassphrase();
  answering('prepareRecovered', refused('weak_short'));
  await type('New passphrase', 'short');
  await send();
  await screen.findByText(/Twelve characters or more hold/);
  expect(field('New passphrase').value).toBe('short');
});

test('the new code is confirmed before anything is replaced', async () => {
  const finished = answering('finishRecovery', DONE);
  await reachNewCode();
  expect(finished).not.toHaveBeenCalled();
  await confirm();
  await waitFor(() => expect(finished).toHaveBeenCalledOnce());
});

test('the new code is still there after a look elsewhere', async () => {
  await reachNewCode();
  cleanup();
  open();
  expect(heading().textContent).toBe('Your recovery code');
});

test('with no signal at the end, the code stays confirmed and can be sent once more', async () => {
  const finished = answering('finishRecovery', NO_SIGNAL, DONE);
  await reachNewCode();
  await confirm();
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/No answer/));
  await send();
  await waitFor(() => expect(finished).toHaveBeenCalledTimes(2));
});

test('a code that was used meanwhile is said, in words about the code', async () => {
  answering('finishRecovery', refused('wrong_credentials'));
  await reachNewCode();
  await confirm();
  await waitFor(() =>
    expect(screen.getByRole('alert').textContent).toMatch(/That name and code didn’t open it/),
  );
});

test('a phone that holds something is asked about it', async () => {
  answering('finishRecovery', { kind: 'holds_records', count: 2 });
  const settled = answering('settle', DONE);
  await reachNewCode();
  await confirm();
  await at('Something is on this phone already');
  await tap('Bring them along');
  expect(settled).toHaveBeenCalledExactlyOnceWith('bring_along');
});

test('in the end it says that this phone is signed in', async () => {
  vi.spyOn(account, 'finishRecovery').mockImplementation(() => {
    Object.assign(account, { status: 'signed_in', name: 'Quill' });
    return Promise.resolve(DONE);
  });
  await reachNewCode();
  await confirm();
  await at('Signed in');
});

test('what takes a while says so', async () => {
  busyWith('recover', { doing: 'opening', share: null });
  open();
  await typeCode();
  await screen.findByRole('progressbar', { name: 'Opening what is yours.' });
});
