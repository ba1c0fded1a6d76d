import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { account } from './account.svelte';
import NewPage from './NewPage.svelte';
import * as passphrases from './passphrase';
import { answering, busyWith, CODE, DONE, NO_SIGNAL, refused, standing } from './screens';

const READY = { kind: 'ready', code: CODE };
const WORDS = 'lamp corridor mug coat rain';
const beforeWriting = vi.fn(() => Promise.resolve(true));

beforeEach(() => {
  standing('none');
  beforeWriting.mockReset().mockResolvedValue(true);
});

const open = () => render(NewPage, { beforeWriting });
const name = () => screen.getByLabelText<HTMLTextAreaElement>('Name');
const passphrase = () => screen.getByLabelText<HTMLInputElement>('Passphrase');
const heading = () => screen.getByRole('heading', { level: 1 });
const tap = (label: string | RegExp) =>
  fireEvent.click(screen.getByRole('button', { name: label }));
const alert = () => screen.getByRole('alert').textContent.trim();

async function fillIn(given = { name: 'Quill', passphrase: WORDS }) {
  await fireEvent.input(name(), { target: { value: given.name } });
  await fireEvent.input(passphrase(), { target: { value: given.passphrase } });
}

async function send() {
  await fireEvent.submit(document.querySelector('form')!);
}

async function reachTheCode() {
  answering('prepareSignUp', READY);
  open();
  await fillIn();
  await send();
  await waitFor(() => expect(heading().textContent).toBe('Your recovery code'));
}

/** Types what the two fields ask for, each as `written` has it. */
async function confirm(written = (group: string) => group) {
  for (const field of screen.getAllByLabelText<HTMLTextAreaElement>(/^Group \d$/)) {
    const label = document.querySelector(`label[for="${field.id}"]`)!.textContent;
    const group = CODE.split('-')[Number(label.replace('Group ', '')) - 1]!;
    await fireEvent.input(field, { target: { value: written(group) } });
  }
  await send();
}

