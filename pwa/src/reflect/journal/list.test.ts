import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { anotherTab, emptyPhone } from '../../vault/testing';
import type { Vault } from '../../vault/vault';
import JournalPage from './JournalPage.svelte';
import { JOURNAL } from './records';
import type { Entry } from './rules';
import { journal } from './store.svelte';

vi.mock('../parts/guard-code', () => import('../parts/testing-guard'));

let vault: Vault;
const go = vi.fn();
const AT = '2026-11-20T10:00:00.000Z';

beforeEach(async () => {
  vault = await emptyPhone();
  journal.forget();
  go.mockClear();
});

const show = (id = '') =>
  render(JournalPage, { id, go, beforeWriting: () => Promise.resolve(true) });
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const add = (text: string, at = AT, on = at.slice(0, 10)) =>
  vault.add<Entry>(JOURNAL, { text, prompt: null, theme: null, at }, on);

test('what cannot be read is counted and said, and hides nothing', async () => {
  await vault.add(JOURNAL, { nothing: true }, '2026-11-20');
  await add('Here.');
  show();
  await screen.findByText('One record could not be read. It stays where it is.');
  await screen.findByText('Here.');
});

test('the newest come first, by month, and a long journal shows more when asked', async () => {
  for (let day = 1; day <= 28; day += 1) await add(`Day ${day}`, iso(10, day));
  for (let day = 1; day <= 5; day += 1) await add(`Late ${day}`, iso(11, day));
  show();
  await screen.findByText('Late 5');
  const months = screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent);
  expect(months).toEqual(['November 2026', 'October 2026']);
  expect(screen.getAllByRole('link', { name: /Late|Day/ })[0]?.textContent).toContain('Late 5');
  expect(screen.queryByText('Day 1')).toBeNull();
  await tap('More');
  await screen.findByText('Day 1');
});

test('words are found whatever their accents, and marked; none found is said', async () => {
  await add('A café in the rain.');
  await add('Only rain.', '2026-11-21T10:00:00.000Z');
  show();
  const search = await screen.findByLabelText('Look for words');
  await fireEvent.input(search, { target: { value: 'RAIN cafe' } });
  await screen.findByText('One entry has it.');
  const marks = [...document.querySelectorAll('mark')].map((mark) => mark.textContent);
  expect(marks).toEqual(['café', 'rain']);
  await fireEvent.input(search, { target: { value: 'snow' } });
  await screen.findByText('Those words are in no entry.');
});

test('words looked for stay while one reads an entry, and end with the journal', async () => {
  const { id } = await add('A café in the rain.');
  const list = show();
  const search = () => screen.findByLabelText<HTMLInputElement>('Look for words');
  await fireEvent.input(await search(), { target: { value: 'rain' } });
  list.unmount();
  const one = show(id);
  await screen.findByText('A café in the rain.');
  one.unmount();
  const back = show();
  expect((await search()).value).toBe('rain');
  back.unmount();
  await waitFor(() => expect(journal.query).toBe(''));
});

test('written in another tab, it is in this one, and to be found', async () => {
  show();
  await screen.findByText('Nothing here yet. Any line may be the first.');
  const tab = await anotherTab();
  const other = await tab.openVault();
  await other.add<Entry>(
    JOURNAL,
    { text: 'From there.', prompt: null, theme: null, at: AT },
    '2026-11-20',
  );
  await screen.findByText('From there.');
  await tab.closeVault();
});

test('an address of no entry says so', async () => {
  show('nothing');
  await screen.findByText('This entry is not on this phone.');
});

function iso(month: number, day: number): string {
  return `2026-${month}-${String(day).padStart(2, '0')}T10:00:00.000Z`;
}
