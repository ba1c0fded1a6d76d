import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as saving from '../../accounts/save-file';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { JOURNAL } from '../journal/records';
import { journal } from '../journal/store.svelte';
import * as code from '../parts/guard-code';
import { SUPERVISION_QUESTIONS } from './records';
import type { Questions } from './rules';
import { supervision } from './store.svelte';
import SupervisionPage from './SupervisionPage.svelte';

vi.mock('../parts/guard-code', () => import('../parts/testing-guard'));

let vault: Vault;
const go = vi.fn();
const AT = '2026-11-20T10:00:00.000Z';

beforeEach(async () => {
  vault = await emptyPhone();
  supervision.forget();
  journal.forget();
  go.mockClear();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const show = (id = '', isAllowed = true) =>
  render(SupervisionPage, { id, go, beforeWriting: () => Promise.resolve(isAllowed) });
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const field = (label: string) => screen.findByLabelText<HTMLTextAreaElement>(label);
const type = async (label: string, value: string) =>
  fireEvent.input(await field(label), { target: { value } });
const kept = async () => (await vault.list<Questions>(SUPERVISION_QUESTIONS)).kept;
const questions = async () => (await kept()).map(({ value }) => value.questions);
const add = (...all: string[]) =>
  vault.add<Questions>(SUPERVISION_QUESTIONS, { questions: all, at: AT }, '2026-11-20');
const way = (name: string) => screen.queryByRole('button', { name });

test('from an entry to two questions: read beside, filled in by hand, kept', async () => {
  const entry = { text: 'I went quiet.', prompt: null, theme: null, at: AT };
  await vault.add(JOURNAL, entry, '2026-11-20');
  show('new');
  await field('Question 1');
  await fireEvent.click(await screen.findByLabelText(/I went quiet\./));
  expect(screen.getAllByText('I went quiet.').length).toBeGreaterThan(0);
  await tap('What I noticed in me');
  expect((await field('Question 1')).value).toContain('I notice … in me');
  await type('Question 1', 'I notice quiet in me. What might that be about?');
  await tap('One more question');
  await type('Question 2', 'What would you weigh?');
  await tap('Keep');
  await waitFor(() => expect(go).toHaveBeenCalledOnce());
  const [{ id, value }] = (await kept()) as [Awaited<ReturnType<typeof kept>>[0]];
  expect(go).toHaveBeenCalledWith(`/reflect/supervision/${id}`);
  expect(value.questions).toEqual([
    'I notice quiet in me. What might that be about?',
    'What would you weigh?',
  ]);
});

test('three questions are the most, and none is not enough to keep', async () => {
  show('new');
  await tap('Keep');
  await screen.findByText('One question is enough to keep.');
  await tap('One more question');
  await tap('One more question');
  expect(way('One more question')).toBeNull();
  expect(await kept()).toEqual([]);
});

test('before every finding is answered there is no way out; replaced, the record says it too', async () => {
  const copied = vi.spyOn(saving, 'copyText').mockResolvedValue(true);
  const { id } = await add('How was I?', 'With Lucía and Marek, what was mine?');
  show(id);
  await screen.findByText('A name, perhaps: ‘Lucía’');
  expect(way('Copy')).toBeNull();
  expect(way('Save as a file')).toBeNull();
  await tap('Marek is fine');
  await waitFor(() => expect(way('Marek is fine')).toBeNull());
  expect(way('Copy')).toBeNull();
  await tap('Replace Lucía');
  await tap('Copy');
  expect(copied).toHaveBeenCalledWith('How was I?\n\nWith somebody and Marek, what was mine?');
  await screen.findByText('Copied.');
  expect(await questions()).toEqual([['How was I?', 'With somebody and Marek, what was mine?']]);
});

test('saved as a file, it holds the questions and nothing else', async () => {
  const files: [Blob, string][] = [];
  vi.spyOn(saving, 'saveFile').mockImplementation((blob, name) => void files.push([blob, name]));
  const { id } = await add('One?', 'Two?');
  show(id);
  await tap('Save as a file');
  expect(await files[0]![0].text()).toBe('One?\n\nTwo?');
  expect(files[0]![1]).toMatch(/^interlude-\d{4}-\d\d-\d\d\.txt$/);
});

test('with the guard out of reach one reads it through before there is a way out', async () => {
  vi.spyOn(code, 'fetchGuard').mockRejectedValue(new TypeError('offline'));
  const { id } = await add('One?');
  show(id);
  await screen.findByText('The check could not be opened. Read it through once yourself.');
  expect(way('Copy')).toBeNull();
  await tap('I have read it through');
  expect(way('Copy')).not.toBeNull();
});

test('while one writes, a quiet line, and other words in the question they stand in', async () => {
  show('new');
  await type('Question 1', 'How was I?');
  await tap('One more question');
  await type('Question 2', 'And Lucía?');
  await tap('Use a gentler wording for Lucía');
  await waitFor(async () => expect((await field('Question 2')).value).toBe('And somebody?'));
  expect((await field('Question 1')).value).toBe('How was I?');
});

test('all of them are taken away only after the word of a duty, and can be had back', async () => {
  await add('One?');
  await add('Two?');
  show();
  await screen.findByText('One?');
  await screen.findByText('Two?');
  await tap('Take all of them away');
  await screen.findByText(/Some places ask you to keep supervision records\./);
  expect(await kept()).toHaveLength(2);
  expect(document.activeElement?.textContent).toBe('Before they go');
  await tap('Not now');
  expect(document.activeElement?.textContent?.trim()).toBe('Take all of them away');
  expect(way('Take all away')).toBeNull();
  await tap('Take all of them away');
  await tap('Take all away');
  await waitFor(async () => expect(await kept()).toEqual([]));
  await waitFor(() => expect(document.activeElement?.textContent?.trim()).toBe('Undo'));
  await tap('Undo');
  await waitFor(async () => expect((await questions()).flat().sort()).toEqual(['One?', 'Two?']));
});

test('refused half way, what went can be had back and what did not is still there', async () => {
  await add('One?');
  await add('Two?');
  show();
  await screen.findByText('One?');
  await screen.findByText('Two?');
  const remove = vault.remove.bind(vault);
  vi.spyOn(vault, 'remove')
    .mockImplementationOnce(remove)
    .mockRejectedValueOnce(new VaultError('no_room'));
  await tap('Take all of them away');
  await tap('Take all away');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  expect(await kept()).toHaveLength(1);
  await tap('Undo');
  await waitFor(async () => expect(await kept()).toHaveLength(2));
});

test('half written they are found on return, and a full phone leaves them standing', async () => {
  const view = show('new');
  await type('Question 1', 'Half a question');
  await waitFor(async () => expect(await vault.draft('supervision_questions')).toContain('Half'));
  view.unmount();
  supervision.forget();
  show('new');
  expect((await field('Question 1')).value).toBe('Half a question');
  const full = vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('no_room'));
  await tap('Keep');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  full.mockRestore();
  await tap('Keep');
  await waitFor(async () => expect(await questions()).toEqual([['Half a question']]));
});

test('by one who would rather not write yet nothing is begun, and nothing is replaced', async () => {
  const view = show('new', false);
  await waitFor(() => expect(go).toHaveBeenCalledWith('/reflect/supervision'));
  view.unmount();
  const { id } = await add('And Lucía?');
  show(id, false);
  await tap('Replace Lucía');
  expect(await questions()).toEqual([['And Lucía?']]);
});
