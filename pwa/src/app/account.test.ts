import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { account } from '../accounts/account.svelte';
import { newAccount } from '../accounts/half-made.svelte';
import { standing } from '../accounts/screens';
import AccountPage from './AccountPage.svelte';
import AccountRoom from './AccountRoom.svelte';
import { keeping } from './keeping.svelte';
import SyncLine from './SyncLine.svelte';
import { sync } from './sync.svelte';
// What the shell fetches by itself must not arrive after the page of a test is gone.
import './sync-rules';
import '../vault/sync/engine';

const AT_REST = sync.state;

beforeEach(() => {
  standing('none');
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  vi.spyOn(sync, 'open').mockResolvedValue();
  [sync.state, sync.rejected] = [AT_REST, []];
  [keeping.damaged, keeping.storage] = [0, null];
});

afterEach(() => vi.restoreAllMocks());

const card = (name: string) => within(screen.getByRole('region', { name }));

describe('the screens of the account', () => {
  const open = (part: string) =>
    render(AccountRoom, { part, beforeWriting: () => Promise.resolve(true) });

  test.each([
    ['new', 'Make an account'],
    ['sign-in', 'Sign in'],
    ['recover', 'With the recovery code'],
    ['passphrase', 'Change the passphrase'],
    ['devices', 'Where you are signed in'],
    ['sign-out', 'Sign out on this phone'],
  ])('%s opens, is called "%s", and names the tab', async (part, title) => {
    open(part);
    await screen.findByRole('heading', { level: 1, name: title });
    await waitFor(() => expect(document.title).toBe(`${title} · Interlude`));
  });

  test.each(['elsewhere', 'constructor', '__proto__'])('there is nothing at %s', (part) => {
    open(part);
    expect(screen.getByRole('heading').textContent).toBe('Nothing stands at this address.');
  });

  test('nothing is asked before it is known how the account stands', () => {
    standing('opening');
    open('sign-in');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Sign in');
    expect(document.querySelector('form')).toBeNull();
  });

  test('entered by a deep link, they see to it that the account is opened', () => {
    open('devices');
    expect(sync.open).toHaveBeenCalledOnce();
  });
});

describe('this phone', () => {
  test('with no account says that none is needed, and that the server knows nothing', () => {
    render(AccountPage);
    expect(card('Account').getByText(/none is needed/)).toBeTruthy();
    expect(card('What the server can see').getByText(/it knows nothing about you/)).toBeTruthy();
  });

  test('signed in says so, and lists what the server can see', () => {
    standing('signed_in', 'Quill');
    sync.state = { ...AT_REST, last_sync_at: new Date().toISOString() };
    render(AccountPage);
    expect(card('Account').getByText('Signed in as Quill.')).toBeTruthy();
    expect(card('Account').getByRole('status').textContent).toMatch(
      /Kept on this phone and in step/,
    );
    expect(card('What the server can see').getAllByRole('listitem')).toHaveLength(5);
  });

  test('with what waits can be told to try', async () => {
    standing('signed_in', 'Quill');
    sync.state = { ...AT_REST, waiting: 3, trouble: 'unheard' };
    const tried = vi.spyOn(sync, 'now').mockResolvedValue();
    render(AccountPage);
    expect(screen.getByText(/3 edits wait for signal. Kept on this phone/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(tried).toHaveBeenCalledOnce();
  });

  test('says what would not open: of this phone, and of what came', () => {
    standing('signed_in', 'Quill');
    keeping.damaged = 2;
    sync.state = { ...AT_REST, refused: 1 };
    render(AccountPage);
    expect(screen.getByText(/^2 records could not be opened/)).toBeTruthy();
    expect(screen.getByText(/^1 record from your account would not open here/)).toBeTruthy();
  });

  test('lists edits the server would not take, with a way out of each', async () => {
    standing('signed_in', 'Quill');
    const edit = { op: 'o', code: 'quota_full', what: 'A session time', text: '{}' };
    [sync.state, sync.rejected] = [{ ...AT_REST, rejected: 1 }, [edit]];
    const retried = vi.spyOn(sync, 'retry').mockResolvedValue();
    const let_go = vi.spyOn(sync, 'letGo').mockResolvedValue();
    render(AccountPage);
    await fireEvent.click(screen.getByRole('button', { name: 'Try once more' }));
    expect(retried).toHaveBeenCalledExactlyOnceWith('o');
    await fireEvent.click(screen.getByRole('button', { name: 'Let this edit go' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Let this edit go' }));
    expect(let_go).toHaveBeenCalledExactlyOnceWith('o');
  });

  test('shows records that are still on their way', () => {
    standing('signed_in', 'Quill');
    account.bringing = { done: 2, all: 8, damaged: 0 };
    render(AccountPage);
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
  });

  test('leads back to a code that was not confirmed', () => {
    newAccount.code = 'AAAA-BBBB';
    render(AccountPage);
    expect(screen.getByRole('link', { name: 'Go on' }).getAttribute('href')).toBe('/account/new');
  });

  test('lets who was signed out go on without', async () => {
    standing('ended', 'Quill');
    const hushed = vi.spyOn(sync, 'hush').mockReturnValue();
    render(AccountPage);
    await fireEvent.click(screen.getByRole('link', { name: 'Go on without' }));
    expect(hushed).toHaveBeenCalledOnce();
  });
});

describe('the line on every screen', () => {
  test.each(['none', 'opening', 'signed_in'] as const)('is not there while %s', (status) => {
    standing(status);
    render(SyncLine);
    expect(screen.queryByRole('link')).toBeNull();
  });

  test('counts what waits, says the rest aloud, and leads to it', () => {
    standing('signed_in');
    sync.state = { ...AT_REST, waiting: 3, trouble: 'unheard' };
    render(SyncLine);
    const link = screen.getByRole('link');
    expect(link.textContent.replace(/\s+/g, ' ').trim()).toBe(
      '3 edits wait for signal. Kept on this phone.',
    );
    expect(link.getAttribute('href')).toBe('/account');
  });

  test('blames no signal where something else is in the way', () => {
    standing('signed_in');
    sync.state = { ...AT_REST, waiting: 1, trouble: 'server_refused' };
    render(SyncLine);
    expect(screen.getByRole('link').textContent.trim()).toBe('1 edit waits. Kept on this phone.');
  });

  test.each(['expired', 'ended'] as const)('says once that it is not in step: %s', (status) => {
    standing(status);
    render(SyncLine);
    expect(screen.getByRole('link').textContent).toMatch(/Not in step.*still opens/s);
  });

  test('points at an edit that wants a look', () => {
    standing('signed_in');
    sync.state = { ...AT_REST, rejected: 1 };
    render(SyncLine);
    expect(screen.getByRole('link').textContent).toMatch(
      /Look here\. The server would not take an edit/,
    );
  });

  test('is silent for the moment between a word and its arrival', () => {
    standing('signed_in');
    sync.state = { ...AT_REST, waiting: 1 };
    render(SyncLine);
    expect(screen.queryByRole('link')).toBeNull();
  });
});
