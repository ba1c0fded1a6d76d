import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { account } from './account.svelte';
import DevicesPage from './DevicesPage.svelte';
import { aDevice, answering, DONE, NO_SIGNAL, refused, standing } from './screens';
import type { Device } from './types';

const HERE = aDevice({ id: 'here', name: 'My phone', is_this: true });
const WORK = aDevice({ id: 'work', created_on: '2026-10-03', last_seen_on: '2026-11-20' });
const NAMELESS = aDevice({ id: 'nameless', name: null });

beforeEach(() => {
  standing('signed_in', 'Quill');
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
});

async function open(devices: Device[] = [HERE, WORK]) {
  vi.spyOn(account, 'loadDevices').mockImplementation(() => {
    account.devices = devices;
    return Promise.resolve(DONE);
  });
  render(DevicesPage);
  await screen.findAllByRole('listitem');
}

const row = (name: string) => within(screen.getByRole('listitem', { name }));
const tap = (name: string, button: string | RegExp) =>
  fireEvent.click(row(name).getByRole('button', { name: button }));

test('each phone has its name, this one its mark, and the days it was seen', async () => {
  await open();
  expect(row('My phone').getByText('This phone')).toBeTruthy();
  expect(row('Work phone').queryByText('This phone')).toBeNull();
  expect(row('Work phone').getByText(/First seen 3 October 2026/)).toBeTruthy();
  expect(row('Work phone').getByText(/Last seen 20 November 2026/)).toBeTruthy();
});

test('a phone whose name is none or does not open is still there', async () => {
  await open([HERE, NAMELESS]);
  expect(row('One without a name')).toBeTruthy();
});

test('the only phone is said to be the only one, and there are no others to sign out', async () => {
  await open([HERE]);
  expect(screen.getByText('You are signed in nowhere else.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Sign out all others' })).toBeNull();
});

test('this phone is signed out on a screen of its own, which says what goes', async () => {
  await open();
  const away = row('My phone').getByRole('link', { name: 'Sign out on this phone' });
  expect(away.getAttribute('href')).toBe('/account/sign-out');
});

describe('naming', () => {
  test('starts from the present name, and gives the focus back', async () => {
    const named = answering('nameDevice', DONE);
    await open();
    await tap('Work phone', /^Name it/);
    const field = screen.getByLabelText<HTMLTextAreaElement>('Name of this entry');
    expect(field.value).toBe('Work phone');
    expect(document.activeElement).toBe(field);
    await fireEvent.input(field, { target: { value: 'Clinic' } });
    await tap('Work phone', 'Keep');
    await waitFor(() => expect(screen.queryByLabelText('Name of this entry')).toBeNull());
    expect(named).toHaveBeenCalledExactlyOnceWith('work', 'Clinic');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Name it: Work phone');
    expect(screen.getByText('The name is kept.')).toBeTruthy();
  });

  test.each([
    [refused('device_name_invalid'), /between 1 and 64/],
    [NO_SIGNAL, /Everything here is as it was/],
  ])('%o is said with the field, and what was typed stays', async (answer, words) => {
    answering('nameDevice', answer);
    await open();
    await tap('Work phone', /^Name it/);
    const field = screen.getByLabelText<HTMLTextAreaElement>('Name of this entry');
    await fireEvent.input(field, { target: { value: 'Clinic' } });
    await tap('Work phone', 'Keep');
    const said = await screen.findByText(words);
    expect(field.getAttribute('aria-describedby')).toContain(said.id);
    expect(field.value).toBe('Clinic');
  });
});

describe('signing out', () => {
  test('one other phone takes a second yes, and is said', async () => {
    const out = answering('signOutDevice', DONE);
    await open();
    await tap('Work phone', /^Sign it out/);
    expect(out).not.toHaveBeenCalled();
    expect(row('Work phone').getByText(/at once/)).toBeTruthy();
    await tap('Work phone', 'Yes, sign it out');
    expect(out).toHaveBeenCalledExactlyOnceWith('work');
    await screen.findByText('Work phone is signed out.');
  });

  test('all others takes a second yes', async () => {
    const out = answering('signOutOthers', DONE);
    await open();
    await fireEvent.click(screen.getByRole('button', { name: 'Sign out all others' }));
    expect(out).not.toHaveBeenCalled();
    await fireEvent.click(screen.getByRole('button', { name: 'Yes, sign out all others' }));
    await screen.findByText('All others are signed out.');
  });

  test('with no signal it is said, and the list stays', async () => {
    answering('signOutDevice', NO_SIGNAL);
    await open();
    await tap('Work phone', /^Sign it out/);
    await tap('Work phone', 'Yes, sign it out');
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/No answer/));
    expect(row('Work phone')).toBeTruthy();
  });
});

describe('a list that cannot be read', () => {
  test('is said, and can be tried once more', async () => {
    const asked = answering('loadDevices', NO_SIGNAL, DONE);
    render(DevicesPage);
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/No answer/));
    await fireEvent.click(screen.getByRole('button', { name: 'Try once more' }));
    expect(asked).toHaveBeenCalledTimes(2);
  });

  test('for want of a sign-in says so, and asks for nothing', () => {
    standing('expired', 'Quill');
    const asked = answering('loadDevices', DONE);
    render(DevicesPage);
    expect(screen.getByRole('link', { name: 'Sign in' })).toBeTruthy();
    expect(asked).not.toHaveBeenCalled();
  });

  test('on a phone with no account is none', () => {
    standing('none');
    render(DevicesPage);
    expect(screen.getByText(/This phone has no account/)).toBeTruthy();
  });
});
