import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setClock } from '../../core/clock';
import { emptyPhone, onDisk } from '../../vault/testing';
import type { Vault } from '../../vault/vault';
import LetGoPage from './LetGoPage.svelte';
import { HIDDEN_LONG_MS } from './rules';

const WORDS = 'Unsayable otherwise';

let vault: Vault;
let clockBack: () => void;

beforeEach(async () => {
  vault = await emptyPhone();
  localStorage.clear();
  sessionStorage.clear();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.setSystemTime(new Date(2026, 10, 20, 21, 0));
  clockBack = setClock(() => new Date());
});

afterEach(() => {
  clockBack();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Whatever it is');
const write = () => fireEvent.input(field(), { target: { value: WORDS } });

function hide(isHidden: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

test('written and left, it is in no store of any kind, and coming back it is empty', async () => {
  await vault.add('journal', { text: 'kept' }, '2026-11-20');
  const before = JSON.stringify(await onDisk());
  const pushed = vi.spyOn(history, 'pushState');
  const replaced = vi.spyOn(history, 'replaceState');
  const view = render(LetGoPage);
  await write();
  expect(field().value).toBe(WORDS);
  await vi.advanceTimersByTimeAsync(5000);
  expect(JSON.stringify(await onDisk())).toBe(before);
  view.unmount();

  const after = JSON.stringify([await onDisk(), { ...localStorage }, { ...sessionStorage }]);
  expect(after).not.toContain(WORDS);
  expect(JSON.stringify(await onDisk())).toBe(before);
  expect(localStorage.length + sessionStorage.length).toBe(0);
  expect(pushed).not.toHaveBeenCalled();
  expect(replaced).not.toHaveBeenCalled();
  expect(document.body.innerHTML).not.toContain(WORDS);
  render(LetGoPage);
  expect(field().value).toBe('');
});

test('the first line says what this is not for', () => {
  render(LetGoPage);
  const first = screen.getByRole('heading', { level: 1 }).nextElementSibling;
  expect(first?.textContent).toBe('Not for anything you may have a duty to keep.');
});

test('let go, it fades before it is gone, and a line says so', async () => {
  render(LetGoPage);
  await write();
  await fireEvent.click(screen.getByRole('button', { name: 'Let it go' }));
  await vi.advanceTimersByTimeAsync(1500);
  expect(field().value).toBe(WORDS);
  expect(field().closest('[inert]')).not.toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  expect(field().value).toBe('');
  expect(screen.getByRole('status').textContent).toBe('Gone. It was nowhere else.');
});

test('with reduced motion it is gone at once', async () => {
  vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList);
  render(LetGoPage);
  await write();
  await fireEvent.click(screen.getByRole('button', { name: 'Let it go' }));
  await vi.advanceTimersByTimeAsync(1);
  expect(field().value).toBe('');
});

test('it goes as the page goes', async () => {
  render(LetGoPage);
  await write();
  dispatchEvent(new Event('pagehide'));
  await vi.advanceTimersByTimeAsync(0);
  expect(field().value).toBe('');
});

test('a short look elsewhere leaves it; a long one does not', async () => {
  render(LetGoPage);
  await write();
  hide(true);
  await vi.advanceTimersByTimeAsync(HIDDEN_LONG_MS - 1000);
  hide(false);
  expect(field().value).toBe(WORDS);
  hide(true);
  await vi.advanceTimersByTimeAsync(HIDDEN_LONG_MS);
  expect(field().value).toBe('');
  expect(screen.getByRole('status').textContent).toContain('What stood here is gone.');
});

test('on a phone that slept, what was due meanwhile is gone when one looks', async () => {
  render(LetGoPage);
  await write();
  hide(true);
  // No timer fires while a phone sleeps: the clock alone goes on.
  vi.setSystemTime(Date.now() + HIDDEN_LONG_MS);
  hide(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(field().value).toBe('');
});

test('at the end of the day it is gone, and of the next day as well', async () => {
  render(LetGoPage);
  await write();
  await vi.advanceTimersByTimeAsync(3 * 3_600_000 - 1000);
  expect(field().value).toBe(WORDS);
  await vi.advanceTimersByTimeAsync(1000);
  expect(field().value).toBe('');
  await write();
  await vi.advanceTimersByTimeAsync(24 * 3_600_000);
  expect(field().value).toBe('');
});
