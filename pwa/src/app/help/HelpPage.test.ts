import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { m } from '../../core/i18n';
import { emptyPhone } from '../../vault/testing';
import { closeVault, openVault } from '../../vault/vault';
import HelpPage from './HelpPage.svelte';
import { ownNumbers, OwnNumbersStore } from './store.svelte';

// Keys are really made and records really sealed, which takes a busy machine its time.
configure({ asyncUtilTimeout: 10_000 });

const DESK = { name: 'Duty desk', phone: '0161 496 0000' };
const KEEP = m.core_save();
const LEAVE = m.core_cancel();
const beforeWriting = vi.fn(() => Promise.resolve(true));

beforeEach(async () => {
  await emptyPhone();
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  beforeWriting.mockImplementation(() => Promise.resolve(true));
  await reload();
});

afterEach(async () => {
  // A vault still being opened would find the next test's phone half made.
  await waitFor(() => expect(ownNumbers.isRead).toBe(true));
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await closeVault();
});

/** All that is in memory is gone; what is on the disk is not. */
async function reload() {
  cleanup();
  await closeVault();
  const { kept, drafts, isRead, country } = new OwnNumbersStore();
  Object.assign(ownNumbers, { kept, drafts, isRead, country });
}

/** The page is left and entered once more, with no reload between. */
function enter() {
  cleanup();
  return render(HelpPage, { beforeWriting });
}

const button = (name: string) => screen.getByRole('button', { name });
const field = (name: string) => screen.getByLabelText<HTMLTextAreaElement>(name);
const tap = (name: string) => fireEvent.click(button(name));
const someone = () => fireEvent.click(screen.getByRole('radio', { name: /someone/ }));
const me = () => fireEvent.click(screen.getByRole('radio', { name: 'For me' }));

async function choose(country: string) {
  await fireEvent.change(screen.getByLabelText('Where you are'), { target: { value: country } });
  if (globalThis.indexedDB) await waitFor(() => expect(ownNumbers.kept.country).toBe(country));
}

async function open(name = 'Write it down here') {
  await waitFor(() => expect(button(name)).toHaveProperty('disabled', false));
  await tap(name);
  await screen.findByLabelText('Number');
}

async function type(name: string, phone: string) {
  await fireEvent.input(field('Name or role'), { target: { value: name } });
  await fireEvent.input(field('Number'), { target: { value: phone } });
}

async function keep(name = DESK.name, phone = DESK.phone) {
  await open();
  await type(name, phone);
  await tap(KEEP);
  await screen.findByText('Change it');
}

async function sealed(which: 'trusted' | 'service'): Promise<unknown> {
  const text = await (await openVault()).draft(`own_numbers.${which}`);
  return text === null ? null : JSON.parse(text);
}

function stands(name: string, phone: string) {
  expect(field('Name or role').value).toBe(name);
  expect(field('Number').value).toBe(phone);
}

describe('a number of one’s own', () => {
  test('shows who it is and the digits, on two lines of one thing to tap', async () => {
    enter();
    await keep();
    const link = screen.getByRole('link', { name: 'Call Duty desk, 0161 496 0000' });
    expect(link.getAttribute('href')).toBe('tel:01614960000');
    const lines = [...link.querySelectorAll('bdi')];
    expect(lines.map((line) => line.textContent)).toEqual([DESK.name, DESK.phone]);
    expect(lines[1]?.getAttribute('dir')).toBe('ltr');
  });

  test('with no digit in it stays readable, and the page says it cannot be rung', async () => {
    enter();
    await keep('Sam', 'ask at the desk');
    expect(screen.getByText('Sam')).toBeTruthy();
    expect(screen.getByText('ask at the desk')).toBeTruthy();
    expect(screen.getByText('No digits in that, so it can’t be rung.')).toBeTruthy();
    expect(screen.queryByRole('link', { name: /Call Sam,/ })).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(button('Change it')));
  });

  test('is written down on its own side, and the other side is left as it is', async () => {
    enter();
    await keep();
    await someone();
    await keep('Lead', '0161 496 0001');
    await me();
    expect(screen.getByRole('link', { name: /Duty desk/ })).toBeTruthy();
    expect(screen.queryByRole('link', { name: /Lead/ })).toBeNull();
  });

  test('does not write over what another tab kept meanwhile', async () => {
    enter();
    await open();
    const elsewhere = { country: 'US', trusted: { name: '', phone: '' }, service: DESK };
    await (await openVault()).putSingleton('own_numbers', elsewhere);
    await type('Sam', '1');
    await tap(KEEP);
    await screen.findByText('Change it');
    const kept = await (await openVault()).singleton('own_numbers');
    expect(kept?.value).toEqual({ ...elsewhere, trusted: { name: 'Sam', phone: '1' } });
  });

  test('cannot be written before it is known what is kept', async () => {
    enter();
    expect(button('Write it down here')).toHaveProperty('disabled', true);
    await open();
  });

  test('is not begun where the person would rather put the app on the home screen first', async () => {
    beforeWriting.mockImplementation(() => Promise.resolve(false));
    enter();
    await waitFor(() => expect(button('Write it down here')).toHaveProperty('disabled', false));
    await tap('Write it down here');
    await waitFor(() => expect(beforeWriting).toHaveBeenCalled());
    expect(screen.queryByLabelText('Number')).toBeNull();
  });
});

