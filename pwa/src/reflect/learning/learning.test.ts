import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as saving from '../../accounts/save-file';
import { setClock } from '../../core/clock';
import { emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { learningCsv } from './csv';
import LearningPage from './LearningPage.svelte';
import { LEARNING } from './records';
import type { Learned } from './rules';
import { learning } from './store.svelte';
import { longText } from './words';

vi.mock('../parts/guard-code', () => import('../parts/testing-guard'));

let vault: Vault;
let clockBack: () => void;
const line: Learned = { on: '2026-03-02', minutes: 90, kind: 'reading', note: 'On shame.' };

beforeEach(async () => {
  vault = await emptyPhone();
  learning.forget();
  clockBack = setClock(() => new Date('2026-11-20T12:00:00Z'));
});

afterEach(() => {
  clockBack();
  vi.restoreAllMocks();
});

const show = (isAllowed = true) =>
  render(LearningPage, { beforeWriting: () => Promise.resolve(isAllowed) });
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const put = async (label: string, value: string) => {
  const field = await screen.findByLabelText(label);
  const tell = field.tagName === 'SELECT' ? fireEvent.change : fireEvent.input;
  await tell(field, { target: { value } });
};
const kept = async () => (await vault.list<Learned>(LEARNING)).kept.map(({ value }) => value);
const add = (more: Partial<Learned> = {}) => {
  const value = { ...line, ...more };
  return vault.add<Learned>(LEARNING, value, value.on);
};

test('added, it is kept under its day, and its year shows the sums in words', async () => {
  await add({ minutes: 30 });
  show();
  await tap('Add an entry');
  await put('Day', '2026-03-05');
  await fireEvent.click(screen.getByLabelText('Reading'));
  await put('Hours', '1');
  await put('Minutes', '30');
  await put('A line, if you like', 'On endings.');
  await tap('Keep');
  await waitFor(async () => expect(await kept()).toHaveLength(2));
  expect(await kept()).toContainEqual({
    ...{ on: '2026-03-05', minutes: 90, kind: 'reading', note: 'On endings.' },
  });
  const table = await screen.findByRole('table', { name: 'What 2026 held' });
  await within(table).findByText('2 hours');
  expect(within(table).getByRole('rowheader', { name: 'Reading' })).toBeTruthy();
  const days = (await vault.list(LEARNING, '2026-03-05')).kept;
  expect(days).toHaveLength(1);
});

test('without a day or a length it says what is enough, and keeps nothing', async () => {
  show();
  await tap('Add an entry');
  await put('Day', '');
  await put('Hours', '0');
  await tap('Keep');
  await screen.findByText('A day is needed to find it by.');
  await screen.findByText('A few minutes are enough to keep it.');
  expect(await kept()).toEqual([]);
});

test('each year has its own lines and sums', async () => {
  await add();
  await add({ on: '2024-05-01', kind: 'rest', note: 'The sea.' });
  show();
  await screen.findByText('On shame.');
  await put('Year', '2024');
  await screen.findByText('The sea.');
  expect(screen.queryByText('On shame.')).toBeNull();
});

test('changed to another day it moves there; taken away it can be had back', async () => {
  const { id } = await add();
  show();
  await tap('Change: Reading, Monday, March 2, 2026');
  await put('Day', '2026-03-03');
  await tap('Keep');
  await waitFor(async () => expect((await vault.get(LEARNING, id))?.on).toBe('2026-03-03'));
  await tap('Take away: Reading, Tuesday, March 3, 2026');
  await waitFor(async () => expect(await kept()).toEqual([]));
  await tap('Undo');
  await screen.findByText('On shame.');
});

test('a full phone says so, what was typed stands, and tried anew it is kept once', async () => {
  show();
  await tap('Add an entry');
  await put('A line, if you like', 'Not lost.');
  const full = vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('no_room'));
  await tap('Keep');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  await screen.findByDisplayValue('Not lost.');
  full.mockRestore();
  await tap('Keep');
  await waitFor(async () => expect(await kept()).toHaveLength(1));
});

test('half written it is found on return, though it has no day yet', async () => {
  const view = show();
  await tap('Add an entry');
  await put('Day', '');
  await put('A line, if you like', 'Half');
  await waitFor(async () => expect(await vault.draft('learning')).toContain('Half'));
  view.unmount();
  learning.forget();
  show();
  await screen.findByDisplayValue('Half');
});

test('by one who would rather not write yet nothing is begun', async () => {
  show(false);
  await tap('Add an entry');
  expect(screen.queryByLabelText('Day')).toBeNull();
});

test('the table of a year is handed over under a name that says so', async () => {
  const files: [Blob, string][] = [];
  vi.spyOn(saving, 'saveFile').mockImplementation((blob, name) => void files.push([blob, name]));
  await add();
  await add({ on: '2024-05-01' });
  show();
  await tap('Save 2026 as a table');
  await screen.findByText('A table is with your downloads.');
  expect(files[0]![1]).toBe('interlude-learning-2026.csv');
  const rows = Papa.parse<string[]>((await files[0]![0].text()).replace('\uFEFF', '').trim()).data;
  expect(rows).toEqual([
    ['day', 'kind', 'minutes', 'note'],
    ['2026-03-02', 'Reading', '90', 'On shame.'],
  ]);
});

test('no note is taken for a formula, and every note comes back whole', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (notes) => {
      const rows = Papa.parse<string[]>(learningCsv(notes.map((note) => ({ ...line, note })))).data;
      const cells = rows.slice(1, 1 + notes.length).map((row) => row[3]!);
      expect(cells.every((cell) => !/^[\s\p{Cc}]*[=+\-@]/u.test(cell))).toBe(true);
      expect(cells.map((cell, at) => (cell === notes[at] ? cell : cell.slice(1)))).toEqual(notes);
    }),
  );
});

test.each([
  [45, '45 minutes'],
  [60, '1 hour'],
  [61, '1 hour 1 minute'],
  [150, '2 hours 30 minutes'],
])('%i minutes are said as %s', (minutes, said) => {
  expect(longText(minutes)).toBe(said);
});

test('what cannot be read is counted and hides nothing', async () => {
  await vault.add(LEARNING, { on: 'some day' }, '2026-03-02');
  await add();
  show();
  await screen.findByText('One record could not be read. It stays where it is.');
  await screen.findByText('On shame.');
});
