import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setClock } from '../core/clock';
import AccountCard from './AccountCard.svelte';
import BringingAlong from './BringingAlong.svelte';
import InStep from './InStep.svelte';
import RejectedEdits from './RejectedEdits.svelte';
import ServerSees from './ServerSees.svelte';

const tap = (label: string) => fireEvent.click(screen.getByRole('button', { name: label }));
const hrefs = () => screen.getAllByRole('link').map((link) => link.getAttribute('href'));
let putBack: () => void;

beforeEach(() => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  putBack = setClock(() => new Date('2026-11-25T12:00:00'));
});

afterEach(() => {
  putBack();
  vi.restoreAllMocks();
});

describe('the account', () => {
  const ongoon = vi.fn();
  const children = createRawSnippet(() => ({ render: () => '<p>how it stands</p>' }));

  function show(props: object) {
    const given = { status: 'none', because: null, name: null, halfMade: null, ongoon, children };
    render(AccountCard, { ...given, ...props } as never);
  }

  test('is none, needed by nothing, with what for and two ways', () => {
    show({});
    expect(screen.getByText(/none is needed/)).toBeTruthy();
    expect(screen.getByText(/keeps a second phone in step/)).toBeTruthy();
    expect(hrefs()).toEqual(['/account/new', '/account/sign-in']);
    expect(screen.queryByText('how it stands')).toBeNull();
  });

  test('half made, leads back to the code that waits', () => {
    show({ halfMade: 'new' });
    expect(screen.getByText(/Your account is not made yet/)).toBeTruthy();
    expect(hrefs()).toEqual(['/account/new']);
  });

  test.each(['none', 'expired'])('half recovered, leads back as well: %s', (status) => {
    show({ status, halfMade: 'recover' });
    expect(screen.getByText(/The new passphrase is not in force yet/)).toBeTruthy();
    expect(hrefs().at(-1)).toBe('/account/recover');
  });

  test('signed in, says as whom, how it stands, and leads to what can be done', () => {
    show({ status: 'signed_in', name: 'Quill' });
    expect(screen.getByText('Signed in as Quill.')).toBeTruthy();
    expect(screen.getByText('how it stands')).toBeTruthy();
    expect(hrefs()).toEqual([
      '/account/devices',
      '/account/passkeys',
      '/account/passphrase',
      '/account/held',
      '/account/sign-out',
      '/account/erase',
    ]);
  });

  test('expired, says that everything still opens, and does not say signed in', () => {
    show({ status: 'expired', name: 'Quill' });
    expect(
      screen.getByText(/Sign in once more to stay in step. Everything here still opens/),
    ).toBeTruthy();
    expect(screen.queryByText(/Signed in as/)).toBeNull();
    expect(hrefs()).toEqual(['/account/sign-in', '/', '/account/sign-out']);
  });

  test.each([
    ['signed_out', /signed out from another one/],
    ['token_reused', /turned up a second time.*change the passphrase/],
    ['account_gone', /no longer on the server/],
    ['account_disabled', /has closed this account/],
    [null, /signed out from another one/],
  ])('ended because %s, says what that means and that all is still here', (because, words) => {
    show({ status: 'ended', because, name: 'Quill' });
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(/Everything written here is still here/)).toBeTruthy();
  });

  test('ended, one may go on without', async () => {
    show({ status: 'ended' });
    await fireEvent.click(screen.getByRole('link', { name: 'Go on without' }));
    expect(ongoon).toHaveBeenCalledOnce();
  });
});