describe('what is half typed', () => {
  test('still stands after a look at the other side', async () => {
    enter();
    await open();
    await type('Du', '0161');
    await someone();
    expect(screen.queryByLabelText('Number')).toBeNull();
    await me();
    stands('Du', '0161');
    expect(document.activeElement).not.toBe(field('Name or role'));
  });

  test('still stands after leaving the page', async () => {
    enter();
    await open();
    await type('Du', '0161');
    enter();
    stands('Du', '0161');
  });

  test('is sealed, and stands again after a reload, each on its own side', async () => {
    enter();
    await open();
    await type('Du', '0161');
    await someone();
    await open();
    await type('Le', '0162');
    await waitFor(async () =>
      expect(await sealed('service')).toEqual({ name: 'Le', phone: '0162' }),
    );
    await reload();
    enter();
    await screen.findByLabelText('Number');
    stands('Du', '0161');
    await someone();
    await screen.findByLabelText('Number');
    stands('Le', '0162');
  });

  test.each([KEEP, LEAVE])('is gone after “%s”', async (way) => {
    enter();
    await open();
    await type('Duty desk', '0161 496 0000');
    await waitFor(async () => expect(await sealed('trusted')).toEqual(DESK));
    await tap(way);
    await waitFor(async () => expect(await sealed('trusted')).toBeNull());
    await reload();
    enter();
    await screen.findByText(way === KEEP ? 'Change it' : 'Write it down here');
    await waitFor(() => expect(screen.queryByLabelText('Number')).toBeNull());
  });

  test('a form opened and left as it was is no draft', async () => {
    enter();
    await keep();
    await open('Change it');
    enter();
    await screen.findByText('Change it');
  });

  test('what is typed while the phone is keeping stays in the form', async () => {
    enter();
    await open();
    await type('Du', '0161');
    const keeping = tap(KEEP);
    await fireEvent.input(field('Number'), { target: { value: '01614' } });
    await keeping;
    const kept = async () => (await (await openVault()).singleton('own_numbers'))?.value;
    await waitFor(async () =>
      expect(await kept()).toMatchObject({ trusted: { name: 'Du', phone: '0161' } }),
    );
    stands('Du', '01614');
  });
});

describe('the focus', () => {
  test('goes to the first field, and to the number once it is kept', async () => {
    enter();
    await open();
    expect(document.activeElement).toBe(field('Name or role'));
    await type(DESK.name, DESK.phone);
    await tap(KEEP);
    const link = await screen.findByRole('link', { name: /Duty desk/ });
    await waitFor(() => expect(document.activeElement).toBe(link));
  });

  test('goes back to the button that opened the form', async () => {
    enter();
    await open();
    await tap(LEAVE);
    expect(document.activeElement).toBe(button('Write it down here'));
    await keep();
    await open('Change it');
    await tap(LEAVE);
    expect(document.activeElement).toBe(button('Change it'));
  });
});

describe('a phone that keeps nothing', () => {
  beforeEach(() => vi.stubGlobal('indexedDB', undefined));

  test('says so, and what was typed still stands wherever one goes in the app', async () => {
    enter();
    await open();
    await type(DESK.name, DESK.phone);
    await tap(KEEP);
    expect((await screen.findByRole('alert')).textContent).toContain('It still stands here.');
    await someone();
    await me();
    stands(DESK.name, DESK.phone);
    enter();
    stands(DESK.name, DESK.phone);
  });

  test('has every number, in any country', async () => {
    enter();
    await choose('IL');
    expect(screen.getByRole('link', { name: 'Call ambulance, 101' })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    enter();
    expect(screen.getByRole('link', { name: 'Call ambulance, 101' })).toBeTruthy();
  });
});

describe('numbers that are not one’s own', () => {
  test('every number on the page keeps its direction', () => {
    const { container } = enter();
    const numbers = [...container.querySelectorAll("a[href^='tel:'], a[href^='sms:']")];
    expect(numbers).toHaveLength(4);
    for (const link of numbers) {
      expect(link.querySelector("bdi[dir='ltr']")?.textContent).toMatch(/^[\d ]+$/);
    }
  });

  test('a line one writes to opens the phone’s own messages, with its word filled in', async () => {
    enter();
    const shout = screen.getByRole('link', { name: 'Text SHOUT to 85258' });
    expect(shout.getAttribute('href')).toBe('sms:85258?&body=SHOUT');
    await choose('US');
    expect(screen.getByRole('link', { name: 'Text 988' }).getAttribute('href')).toBe('sms:988');
  });

  test('a line’s own site says that it lies outside, and learns nothing of this page', async () => {
    enter();
    await choose('US');
    const site = screen.getByRole('link', { name: 'Their own site (opens outside Interlude)' });
    expect(site.getAttribute('rel')).toBe('noreferrer');
    expect(site.getAttribute('href')).toBe('https://988lifeline.org/');
  });
});