describe('the form', () => {
  test('asks for a name and a passphrase, and for no invitation where none is needed', () => {
    open();
    expect(heading().textContent).toBe('Make an account');
    expect(screen.queryByLabelText('Invitation code')).toBeNull();
    expect(screen.getByText(/a made-up one too/)).toBeTruthy();
  });

  test('asks for an invitation where the server wants one', async () => {
    account.invite_needed = true;
    const prepared = answering('prepareSignUp', READY);
    open();
    await fillIn();
    await fireEvent.input(screen.getByLabelText('Invitation code'), { target: { value: ' a1 ' } });
    await send();
    expect(prepared).toHaveBeenCalledExactlyOnceWith('Quill', WORDS, 'a1');
  });

  test('with the address of the page untouched, since it is sent by script alone', async () => {
    answering('prepareSignUp', NO_SIGNAL);
    open();
    await fillIn();
    expect(await fireEvent.submit(document.querySelector('form')!)).toBe(false);
  });

  test.each([
    ['weak_short', 'Passphrase', /Twelve characters or more hold/],
    ['weak_common', 'Passphrase', /among the first that are guessed/],
    ['name_invalid', 'Name', /between 1 and 64/],
  ] as const)('%s is said with its field, and what was typed stays', async (code, label, words) => {
    answering('prepareSignUp', refused(code));
    open();
    await fillIn();
    await send();
    const field = await screen.findByLabelText(label);
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByText(words).id).toBe(
      field.getAttribute('aria-describedby')!.split(' ').at(-1),
    );
    expect(document.activeElement).toBe(field);
    expect([name().value, passphrase().value]).toEqual(['Quill', WORDS]);
  });

  test('a phone without memory says what may help', async () => {
    answering('prepareSignUp', refused('kdf_unavailable'));
    open();
    await fillIn();
    await send();
    await waitFor(() => expect(alert()).toMatch(/Close other apps/));
  });

  test('five random words are put in, and shown to be written down', async () => {
    vi.spyOn(passphrases, 'fiveWords').mockResolvedValue(WORDS);
    open();
    await tap('Use five random words');
    await waitFor(() => expect(passphrase().value).toBe(WORDS));
    expect(screen.getByText(WORDS)).toBeTruthy();
    expect(screen.getByText(/Write them down before you go on/)).toBeTruthy();
  });

  test('words that were put in and then changed are no longer shown beside the field', async () => {
    vi.spyOn(passphrases, 'fiveWords').mockResolvedValue(WORDS);
    open();
    await tap('Use five random words');
    await screen.findByText(WORDS);
    await fireEvent.input(passphrase(), { target: { value: `${WORDS} door` } });
    expect(screen.queryByText(WORDS)).toBeNull();
  });

  test('words put in place of a weak passphrase are not called weak', async () => {
    answering('prepareSignUp', refused('weak_short'));
    vi.spyOn(passphrases, 'fiveWords').mockResolvedValue(WORDS);
    open();
    await fillIn({ name: 'Quill', passphrase: 'short' });
    await send();
    await screen.findByText(/Twelve characters or more hold/);
    await tap('Use five random words');
    await screen.findByText(WORDS);
    expect(screen.queryByText(/Twelve characters or more hold/)).toBeNull();
  });

  test('a list of words that would not load is said', async () => {
    vi.spyOn(passphrases, 'fiveWords').mockRejectedValue(new Error('offline'));
    open();
    await tap('Use five random words');
    await screen.findByText(/The words did not load/);
  });

  test('on an iPhone, who would rather install first makes nothing yet', async () => {
    beforeWriting.mockResolvedValue(false);
    const prepared = answering('prepareSignUp', READY);
    open();
    await fillIn();
    await send();
    expect(prepared).not.toHaveBeenCalled();
    expect(passphrase().value).toBe(WORDS);
  });

  test('says that deriving takes a while on purpose, and can be stopped', async () => {
    const { finish } = busyWith('prepareSignUp', { doing: 'deriving', share: null });
    open();
    await fillIn();
    await send();
    const line = await screen.findByRole('progressbar');
    expect(line.parentElement?.textContent).toMatch(/takes a few seconds on purpose/);
    await tap('Stop');
    expect(account.cancel).toHaveBeenCalledOnce();
    finish(refused('cancelled'));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(alert()).toBe('');
    expect(passphrase().value).toBe(WORDS);
    await waitFor(() => expect(document.activeElement).toBe(passphrase()));
  });

  test('a second Enter while it is busy asks for nothing more', async () => {
    busyWith('prepareSignUp', { doing: 'deriving', share: null });
    open();
    await fillIn();
    await send();
    await send();
    expect(account.prepareSignUp).toHaveBeenCalledOnce();
  });

  test('left without a code, it keeps no passphrase', async () => {
    open();
    await fillIn();
    cleanup();
    open();
    expect([name().value, passphrase().value]).toEqual(['', '']);
  });
});

