import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { account } from '../accounts/account.svelte';
import * as saving from '../accounts/save-file';
import { standing } from '../accounts/screens';
import { VaultError } from '../vault/errors';
import { emptyPhone } from '../vault/testing';
import ExportPage from './ExportPage.svelte';

let saved: { text: string; name: string }[];

beforeEach(async () => {
  const vault = await emptyPhone();
  standing('none');
  saved = [];
  vi.spyOn(saving, 'saveFile').mockImplementation((blob, name) => {
    void blob.text().then((text) => saved.push({ text, name }));
  });
  await vault.add('notes', { text: 'lamp' }, '2026-11-25');
  render(ExportPage, { kindOf: (collection) => `Kind of ${collection}` });
});

const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test.each([
  ['Save to read', /\.md$/, '## Kind of notes\n\n### 25 November 2026\n\n- text: lamp'],
  ['Save for a spreadsheet', /\.csv$/, '"text","lamp"'],
  ['Save for another program', /\.json$/, '"text": "lamp"'],
])('%s saves what this phone holds, without an account', async (button, name, holds) => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  await tap(button);
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]!.name).toMatch(/^interlude-\d{4}-\d\d-\d\d\./);
  expect(saved[0]!.name).toMatch(name);
  expect(saved[0]!.text).toContain(holds);
  await screen.findByText(/Saved as a file/);
});

test('what does not open is counted, and the rest is saved', async () => {
  const found = await account.everything();
  const unopened = { records: 2, drafts: 0 };
  vi.spyOn(account, 'everything').mockResolvedValue({ ...found, unopened });
  await tap('Save to read');
  expect(await screen.findByText(/2 records are not in it/)).toBeTruthy();
  expect(saved).toHaveLength(1);
});

test('a file that cannot be made is said, and nothing is saved', async () => {
  vi.spyOn(account, 'everything').mockRejectedValue(new VaultError('no_storage'));
  await tap('Save to read');
  expect(await screen.findByText('The file could not be made. Nothing was changed.')).toBeTruthy();
  expect(saved).toEqual([]);
});
