import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { anotherTab, emptyPhone, onDisk } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { addPlan, allPlans, keepDraft, readDraft, WARNING_PLAN } from './records';
import type { WarningPlan } from './rules';
import { warnings } from './store.svelte';
import WarningPage from './WarningPage.svelte';

let vault: Vault;
const beforeWriting = vi.fn(() => Promise.resolve(true));
const plan: WarningPlan = {
  signs: 'Lunch at the desk.',
  promises: 'Call Ines.',
  lines: [{ item: 'fuel', step: 1, weeks: 2 }],
};

beforeEach(async () => {
  vault = await emptyPhone();
  forget();
  beforeWriting.mockClear();
  vi.restoreAllMocks();
});

function forget() {
  Object.assign(warnings, { list: [], damaged: 0, isRead: false, draft: null });
  Object.assign(warnings, { trouble: null, removed: null });
}

const show = () => render(WarningPage, { beforeWriting });
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const tapSoon = async (name: string) =>
  fireEvent.click(await screen.findByRole('button', { name }));
const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const field = (label: string) => screen.getByLabelText<HTMLTextAreaElement>(label);

const SIGNS = 'How I notice it';

test('written while well, with signs, promises and a line, it is kept and shown', async () => {
  show();
  await tapSoon('Write one');
  await type(SIGNS, plan.signs);
  await type('What I promise myself then', plan.promises);
  await tap('Add a line');
  expect(document.activeElement?.tagName).toBe('SELECT');
  expect(screen.getByText('Fuel at “running on fumes” or harder, two weeks running.')).toBeTruthy();
  await tap('Keep');
  await screen.findByRole('button', { name: 'Change it' });
  expect((await allPlans(vault)).list).toMatchObject([plan]);
  expect(screen.getByText('Lunch at the desk.')).toBeTruthy();
  expect(await readDraft(vault)).toBeNull();
});

test('a line can be about any item and step, and be taken away', async () => {
  await addPlan(vault, plan, vault.newId());
  show();
  await tapSoon('Change it');
  await fireEvent.change(screen.getByLabelText('Tell me about'), { target: { value: 'weight' } });
  await fireEvent.click(screen.getByRole('radio', { name: 'rather heavy' }));
  await fireEvent.click(screen.getByRole('radio', { name: 'three weeks running' }));
  await tap('Keep');
  await screen.findByText('Weight at “rather heavy” or harder, three weeks running.');
  await tapSoon('Change it');
  await tap('Take away: Weight at “rather heavy” or harder, three weeks running.');
  await waitFor(() => expect(document.activeElement?.textContent?.trim()).toBe('Add a line'));
  await tap('Keep');
  await waitFor(async () => expect((await allPlans(vault)).list[0]?.lines).toEqual([]));
});

test('with nothing in it, it says what is enough', async () => {
  show();
  await tapSoon('Write one');
  await tap('Keep');
  expect(screen.getByText('A sign, a promise or a line is enough.')).toBeTruthy();
  expect(document.activeElement).toBe(field(SIGNS));
});

test('who would rather not write yet begins no draft', async () => {
  beforeWriting.mockResolvedValueOnce(false);
  show();
  await tapSoon('Write one');
  expect(screen.queryByLabelText(SIGNS)).toBeNull();
  expect(await readDraft(vault)).toBeNull();
});

test('half written it is there when one comes back, and let go it is not', async () => {
  const view = show();
  await tapSoon('Write one');
  await type(SIGNS, 'Half');
  await waitFor(async () => expect((await readDraft(vault))?.plan.signs).toBe('Half'));
  view.unmount();
  forget();
  show();
  await waitFor(() => expect(field(SIGNS).value).toBe('Half'));
  await tap('Let these changes go');
  await waitFor(async () => expect(await readDraft(vault)).toBeNull());
});

test('a full phone says so, and what was written stands; tried once more it is kept once', async () => {
  show();
  await tapSoon('Write one');
  await type(SIGNS, 'Short words.');
  const full = vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('no_room'));
  await tap('Keep');
  await screen.findByText('The phone has no room left. What you wrote still stands here.');
  expect(field(SIGNS).value).toBe('Short words.');
  full.mockRestore();
  await tap('Keep');
  await screen.findByRole('button', { name: 'Change it' });
  expect((await allPlans(vault)).list).toHaveLength(1);
});

test('taken away, it can be had back', async () => {
  await addPlan(vault, plan, vault.newId());
  show();
  await tapSoon('Take away');
  await waitFor(async () => expect((await allPlans(vault)).list).toEqual([]));
  await tapSoon('Undo');
  await waitFor(async () => expect((await allPlans(vault)).list).toMatchObject([plan]));
});

test('taken away in another tab while it is changed here, the words are kept all the same', async () => {
  const id = vault.newId();
  await addPlan(vault, plan, id);
  await warnings.open();
  warnings.begin();
  warnings.type({ ...plan, signs: 'Newer.' });
  const other = await (await anotherTab()).openVault();
  await other.remove(WARNING_PLAN, id);
  expect(await warnings.keep()).toBe(true);
  expect((await allPlans(vault)).list).toMatchObject([{ signs: 'Newer.' }]);
});

test('what is typed while it is being kept stays, as a change of the same plan', async () => {
  await warnings.open();
  warnings.begin();
  warnings.type(plan);
  const keeping = warnings.keep();
  warnings.type({ ...plan, signs: 'And more.' });
  await keeping;
  expect(warnings.draft?.plan.signs).toBe('And more.');
  expect(await warnings.keep()).toBe(true);
  expect((await allPlans(vault)).list).toMatchObject([{ signs: 'And more.' }]);
});

test('one written on another phone stands below, and either can be taken away', async () => {
  const id = vault.newId();
  await addPlan(vault, plan, id);
  await vault.add(WARNING_PLAN, { ...plan, signs: 'Theirs.', copy_of: id });
  expect((await allPlans(vault)).list.map(({ signs }) => signs)).toEqual([
    ...[plan.signs, 'Theirs.'],
  ]);
  show();
  await screen.findByText('This one was written on another phone.');
  await fireEvent.click(screen.getAllByRole('button', { name: 'Take away' })[1]!);
  await waitFor(async () => expect((await allPlans(vault)).list).toHaveLength(1));
});

test('what is no plan is counted and said; on the disk no word can be read', async () => {
  await vault.add(WARNING_PLAN, 'words');
  await addPlan(vault, plan, vault.newId());
  await keepDraft(vault, { of: null, plan });
  expect(await allPlans(vault)).toMatchObject({ damaged: 1, list: [plan] });
  show();
  await screen.findByText('1 plan could not be read. It stays where it is.');
  expect(JSON.stringify(await onDisk())).not.toContain('Ines');
});

test('a draft that is none begins nothing', async () => {
  for (const text of ['', 'x', 'null', '3', '{"plan":{}}']) {
    await vault.saveDraft('warning_plan', text);
    expect(await readDraft(vault)).toBeNull();
  }
});