describe('the recovery code', () => {
  test('is shown in seven groups, and its heading has the focus', async () => {
    await reachTheCode();
    const groups = screen
      .getAllByRole('listitem')
      .map((item) => item.querySelector('bdi')?.textContent);
    expect(groups).toEqual(CODE.split('-'));
    expect(document.activeElement).toBe(heading());
  });

  test('can be copied', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await reachTheCode();
    await tap('Copy');
    expect(writeText).toHaveBeenCalledExactlyOnceWith(CODE);
    await screen.findByText('Copied.');
  });

  test('says so when copying is refused', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'));
    await reachTheCode();
    await tap('Copy');
    await screen.findByText('Copying was refused here.');
  });

  test('can be saved as a file that holds it', async () => {
    const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:code');
    await reachTheCode();
    await tap('Save as a file');
    expect(await (made.mock.calls[0]![0] as Blob).text()).toContain(CODE);
    expect(screen.getByText(/It is not sealed/)).toBeTruthy();
  });

  test('closing the tab is asked about until it is confirmed', async () => {
    await reachTheCode();
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
  });

  test('a tab with no code in it closes without a question', () => {
    open();
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(false);
  });

  test('is still there after a look elsewhere', async () => {
    await reachTheCode();
    cleanup();
    open();
    expect(heading().textContent).toBe('Your recovery code');
  });

  test('nothing is sent before it is confirmed', async () => {
    const sent = answering('signUp', DONE);
    await reachTheCode();
    await tap('I have it');
    expect(heading().textContent).toBe('Two groups of it, to be sure');
    await confirm(() => 'XXXX');
    await screen.findByText(/^That is not what group \d says.$/);
    expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true');
    expect(sent).not.toHaveBeenCalled();
  });

  test('can be looked at once more', async () => {
    await reachTheCode();
    await tap('I have it');
    await tap('Look at the code once more');
    expect(heading().textContent).toBe('Your recovery code');
  });

  test('two groups, in small letters and with a dash, are enough', async () => {
    const sent = answering('signUp', DONE);
    await reachTheCode();
    await tap('I have it');
    await confirm((group) => ` ${group.toLowerCase().replace('0', 'o').replace('1', 'l')}- `);
    await waitFor(() => expect(heading().textContent).toBe('Your account is made'));
    expect(sent).toHaveBeenCalledOnce();
    expect(screen.getByRole('link', { name: 'To Today' }).getAttribute('href')).toBe('/');
  });
});

describe('the server', () => {
  async function confirmed(...answers: unknown[]) {
    const sent = answering('signUp', ...answers);
    await reachTheCode();
    await tap('I have it');
    await confirm();
    return sent;
  }

  test('was not heard: it is said, what was typed stays, and it can be tried once more', async () => {
    const sent = await confirmed(NO_SIGNAL, DONE);
    await waitFor(() => expect(alert()).toMatch(/Everything here is as it was/));
    await send();
    await waitFor(() => expect(heading().textContent).toBe('Your account is made'));
    expect(sent).toHaveBeenCalledTimes(2);
  });

  test('a tab may start anew by itself while the code is on its way', async () => {
    const { finish } = busyWith('signUp', { doing: 'sending', share: null });
    await reachTheCode();
    await tap('I have it');
    await confirm();
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(false);
    finish(DONE);
  });

  test('a taken name is said with its field; with another the code on paper holds', async () => {
    const sent = await confirmed(refused('name_taken'), DONE);
    await waitFor(() => expect(name().getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByText(/That name is taken here/)).toBeTruthy();
    expect(passphrase().value).toBe(WORDS);

    answering('prepareSignUp', READY);
    await fireEvent.input(name(), { target: { value: 'Feather' } });
    await send();
    await waitFor(() => expect(heading().textContent).toBe('Your account is made'));
    expect(sent).toHaveBeenCalledTimes(2);
  });

  test('a taken name and another passphrase: a new code is shown and confirmed', async () => {
    const sent = await confirmed(refused('name_taken'), DONE);
    await waitFor(() => expect(name().getAttribute('aria-invalid')).toBe('true'));
    answering('prepareSignUp', { kind: 'ready', code: CODE.replace('7K2M', '8888') });
    await fillIn({ name: 'Feather', passphrase: `${WORDS} door` });
    await send();
    await waitFor(() => expect(heading().textContent).toBe('Your recovery code'));
    expect(screen.getByText('8888')).toBeTruthy();
    expect(screen.getByText(/The one before it opens nothing/)).toBeTruthy();
    expect(sent).toHaveBeenCalledOnce();
  });

  test('an invitation that opens nothing is said with its field, which is there now', async () => {
    await confirmed(refused('invite_invalid'));
    const field = await screen.findByLabelText('Invitation code');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/It may be used or too old/)).toBeTruthy();
  });

  test('wants fewer tries, and says how long to wait', async () => {
    await confirmed(refused('too_many_attempts', 600));
    await waitFor(() =>
      expect(alert()).toBe(
        'Too many tries for now. Wait 10 minutes, then try once more. Nothing is locked.',
      ),
    );
  });
});
