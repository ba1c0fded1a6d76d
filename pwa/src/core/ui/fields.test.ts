import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import FreeText from './FreeText.svelte';
import PassphraseField from './PassphraseField.svelte';
import ProgressLine from './ProgressLine.svelte';

let form: HTMLElement;
let target: HTMLElement;
const sent = vi.fn();

beforeEach(() => {
  sent.mockClear();
  form = document.body.appendChild(document.createElement('form'));
  target = form.appendChild(document.createElement('div'));
  vi.spyOn(HTMLFormElement.prototype, 'requestSubmit').mockImplementation(sent);
  return () => {
    form.remove();
    vi.restoreAllMocks();
  };
});

function field<T extends HTMLElement>(label: string): T {
  return screen.getByLabelText<T>(label);
}

describe('free text', () => {
  function show(props: object) {
    render(FreeText, { target, props: { label: 'Name', value: '', ...props } });
    return field<HTMLTextAreaElement>('Name');
  }

  test('Enter in a line sends its form, and writes no new line', async () => {
    const place = show({ line: true });
    const went = await fireEvent.keyDown(place, { key: 'Enter' });
    expect(sent).toHaveBeenCalledOnce();
    expect(went).toBe(false);
  });

  test('Enter that only ends a word being composed sends nothing', async () => {
    await fireEvent.keyDown(show({ line: true }), { key: 'Enter', isComposing: true });
    expect(sent).not.toHaveBeenCalled();
  });

  test('Enter in a text of more lines stays what it is', async () => {
    expect(await fireEvent.keyDown(show({}), { key: 'Enter' })).toBe(true);
    expect(sent).not.toHaveBeenCalled();
  });

  test('lines pasted into one line are told apart by a blank', async () => {
    const place = show({ line: true });
    await fireEvent.input(place, { target: { value: 'Quill\r\nFeather' } });
    expect(place.value).toBe('Quill Feather');
  });

  test('what was not taken is said with the field, after its hint', () => {
    const place = show({ hint: 'Any will do.', error: 'That name is taken.' });
    expect(place.getAttribute('aria-invalid')).toBe('true');
    const said = place.getAttribute('aria-describedby')!.split(' ');
    expect(said.map((id) => document.getElementById(id)?.textContent)).toEqual([
      'Any will do.',
      'That name is taken.',
    ]);
  });

  test('with nothing to say it points nowhere', () => {
    const place = show({});
    expect(place.hasAttribute('aria-describedby')).toBe(false);
    expect(place.hasAttribute('aria-invalid')).toBe(false);
  });

  test('the browser is told to remember nothing of it', () => {
    const place = show({ line: true });
    expect(place.getAttribute('autocomplete')).toBe('off');
    expect(place.getAttribute('spellcheck')).toBe('false');
  });
});

describe('a passphrase', () => {
  function show(props: object = {}) {
    const given = { label: 'Passphrase', value: '', kind: 'new', ...props };
    render(PassphraseField, { target, props: given as never });
    return field<HTMLInputElement>('Passphrase');
  }

  const toggle = () => screen.getByRole('button', { name: /^Show/ });

  test.each([
    ['new', 'new-password'],
    ['current', 'current-password'],
  ])('%s is hidden, and the browser may offer to keep it', (kind, autocomplete) => {
    const place = show({ kind });
    expect(place.type).toBe('password');
    expect(place.getAttribute('autocomplete')).toBe(autocomplete);
  });

  test('shown it is text that the browser is told to forget, and hidden once more it is as before', async () => {
    const place = show({ value: 'a lamp in the corridor' });
    await fireEvent.click(toggle());
    expect(place.type).toBe('text');
    expect(place.getAttribute('autocomplete')).toBe('off');
    expect(place.getAttribute('spellcheck')).toBe('false');
    expect(toggle().getAttribute('aria-pressed')).toBe('true');
    expect(place.value).toBe('a lamp in the corridor');

    await fireEvent.click(toggle());
    expect(place.type).toBe('password');
    expect(place.getAttribute('autocomplete')).toBe('new-password');
  });

  test('the button that shows it sends no form', () => {
    show();
    expect(toggle().getAttribute('type')).toBe('button');
  });

  test('a long one is not cut off', () => {
    expect(show().hasAttribute('maxlength')).toBe(false);
  });

  test('caps lock is said while it is on', async () => {
    const place = show();
    const press = (isOn: boolean) => {
      const event = new KeyboardEvent('keydown', { key: 'A', bubbles: true });
      vi.spyOn(event, 'getModifierState').mockImplementation((key) => isOn && key === 'CapsLock');
      return fireEvent(place, event);
    };
    await press(true);
    expect(screen.getByRole('status').textContent).toBe('Caps lock is on.');
    await press(false);
    expect(screen.getByRole('status').textContent).toBe('');
    await press(true);
    await fireEvent.blur(place);
    expect(screen.getByRole('status').textContent).toBe('');
  });

  test('what was not taken is said with the field', () => {
    const place = show({ error: 'That is short.' });
    expect(place.getAttribute('aria-invalid')).toBe('true');
    const said = document.getElementById(place.getAttribute('aria-describedby')!);
    expect(said?.textContent).toBe('That is short.');
  });
});

describe('progress', () => {
  test('says what takes a while, and how far it is', () => {
    render(ProgressLine, { text: 'Bringing along.', share: 0.254 });
    const line = screen.getByRole('progressbar', { name: 'Bringing along.' });
    expect(line.getAttribute('aria-valuenow')).toBe('25');
    expect(screen.getByRole('status').textContent).toBe('Bringing along.');
  });

  test('makes no number up when it does not know', () => {
    render(ProgressLine, { text: 'Opening.' });
    expect(screen.getByRole('progressbar').hasAttribute('aria-valuenow')).toBe(false);
  });
});
