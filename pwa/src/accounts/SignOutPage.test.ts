import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { account } from './account.svelte';
import { answering, busyWith, DONE, refused, standing } from './screens';
import SignOutPage from './SignOutPage.svelte';

const onsend = vi.fn(() => Promise.resolve());

beforeEach(() => {
  standing('signed_in', 'Quill');
  onsend.mockReset().mockResolvedValue();
});

afterEach(() => history.replaceState(null, ''));

const open = () => render(SignOutPage, { onsend });
const tap = (label: string) => fireEvent.click(screen.getByRole('button', { name: label }));
const CLEAR = 'Sign out and clear this phone';

test('says what goes, what stays and what the account keeps', () => {
  open();
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Goes: everything written on this phone, keys first.',
    'Stays: Interlude itself, the practices, and “Need someone now?”.',
    'Your account keeps its sealed copy. Signing in brings it back.',
  ]);
  expect(screen.getByText(/works without signal/)).toBeTruthy();
});

test('takes a second yes', async () => {
  const out = answering('signOut', DONE);
  open();
  await tap(CLEAR);
  expect(out).not.toHaveBeenCalled();
  await tap(CLEAR);
  expect(out).toHaveBeenCalledOnce();
});

test('with edits that never reached the server says how many, first, and what signing out means', async () => {
  vi.spyOn(account, 'unsent').mockResolvedValue(3);
  const out = answering('signOut', DONE);
  open();
  await screen.findByText(/^3 edits have not reached the server/);
  await tap(CLEAR);
  expect(out).not.toHaveBeenCalled();
  await tap('Sign out and lose them');
  expect(out).toHaveBeenCalledOnce();
});

test('tries to send them, and no longer warns once they are there', async () => {
  vi.spyOn(account, 'unsent').mockResolvedValueOnce(2).mockResolvedValueOnce(0);
  open();
  await screen.findByText(/^2 edits/);
  await tap('Try to send them now');
  expect(onsend).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryByText(/have not reached/)).toBeNull());
});

test('says so when they still wait', async () => {
  vi.spyOn(account, 'unsent').mockResolvedValue(2);
  open();
  await screen.findByText(/^2 edits/);
  await tap('Try to send them now');
  await screen.findByText(/They still wait/);
});

test('offers everything as a file first', async () => {
  vi.spyOn(account, 'exportAll').mockResolvedValue(new Blob(['{}']));
  const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:all');
  open();
  await tap('Save everything as a file first');
  await screen.findByText(/Anyone who opens it can read it/);
  expect(made).toHaveBeenCalledOnce();
});

test('a refusal is said, and nothing is said to be gone', async () => {
  answering('signOut', refused('no_storage'));
  open();
  await tap(CLEAR);
  await tap(CLEAR);
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/keeps nothing/));
  standing('none');
  expect((history.state as object | null) ?? {}).not.toHaveProperty('signed_out');
});

test('the page that starts anew afterwards says that it is done', async () => {
  answering('signOut', DONE);
  const { unmount } = open();
  await tap(CLEAR);
  await tap(CLEAR);
  unmount();
  standing('none');
  open();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Signed out');
});

test('somebody signed in since, who comes back to it, can sign out as before', async () => {
  history.replaceState({ signed_out: true }, '');
  const out = answering('signOut', DONE);
  open();
  await tap(CLEAR);
  await tap(CLEAR);
  expect(out).toHaveBeenCalledOnce();
});

test('while it is under way it says so, and offers nothing twice', async () => {
  busyWith('signOut', { doing: 'sending', share: null });
  open();
  await tap(CLEAR);
  await tap(CLEAR);
  await screen.findByRole('progressbar', { name: 'One moment.' });
  expect(screen.queryByRole('button', { name: CLEAR })).toBeNull();
});

test('on a phone that never had an account it claims nothing', () => {
  standing('none');
  open();
  expect(screen.queryByText(/Nothing of yours/)).toBeNull();
  expect(screen.getByText(/This phone has no account/)).toBeTruthy();
});
