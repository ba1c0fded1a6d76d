import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anotherTab, emptyPhone, onDisk } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import GuardCheck from './GuardCheck.svelte';
import * as code from './guard-code';
import GuardLine from './GuardLine.svelte';
import { addAllowed, GUARD_ALLOWED, listAllowed } from './guard-records';
import { Guard, REST } from './guard-store.svelte';
import type { Finding } from './guard-words';

vi.mock('./guard-code', () => import('./testing-guard'));

let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const lucia: Finding = { kind: 'name', from: 0, to: 5, text: 'Lucía' };
const marek: Finding = { kind: 'name', from: 10, to: 15, text: 'Marek' };
const found = (guard: Guard) => guard.found.map(({ text }) => text);
const rest = () => new Promise((done) => setTimeout(done, REST / 2));

test('nothing is looked at while one types; once it rests, it is', async () => {
  const fetched = vi.spyOn(code, 'fetchGuard');
  const guard = new Guard();
  guard.type('Luc');
  await rest();
  guard.type('Lucía');
  await rest();
  expect(fetched).not.toHaveBeenCalled();
  await waitFor(() => expect(found(guard)).toEqual(['Lucía']));
  guard.stop();
});

test('what is found goes at once when its words do, and nothing is found after the end', async () => {
  const guard = new Guard();
  guard.type('Lucía, Marek');
  await waitFor(() => expect(found(guard)).toEqual(['Lucía', 'Marek']));
  guard.type('Lucía,');
  expect(found(guard)).toEqual(['Lucía']);
  guard.stop();
  await rest();
  await rest();
  expect(found(guard)).toEqual([]);
});

test('a word that is fine is fine everywhere from then on, and lies sealed', async () => {
  const guard = new Guard();
  await guard.allow(lucia);
  expect(await listAllowed(vault)).toEqual(['lucía']);
  expect(await new Guard().check('Lucía and Marek')).toMatchObject([{ text: 'Marek' }]);
  expect(JSON.stringify(await onDisk())).not.toContain('lucía');
});

test('a full phone keeps no word, and on this page it is fine all the same', async () => {
  vi.spyOn(vault, 'updateSingleton').mockRejectedValue(new VaultError('no_room'));
  const guard = new Guard();
  await guard.allow(lucia);
  expect(await guard.check('Lucía')).toEqual([]);
});

test('words of two tabs stand beside each other, and odd ones harm nothing', async () => {
  const tab = await anotherTab();
  const other = await tab.openVault();
  await Promise.all([addAllowed(vault, 'lucía'), addAllowed(other, '__proto__')]);
  expect((await listAllowed(vault)).sort()).toEqual(['__proto__', 'lucía']);
  await vault.updateSingleton<object>(GUARD_ALLOWED, {}, () => ({ a: 1, b: 'true', c: true }));
  expect(await listAllowed(vault)).toEqual(['c']);
  await tab.closeVault();
});

test('out of reach of the guard one writes on, and the check says so', async () => {
  vi.spyOn(code, 'fetchGuard').mockRejectedValue(new TypeError('offline'));
  const guard = new Guard();
  expect(await guard.check('Lucía')).toBeNull();
  expect(await guard.gentler('Lucía', lucia)).toBe('Lucía');
});

test('one line speaks of one finding, and passes on what one chose', async () => {
  const [onallow, ongentler] = [vi.fn(), vi.fn()];
  const view = render(GuardLine, { findings: [lucia, marek], onallow, ongentler });
  expect(screen.getByRole('status').textContent).toBe(
    '‘Lucía’ may point to somebody. Use a gentler wording?',
  );
  expect(screen.getAllByRole('button')).toHaveLength(2);
  await fireEvent.click(screen.getByRole('button', { name: 'Lucía is fine' }));
  expect(onallow).toHaveBeenCalledWith(lucia);
  await fireEvent.click(screen.getByRole('button', { name: 'Use a gentler wording for Lucía' }));
  expect(ongentler).toHaveBeenCalledWith(lucia);
  await view.rerender({ findings: [] });
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('status').textContent).toBe('');
});

const ways = createRawSnippet(() => ({ render: () => '<button>Out</button>' }));
const out = () => screen.queryByRole('button', { name: 'Out' });

test('before all is answered there is no way out; then there is', async () => {
  const [onallow, onreplace] = [vi.fn(), vi.fn()];
  const given = { onallow, onreplace, text: 'x', children: ways };
  const view = render(GuardCheck, { ...given, findings: [lucia, { ...marek, kind: 'date' }] });
  expect(screen.getByText('A name, perhaps: ‘Lucía’')).toBeTruthy();
  expect(screen.getByText('A date: ‘Marek’')).toBeTruthy();
  expect(out()).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'Replace Lucía' }));
  expect(onreplace).toHaveBeenCalledWith(lucia);
  expect(document.activeElement?.tagName).toBe('H2');
  await view.rerender({ ...given, findings: [{ ...marek, kind: 'date' }] });
  expect(out()).toBeNull();
  await view.rerender({ ...given, findings: [] });
  expect(out()).not.toBeNull();
});

test('while it looks there is no way out, and unread one reads each text through oneself', async () => {
  const given = { onallow: vi.fn(), onreplace: vi.fn(), children: ways };
  const view = render(GuardCheck, { ...given, text: 'one', findings: undefined });
  expect(out()).toBeNull();
  await view.rerender({ ...given, text: 'one', findings: null });
  expect(out()).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'I have read it through' }));
  expect(out()).not.toBeNull();
  await view.rerender({ ...given, text: 'another', findings: null });
  expect(out()).toBeNull();
});
