import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import * as saving from '../accounts/save-file';
import { standing } from '../accounts/screens';
import { GOOD, OTHER, QuickWorker } from '../accounts/testing-phone';
import { inTransaction } from '../core/db';
import { emptyPhone, onDisk } from '../vault/testing';
import { openVault, type Vault } from '../vault/vault';
import ImportPage from './ImportPage.svelte';
import SealedPage from './SealedPage.svelte';

vi.mock('../accounts/kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const known = { drafts: ['letter'] };
let vault: Vault;
let mayWrite: boolean;

beforeEach(async () => {
  vi.stubGlobal('Worker', QuickWorker);
  vault = await emptyPhone();
  standing('none');
  mayWrite = true;
});

const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

/** What one phone saves, by tapping its way through. */
async function sealed(passphrase = GOOD): Promise<File> {
  let file: File | undefined;
  vi.spyOn(saving, 'saveFile').mockImplementation((blob, name) => {
    file = new File([blob], name);
  });
  const page = render(SealedPage, { known, isTab: false });
  await type('New passphrase', passphrase);
  await tap('Save the sealed file');
  await screen.findByText('Saved, sealed');
  page.unmount();
  return file!;
}

async function bringIn(file: File | null, passphrase = GOOD): Promise<void> {
  const files = file ? [file] : [];
  const field = screen.getByLabelText('The sealed file');
  Object.defineProperty(field, 'files', { configurable: true, value: files });
  await fireEvent.change(field);
  await type('The file’s passphrase', passphrase);
  await tap('Bring it in');
}

const open = () => render(ImportPage, { beforeWriting: () => Promise.resolve(mayWrite) });

async function onAnEmptyPhone(): Promise<File> {
  await vault.add('journal', { text: 'lamp' }, '2026-11-25');
  await vault.saveDraft('letter', 'half a sent');
  const file = await sealed();
  vault = await emptyPhone();
  open();
  return file;
}

test('a sealed file of one phone opens on an empty one', async () => {
  const file = await onAnEmptyPhone();
  expect(file.name).toMatch(/^interlude-\d{4}-\d\d-\d\d\.interlude$/);
  expect(await file.text()).not.toContain('lamp');

  await bringIn(file);

  expect(await screen.findByText('2 records were brought in.')).toBeTruthy();
  vault = await openVault();
  expect((await vault.list('journal')).kept[0]).toMatchObject({ value: { text: 'lamp' } });
  expect(await vault.draft('letter')).toBe('half a sent');
});

test('a wrong passphrase is said at its field, what was chosen stays, and nothing is changed', async () => {
  const file = await onAnEmptyPhone();
  const before = (await onDisk())['records'];

  await bringIn(file, OTHER);

  expect(await screen.findByText(/It does not open/)).toBeTruthy();
  const field = screen.getByLabelText<HTMLInputElement>('The file’s passphrase');
  expect(field.value).toBe(OTHER);
  expect(document.activeElement).toBe(field);
  expect((await onDisk())['records']).toEqual(before);

  await type('The file’s passphrase', GOOD);
  await tap('Bring it in');
  expect(await screen.findByText('It is here')).toBeTruthy();
});

test.each([
  ['another file', new File(['%PDF-1.7'], 'a.pdf'), /not a sealed file/],
  ['a later file', new File(['Interlude file 2\n'], 'a.interlude'), /later Interlude/],
  ['no file', null, /Choose the file first/],
])('%s is refused in words', async (_what, file, sentence) => {
  open();
  await bringIn(file);
  expect(await screen.findByText(sentence)).toBeTruthy();
  expect((await onDisk())['records']).toEqual([]);
});

test('a file that asks for more work than any of ours is refused unopened', async () => {
  const file = await onAnEmptyPhone();
  const text = new Uint8Array(await file.arrayBuffer());
  const at = new TextDecoder('latin1').decode(text).indexOf('"passes":3');
  text[at + '"passes":'.length] = '9'.charCodeAt(0);

  await bringIn(new File([text], 'hostile.interlude'));

  expect(await screen.findByText(/later Interlude/)).toBeTruthy();
});

test('a file of other keys is refused where there is an account', async () => {
  const file = await onAnEmptyPhone();
  const { owner } = vault;
  const account = { name: 'account', owner, device_id: owner, sign_in: 'live' } as const;
  await inTransaction(['sync'], 'readwrite', (tx) => tx.objectStore('sync').put(account));

  await bringIn(file);

  expect(await screen.findByText(/Sign out here, bring it in/)).toBeTruthy();
  expect((await onDisk())['records']).toEqual([]);
});

test('who would rather install first changes nothing', async () => {
  const file = await onAnEmptyPhone();
  mayWrite = false;

  await bringIn(file);

  await vi.waitFor(() => expect(screen.getByRole('button', { name: 'Bring it in' })).toBeTruthy());
  expect((await onDisk())['records']).toEqual([]);
});

test('a passphrase that is too short for a file is said, and stays', async () => {
  const save = vi.spyOn(saving, 'saveFile');
  render(SealedPage, { known, isTab: true });
  await type('New passphrase', 'short');
  await tap('Save the sealed file');

  expect(await screen.findByRole('button', { name: 'Save the sealed file' })).toBeTruthy();
  const field = screen.getByLabelText<HTMLInputElement>('New passphrase');
  await vi.waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(field.value).toBe('short');
  expect(save).not.toHaveBeenCalled();
});
