import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone } from '../../vault/testing';
import type { Vault } from '../../vault/vault';
import CopyText from './CopyText.svelte';
import { mondaysTo, weekOf } from './days';
import { HalfWritten } from './half-written.svelte';
import Undo from './Undo.svelte';

let vault: Vault;
const yes = () => Promise.resolve(true);
const text = (value: unknown) => (typeof value === 'string' ? value : null);

beforeEach(async () => (vault = await emptyPhone()));
afterEach(() => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(navigator, 'share');
});

test('words are copied, and it says so', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  render(CopyText, { text: 'Out of hours.', name: 'Reply' });
  await fireEvent.click(screen.getByRole('button', { name: 'Copy: Reply' }));
  await screen.findByText('Copied.');
  expect(write).toHaveBeenCalledWith('Out of hours.');
  expect(screen.queryByRole('button', { name: 'Share: Reply' })).toBeNull();
});

test('where copying is refused the words are shown and marked', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'));
  const select = vi.spyOn(getSelection()!, 'selectAllChildren');
  render(CopyText, { text: 'Out of hours.', name: 'Reply', shown: false });
  expect(screen.getByText('Out of hours.').className).toContain('away');
  await fireEvent.click(screen.getByRole('button', { name: 'Copy: Reply' }));
  await screen.findByText('Copying was not possible here. The words are marked for you.');
  expect(screen.getByText('Out of hours.').className).not.toContain('away');
  expect(select).toHaveBeenCalledWith(screen.getByText('Out of hours.'));
});

test('other words are not said to be copied', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const { rerender } = render(CopyText, { text: 'Out of hours.', name: 'Reply' });
  await fireEvent.click(screen.getByRole('button', { name: 'Copy: Reply' }));
  await screen.findByText('Copied.');
  await rerender({ text: 'On leave.' });
  expect(screen.queryByText('Copied.')).toBeNull();
});

test('where what was taken away had the focus, the way back gets it', async () => {
  const { rerender } = render(Undo, { said: null, onundo: vi.fn() });
  await rerender({ said: 'Taken away.' });
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Undo' }));
});

test('a way back takes the focus from nobody', async () => {
  const { rerender } = render(Undo, { said: 'Taken away.', onundo: vi.fn() });
  expect(document.activeElement).toBe(document.body);
  const field = document.body.appendChild(document.createElement('button'));
  field.focus();
  await rerender({ said: 'Changed.' });
  expect(document.activeElement).toBe(field);
  field.remove();
});

test('a phone that can share is asked to, and a change of mind is no trouble', async () => {
  const share = vi.fn().mockRejectedValue(new DOMException('', 'AbortError'));
  Object.assign(navigator, { share });
  render(CopyText, { text: 'Out of hours.', name: 'Reply' });
  await fireEvent.click(screen.getByRole('button', { name: 'Share: Reply' }));
  expect(share).toHaveBeenCalledWith({ text: 'Out of hours.' });
});

test('half written words wait sealed, and are gone once dropped', async () => {
  const draft = new HalfWritten('x', text);
  draft.type('Out b', yes);
  draft.type('Out by six', yes);
  await waitFor(async () => expect(await vault.draft('x')).toBe('"Out by six"'));
  const later = new HalfWritten('x', text);
  await later.open();
  expect(later.value).toBe('Out by six');
  await later.drop();
  expect([later.value, await vault.draft('x')]).toEqual([null, null]);
});

test('nothing is sealed for who would rather not yet, and it stands on screen', async () => {
  const draft = new HalfWritten('x', text);
  const ask = vi.fn().mockResolvedValue(false);
  const save = vi.spyOn(vault, 'saveDraft');
  draft.type('O', ask);
  draft.type('Ou', ask);
  await draft.open();
  expect(draft.value).toBe('Ou');
  expect(ask).toHaveBeenCalledOnce();
  expect(save).not.toHaveBeenCalled();
});

test('a draft that is none begins anew', async () => {
  for (const kept of ['{', '7']) {
    await vault.saveDraft('x', kept);
    const draft = new HalfWritten('x', text);
    await draft.open();
    expect(draft.value).toBeNull();
  }
});

test('a week is Monday to Sunday, and a season ends with this one', () => {
  expect(weekOf('2026-11-29')).toEqual([23, 24, 25, 26, 27, 28, 29].map((day) => `2026-11-${day}`));
  expect(mondaysTo('2026-11-29', 3)).toEqual(['2026-11-09', '2026-11-16', '2026-11-23']);
});