describe('how phone and server stand', () => {
  const ontry = vi.fn();

  function show(props: object) {
    const given = { isLive: true, waiting: 0, lastAt: null, isDoing: false, trouble: null, ontry };
    render(InStep, { ...given, ...props } as never);
    return screen.getByRole('status').textContent.trim();
  }

  test('in step, with the time of day', () => {
    expect(show({ lastAt: '2026-11-25T10:52:00' })).toBe('Kept on this phone and in step, 10:52.');
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('in step on another day, with that day', () => {
    expect(show({ lastAt: '2026-11-23T10:52:00' })).toMatch(/in step, 23 Nov 2026, 10:52\.$/);
  });

  test('before the first time, says so', () => {
    expect(show({})).toBe('Kept on this phone. Not in step with the server yet.');
  });

  test('what waits is said first, with when it was last in step, and can be tried', async () => {
    const said = show({ waiting: 3, lastAt: '2026-11-25T10:52:00', trouble: 'unheard' });
    expect(said).toMatch(/^3 edits wait for signal. Kept on this phone\./);
    expect(said).toMatch(/No answer from the server/);
    expect(screen.getByText('Last in step 10:52.')).toBeTruthy();
    await tap('Try now');
    expect(ontry).toHaveBeenCalledOnce();
  });

  test('one edit is one edit', () => {
    expect(show({ waiting: 1 })).toBe('1 edit waits. Kept on this phone.');
  });

  test('without a sign-in it waits for that, and there is nothing to try', () => {
    const said = show({ isLive: false, waiting: 2, trouble: 'sign_in_expired' });
    expect(said).toBe('2 edits wait for your sign-in. Kept on this phone.');
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('in the middle of it, nothing more can be asked for', () => {
    show({ waiting: 2, isDoing: true });
    expect(screen.getByRole<HTMLButtonElement>('button').disabled).toBe(true);
  });

  test('what is in the way under a name of a later engine is still said', () => {
    expect(show({ trouble: 'something_new' })).toMatch(
      /Something is in the way. Nothing written is lost/,
    );
  });
});

describe('records on their way', () => {
  const ondrop = vi.fn();
  const show = (bringing: object) => render(BringingAlong, { bringing, ondrop } as never);

  test('are counted', () => {
    show({ done: 3, all: 12, damaged: 0 });
    const line = screen.getByRole('progressbar', { name: 'Bringing your records along: 3 of 12.' });
    expect(line.getAttribute('aria-valuenow')).toBe('25');
  });

  test('that would not open are said, and left alone while others move', () => {
    show({ done: 3, all: 12, damaged: 1 });
    expect(screen.getByText(/^1 record would not open/)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('that would not open can be taken away in the end, after a second yes', async () => {
    show({ done: 10, all: 12, damaged: 2 });
    expect(screen.queryByRole('progressbar')).toBeNull();
    await tap('Take them away');
    expect(ondrop).not.toHaveBeenCalled();
    await tap('Yes, take them away');
    expect(ondrop).toHaveBeenCalledOnce();
  });
});

describe('edits the server would not take', () => {
  const ontry = vi.fn();
  const onletgo = vi.fn();
  const edit = { op: 'o1', code: 'too_large', what: 'A session time', text: '{"at":"10:00"}' };

  beforeEach(() => vi.clearAllMocks());

  function show(...edits: object[]) {
    render(RejectedEdits, { edits, ontry, onletgo } as never);
  }

  test.each([
    ['too_large', /too large/],
    ['quota_full', /no room left on the server/],
    ['version_not_greater', /holds a later one/],
    ['old_epoch', /left behind/],
    ['malformed', /no reason a person could use \(malformed\)/],
  ])('each says what it was and why: %s', (code, words) => {
    show({ ...edit, code });
    expect(screen.getByRole('heading', { name: 'A session time' })).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(/would not take 1 edit. It is kept on this phone/)).toBeTruthy();
  });

  test('can be tried once more', async () => {
    show(edit);
    await tap('Try once more');
    expect(ontry).toHaveBeenCalledExactlyOnceWith('o1');
  });

  test('can be copied', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    show(edit);
    await tap('Copy it');
    expect(writeText).toHaveBeenCalledExactlyOnceWith('{"at":"10:00"}');
    await screen.findByText('Copied.');
  });

  test('one that does not open offers no copy', () => {
    show({ ...edit, text: null });
    expect(screen.queryByRole('button', { name: 'Copy it' })).toBeNull();
  });

  test('goes only after a second yes', async () => {
    show(edit);
    await tap('Let this edit go');
    expect(onletgo).not.toHaveBeenCalled();
    await tap('Let this edit go');
    expect(onletgo).toHaveBeenCalledExactlyOnceWith('o1');
  });
});

describe('what the server can see', () => {
  test('without an account is nothing about a person', () => {
    render(ServerSees, { hasAccount: false });
    expect(screen.getByText(/it knows nothing about you/)).toBeTruthy();
    expect(screen.queryByRole('list')).toBeNull();
  });

  test('with one is listed, and so is the limit of the promise', () => {
    render(ServerSees, { hasAccount: true });
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'The name you sign in with, and the day you began.',
      'How many phones are signed in. The day each came, and was last seen.',
      'How many passkeys there are. The day each was made, and last used.',
      'How many sealed records there are. Their rough size, and when each changed.',
      'This phone’s network address during a request. It is not written down.',
    ]);
    expect(screen.queryByText(/knows nothing about you/)).toBeNull();
    expect(screen.getByText(/the server also hands out this app/)).toBeTruthy();
  });
});
