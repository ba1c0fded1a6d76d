import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as saving from '../../accounts/save-file';
import { anotherTab, emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import PeoplePage from './PeoplePage.svelte';
import { changeText, findTexts, PEOPLE_SHELF } from './records';
import type { ShelfItem } from './rules';
import { messages, shelf } from './store.svelte';

let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
  shelf.forget();
  messages.forget();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const show = (isAllowed = true) =>
  render(PeoplePage, { beforeWriting: () => Promise.resolve(isAllowed) });
const PEER = 'A message to begin from: A peer hour';
const message = () => screen.findByLabelText<HTMLTextAreaElement>(PEER);
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const type = async (label: string, value: string) =>
  fireEvent.input(await screen.findByLabelText(label), { target: { value } });
const kept = async () => (await vault.list<ShelfItem>(PEOPLE_SHELF)).kept.map(({ value }) => value);
const ITEM = { text: 'The list', link: 'example.org', at: '2026-11-20T10:00:00Z' };

test('a message is ready to copy as it comes, and as it was changed', async () => {
  const copied = vi.spyOn(saving, 'copyText').mockResolvedValue(true);
  show();
  const came = (await message()).value;
  await tap('Copy: A peer hour');
  expect(copied).toHaveBeenLastCalledWith(came);
  await type(PEER, 'Coffee?');
  await tap('Copy: A peer hour');
  expect(copied).toHaveBeenLastCalledWith('Coffee?');
});

test('changed, it is there on return, and can be put back to how it came', async () => {
  const view = show();
  const came = (await message()).value;
  await type(PEER, 'Coffee?');
  await waitFor(async () => expect(await findTexts(vault)).toEqual({ peer: 'Coffee?' }));
  view.unmount();
  messages.forget();
  show();
  await screen.findByDisplayValue('Coffee?');
  await tap('Back to how it was');
  await waitFor(async () => expect((await message()).value).toBe(came));
  await waitFor(async () => expect(await findTexts(vault)).toEqual({}));
});

test('by one who would rather not write yet nothing is kept, and what is typed stands there', async () => {
  show(false);
  await type(PEER, 'Coffee?');
  expect((await message()).value).toBe('Coffee?');
  await tap('Put something on it');
  expect(screen.queryByLabelText('What it is')).toBeNull();
  expect(await findTexts(vault)).toEqual({});
});

test('a full phone says so, and the message stands as it was typed', async () => {
  vi.spyOn(vault, 'updateSingleton').mockRejectedValue(new VaultError('no_room'));
  show();
  await type(PEER, 'Coffee?');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  expect((await message()).value).toBe('Coffee?');
});

test('messages changed in two tabs stand beside each other', async () => {
  const tab = await anotherTab();
  const other = await tab.openVault();
  await Promise.all([changeText(vault, 'peer', 'Coffee?'), changeText(other, 'mentor', 'A talk?')]);
  expect(await findTexts(vault)).toEqual({ peer: 'Coffee?', mentor: 'A talk?' });
  await tab.closeVault();
});

test('put on the shelf, changed, taken away and had back', async () => {
  show();
  await screen.findByText('The shelf is empty. It may stay so.');
  await tap('Put something on it');
  await tap('Keep');
  await screen.findByText('A word or two makes it possible to find.');
  await type('What it is', 'The list');
  await type('Link, if there is one', 'example.org');
  await tap('Keep');
  const link = await screen.findByRole('link', { name: 'example.org' });
  expect([link.getAttribute('href'), link.getAttribute('rel')]).toEqual([
    'https://example.org/',
    'noopener noreferrer',
  ]);
  await tap('Change: The list');
  await type('What it is', 'A list');
  await tap('Keep');
  await tap('Take away: A list');
  await waitFor(async () => expect(await kept()).toEqual([]));
  await tap('Undo');
  await waitFor(async () => expect(await kept()).toMatchObject([{ text: 'A list' }]));
});

test('a link that would run something is shown and leads nowhere', async () => {
  await vault.add(PEOPLE_SHELF, { ...ITEM, link: 'javascript:alert(1)' }, '2026-11-20');
  show();
  await screen.findByText('javascript:alert(1)');
  expect(screen.queryByRole('link')).toBeNull();
});

test('half written it is found on return, and what cannot be read is counted', async () => {
  await vault.add(PEOPLE_SHELF, { moon: 1 }, '2026-11-20');
  const view = show();
  await tap('Put something on it');
  await type('What it is', 'Half');
  await waitFor(async () => expect(await vault.draft('people_shelf')).toContain('Half'));
  view.unmount();
  shelf.forget();
  show();
  await screen.findByDisplayValue('Half');
  await screen.findByText('One record could not be read. It stays where it is.');
});
