import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { instantOf } from '../../core/zones';
import { anotherTab, emptyPhone, onDisk } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import PulsePage from './PulsePage.svelte';
import { addPulse, allPulses, PULSES, removePulse } from './records';
import { dailyItems, ITEMS, STEPS } from './rules';
import { pulse } from './store.svelte';
import { itemName, stepWord, usualWord } from './words';

const on = '2026-03-10';
let vault: Vault;
const beforeWriting = vi.fn(() => Promise.resolve(true));

beforeEach(async () => {
  vault = await emptyPhone();
  vi.stubEnv('TZ', 'Europe/Lisbon');
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(on, '18:00', 'Europe/Lisbon') });
  Object.assign(pulse, { kind: 'daily', steps: {}, kept: null, trouble: null, damaged: 0 });
  beforeWriting.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const show = (id = '') => render(PulsePage, { id, beforeWriting });
const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const group = (name: string) => screen.getByRole('group', { name: new RegExp(`^${name}:`) });
const mark = (item: string, word: string) =>
  fireEvent.click(within(group(item)).getByRole('radio', { name: word }));

test('a day asks two items; one is enough, and is kept with its day', async () => {
  show();
  expect(screen.getByText('A private habit of noticing, not a validated measure.')).toBeTruthy();
  const other = dailyItems(on)[1];
  const asked = screen
    .getAllByRole('group')
    .map((each) => each.querySelector('legend')?.textContent);
  expect(asked.slice(1).map((name) => name?.split(':')[0])).toEqual(['Fuel', itemName(other)]);
  await mark('Fuel', 'half');
  await tap('Keep');
  await screen.findByText('Kept on this phone.');
  const { list } = await allPulses(vault);
  expect(list).toMatchObject([
    { on, kind: 'daily', steps: { fuel: 3 }, at: `${on}T18:00:00.000Z` },
  ]);
});

test('a week asks all eight, each in five worded steps, and each can be left out', async () => {
  show('weekly');
  for (const item of ITEMS) {
    const words = within(group(itemName(item)))
      .getAllByRole('radio')
      .map(labelOf);
    expect(words).toEqual([...STEPS.map((step) => stepWord(item, step)), 'leave out']);
  }
  await mark('Weight', 'heavy to carry');
  await mark('Body', 'kindly');
  await mark('Fuel', 'low');
  await mark('Fuel', 'leave out');
  await tap('Keep');
  await waitFor(async () =>
    expect((await allPulses(vault)).list).toMatchObject([
      { kind: 'weekly', steps: { weight: 1, body: 5 } },
    ]),
  );
  expect((await allPulses(vault)).list[0]?.steps).not.toHaveProperty('fuel');
});

const labelOf = (radio: HTMLElement) => radio.closest('label')?.textContent?.trim();

test('what was kept can be taken back, and stands marked on the screen', async () => {
  show('weekly');
  await mark('Edges', 'inside');
  await tap('Keep');
  await screen.findByText('Kept on this phone.');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Undo'));
  await tap('Undo');
  await waitFor(async () => expect((await allPulses(vault)).list).toEqual([]));
  expect(
    within(group('Edges')).getByRole<HTMLInputElement>('radio', { name: 'inside' }).checked,
  ).toBe(true);
  await tap('Keep');
  await waitFor(async () => expect((await allPulses(vault)).list).toHaveLength(1));
});

test('with nothing marked nothing is kept, and it says so', async () => {
  show();
  await tap('Keep');
  await screen.findByText('Nothing is marked yet. One is enough.');
  expect(beforeWriting).not.toHaveBeenCalled();
  expect((await allPulses(vault)).list).toEqual([]);
});

test('who would rather not write yet writes nothing, and keeps the marks', async () => {
  beforeWriting.mockResolvedValueOnce(false);
  show();
  await mark('Fuel', 'full');
  await tap('Keep');
  expect((await allPulses(vault)).list).toEqual([]);
  expect(pulse.steps).toEqual({ fuel: 5 });
});

test('a full phone says so, the marks stand, and tried once more it is there once', async () => {
  show();
  await mark('Fuel', 'low');
  const add = vault.add.bind(vault);
  vi.spyOn(vault, 'add').mockImplementationOnce(async (...given: Parameters<Vault['add']>) => {
    await add(...given);
    throw new VaultError('no_room');
  });
  await tap('Keep');
  await screen.findByText('The phone has no room left. What you marked still stands here.');
  expect(within(group('Fuel')).getByRole<HTMLInputElement>('radio', { name: 'low' }).checked).toBe(
    true,
  );
  await tap('Keep');
  await screen.findByText('Kept on this phone.');
  expect((await allPulses(vault)).list).toHaveLength(1);
});

test('two taps keep one pulse, and its marks can still be had back', async () => {
  pulse.mark('fuel', 2);
  await Promise.all([pulse.keep(), pulse.keep()]);
  expect((await allPulses(vault)).list).toHaveLength(1);
  await pulse.undo();
  expect(pulse.steps).toEqual({ fuel: 2 });
});

test('a switch between day and week loses no mark', async () => {
  show();
  await mark('Fuel', 'low');
  await fireEvent.click(screen.getByRole('radio', { name: 'This week, all eight' }));
  expect(within(group('Fuel')).getByRole<HTMLInputElement>('radio', { name: 'low' }).checked).toBe(
    true,
  );
});

test('what cannot be read is counted and said, and the rest is there', async () => {
  await vault.add(PULSES, { at: 'never' }, on);
  await addPulse(vault, { at: `${on}T09:00:00.000Z`, kind: 'weekly', steps: {} }, vault.newId());
  expect(await allPulses(vault)).toMatchObject({ damaged: 1, list: [{ kind: 'weekly' }] });
  show();
  await screen.findByText('1 pulse could not be read. It stays where it is.');
});

test('taken back in another tab first, it is gone all the same', async () => {
  const id = vault.newId();
  await addPulse(vault, { at: `${on}T09:00:00.000Z`, kind: 'daily', steps: { fuel: 1 } }, id);
  const other = await (await anotherTab()).openVault();
  await other.remove(PULSES, id);
  await expect(removePulse(vault, id)).resolves.toBeUndefined();
});

test('on the disk no step can be read', async () => {
  await addPulse(
    vault,
    { at: `${on}T09:00:00.000Z`, kind: 'weekly', steps: { switch_off: 1 } },
    vault.newId(),
  );
  expect(JSON.stringify(await onDisk())).not.toContain('switch_off');
});

test('a usual between two steps is said with both', () => {
  expect(usualWord('fuel', 3)).toBe('half');
  expect(usualWord('fuel', 2.5)).toBe('between low and half');
});
