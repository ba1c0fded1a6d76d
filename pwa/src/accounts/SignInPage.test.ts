import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { account } from './account.svelte';
import { answering, busyWith, DONE, NO_SIGNAL, refused, standing } from './screens';
import SignInPage from './SignInPage.svelte';

const HOLDS = { kind: 'holds_records', count: 3 };
const beforeWriting = vi.fn(() => Promise.resolve(true));

beforeEach(() => {
  standing('none');
  beforeWriting.mockReset().mockResolvedValue(true);
});

const open = () => render(SignInPage, { beforeWriting });
const name = () => screen.getByLabelText<HTMLTextAreaElement>('Name');
const passphrase = () => screen.getByLabelText<HTMLInputElement>('Passphrase');
const heading = () => screen.getByRole('heading', { level: 1 });
const tap = (label: string) => fireEvent.click(screen.getByRole('button', { name: label }));
const alert = () => screen.getByRole('alert').textContent.trim();

async function signIn(words = 'lamp corridor mug coat rain') {
  await fireEvent.input(name(), { target: { value: 'Quill' } });
  await fireEvent.input(passphrase(), { target: { value: words } });
  await fireEvent.submit(document.querySelector('form')!);
}

describe('signing in', () => {
  test('hands on what was typed, and asks the browser for a passphrase it may keep', async () => {
    const asked = answering('signIn', NO_SIGNAL);
    open();
    expect(passphrase().getAttribute('autocomplete')).toBe('current-password');
    await signIn();
    expect(asked).toHaveBeenCalledExactlyOnceWith('Quill', 'lamp corridor mug coat rain');
  });

  test('a wrong passphrase is said in the words we promised, beside the field, and stays', async () => {
    answering('signIn', refused('wrong_credentials'));
    open();
    await signIn('not that one');
    const said = await screen.findByText(
      'That didn’t open it. Everything inside is untouched. Try once more, or use your recovery code.',
    );
    expect(passphrase().getAttribute('aria-describedby')).toContain(said.id);
    await waitFor(() => expect(document.activeElement).toBe(passphrase()));
    expect([name().value, passphrase().value]).toEqual(['Quill', 'not that one']);
    const lost = screen.getByRole('link', { name: 'I have lost the passphrase' });
    expect(lost.getAttribute('href')).toBe('/account/recover');
  });

  test('an empty passphrase is said, and nothing is asked', async () => {
    const asked = answering('signIn', DONE);
    open();
    await signIn('');
    await screen.findByText('The passphrase is still empty.');
    expect(asked).not.toHaveBeenCalled();
  });

  test.each([
    [refused('too_many_attempts', 45), /Wait 45 seconds, then try once more/],
    [refused('too_many_attempts'), /Wait a while, then try once more/],
    [refused('busy'), /The server is busy/],
    [refused('kdf_refused'), /weaker keys than Interlude allows. Nothing was sent/],
    [refused('ring_damaged'), /would not open here. Nothing was changed/],
    [refused('account_disabled'), /has closed this account/],
    [refused('no_room'), /no room left/],
    [refused('server_refused'), /would not take that/],
    [NO_SIGNAL, /Everything here is as it was/],
    [{ kind: 'unheard', reason: 'garbled' }, /it was not the server/],
  ])('%o is said, and what was typed stays', async (answer, words) => {
    answering('signIn', answer);
    open();
    await signIn();
    await waitFor(() => expect(alert()).toMatch(words));
    expect([name().value, passphrase().value]).toEqual(['Quill', 'lamp corridor mug coat rain']);
  });

  test('deriving is shown, and can be stopped', async () => {
    const { finish } = busyWith('signIn', { doing: 'deriving', share: 0.5 });
    open();
    await signIn();
    const line = await screen.findByRole('progressbar');
    expect(line.getAttribute('aria-valuenow')).toBe('50');
    await tap('Stop');
    expect(account.cancel).toHaveBeenCalledOnce();
    finish(refused('cancelled'));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(alert()).toBe('');
  });

  test('what cannot be stopped without harm offers no stop', async () => {
    busyWith('signIn', { doing: 'sending', share: null });
    open();
    await signIn();
    await screen.findByRole('progressbar');
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  });

  test('with an expired sign-in the name stands there, and everything is said to open', () => {
    standing('expired', 'Quill');
    open();
    expect(name().value).toBe('Quill');
    expect(screen.getByText(/Everything here still opens/)).toBeTruthy();
  });

  test('signed in, it says as whom, and leads to Today', async () => {
    vi.spyOn(account, 'signIn').mockImplementation(() => {
      Object.assign(account, { status: 'signed_in', name: 'Quill' });
      return Promise.resolve(DONE);
    });
    open();
    await signIn();
    await waitFor(() => expect(heading().textContent).toBe('Signed in'));
    expect(screen.getByText('Signed in as Quill.')).toBeTruthy();
    expect(document.activeElement).toBe(heading());
    expect(screen.getByRole('link', { name: 'To Today' }).getAttribute('href')).toBe('/');
  });

  test('on an iPhone, who would rather install first sends nothing yet', async () => {
    beforeWriting.mockResolvedValue(false);
    const asked = answering('signIn', DONE);
    open();
    await signIn();
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('a phone that holds something already', () => {
  async function asked(...answers: unknown[]) {
    answering('signIn', HOLDS);
    const settled = answering('settle', ...answers);
    open();
    await signIn();
    await waitFor(() => expect(heading().textContent).toBe('Something is on this phone already'));
    return settled;
  }

  test('is asked about, with how much it is, before anything happens', async () => {
    const settled = await asked();
    expect(screen.getByText(/^3 things were written here/)).toBeTruthy();
    expect(settled).not.toHaveBeenCalled();
  });

  test('can bring it along', async () => {
    const settled = await asked(DONE);
    await tap('Bring them along');
    expect(settled).toHaveBeenCalledExactlyOnceWith('bring_along');
  });

  test('shows how many came along', async () => {
    await asked();
    busyWith('settle', { doing: 'bringing', share: null });
    await tap('Bring them along');
    account.bringing = { done: 1, all: 4, damaged: 0 };
    const line = await screen.findByRole('progressbar', { name: /1 of 4/ });
    expect(line.getAttribute('aria-valuenow')).toBe('25');
  });

  test('erases only after a second yes, and not after a second thought', async () => {
    const settled = await asked(DONE);
    await tap('Erase them');
    expect(screen.getByText(/gone for good/)).toBeTruthy();
    await tap('Not now');
    expect(settled).not.toHaveBeenCalled();
    expect(document.activeElement?.textContent).toBe('Erase them');

    await tap('Erase them');
    await tap('Yes, erase them');
    expect(settled).toHaveBeenCalledExactlyOnceWith('erase');
  });

  test('can save it as a file first, and is told that the file is open to read', async () => {
    const settled = await asked();
    vi.spyOn(account, 'exportAll').mockResolvedValue(new Blob(['{"all":1}']));
    const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:all');
    await tap('Save as a file');
    await screen.findByText(/Anyone who opens it can read it/);
    expect(await (made.mock.calls[0]![0] as Blob).text()).toBe('{"all":1}');
    expect(settled).not.toHaveBeenCalled();
  });

  test('a file that could not be made is said', async () => {
    await asked();
    vi.spyOn(account, 'exportAll').mockRejectedValue(new Error('no'));
    await tap('Save as a file');
    await screen.findByText(/could not be made. Nothing was changed/);
  });

  test('with no signal the question stays, and says why', async () => {
    await asked(NO_SIGNAL);
    await tap('Bring them along');
    await waitFor(() => expect(alert()).toMatch(/No answer from the server/));
    expect(screen.getByRole('button', { name: 'Bring them along' })).toBeTruthy();
  });

  test('what an earlier move left behind can be taken away after a second yes', async () => {
    await asked(refused('left_behind'));
    await tap('Bring them along');
    await waitFor(() => expect(alert()).toMatch(/still lies here/));
    account.bringing = { done: 3, all: 4, damaged: 1 };
    const dropped = answering('dropLeft', DONE);
    await screen.findByText(/1 record would not open/);
    await tap('Take them away');
    await tap('Yes, take them away');
    expect(dropped).toHaveBeenCalledOnce();
  });
});
