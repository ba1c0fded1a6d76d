import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone, onDisk } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { readDrafts } from '../parts/drafts';
import JournalPage from './JournalPage.svelte';
import { JOURNAL, JOURNAL_ROOM } from './records';
import { entryFrom, type Entry } from './rules';
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

const show = (id = '', isAllowed = true) =>
  render(JournalPage, { id, go, beforeWriting: () => Promise.resolve(isAllowed) });
const field = () => screen.findByLabelText<HTMLTextAreaElement>('In your own words');
const type = async (value: string) => fireEvent.input(await field(), { target: { value } });
const tap = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const add = (text: string, at = AT, on = at.slice(0, 10)) =>
  vault.add<Entry>(JOURNAL, { text, prompt: null, theme: null, at }, on);
const texts = async () => (await vault.list<Entry>(JOURNAL)).kept.map(({ value }) => value.text);
const drafts = () => readDrafts(vault, JOURNAL_ROOM.field, entryFrom);

test('an empty journal says so; written, an entry is kept with its prompt and day', async () => {
  const list = show();
  await screen.findByText('Nothing here yet. Any line may be the first.');
  list.unmount();

  show('new');
  await type('The quiet one.');
  expect(screen.getByText('About you, not your clients.')).toBeTruthy();
  await fireEvent.click(screen.getByLabelText('Values'));
  await tap('Which small choice am I glad of?');
  await tap('Keep');
  await waitFor(() => expect(go).toHaveBeenCalledWith('/reflect/journal'));
  const [kept] = (await vault.list<Entry>(JOURNAL)).kept;
  expect(kept?.value).toMatchObject({
    text: 'The quiet one.',
    theme: 'values',
    prompt: 'values_3',
  });
  expect(kept?.on).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(await drafts()).toEqual([]);
});

test('an entry of no words is not kept, and it says what would be enough', async () => {
  show('new');
  await type('  ');
  await tap('Keep');
  await screen.findByText('A word or two is enough to keep it.');
  expect(await texts()).toEqual([]);
});

test('nothing is drafted by one who would rather not write yet', async () => {
  show('new', false);
  await waitFor(() => expect(go).toHaveBeenCalledWith('/reflect/journal'));
  expect(screen.queryByLabelText('In your own words')).toBeNull();
});

test('half written it is found on return, after the page and the tab are gone', async () => {
  const view = show('new');
  await type('Half a thought');
  await waitFor(async () => expect((await drafts())[0]?.value.text).toBe('Half a thought'));
  view.unmount();
  journal.forget();

  const list = show();
  await screen.findByText('A new entry: Half a thought');
  list.unmount();
  show('new');
  expect((await field()).value).toBe('Half a thought');
  await screen.findByText('This is where you stopped. Go on, or let it go.');
  await tap('Let it go');
  await waitFor(async () => expect(await drafts()).toEqual([]));
});

test('a draft of one entry gets into no other, and writing elsewhere loses neither', async () => {
  const { id } = await add('As it was.');
  const first = show(id);
  await tap('Change it');
  await type('As it was, and more.');
  await waitFor(async () => expect(await drafts()).toHaveLength(1));
  first.unmount();
  const second = show('new');
  expect((await field()).value).toBe('');
  await type('Another thought');
  await waitFor(async () => expect(await drafts()).toHaveLength(2));
  second.unmount();

  show(id);
  expect((await field()).value).toBe('As it was, and more.');
  await tap('Keep');
  await waitFor(async () => expect(await texts()).toEqual(['As it was, and more.']));
  expect((await drafts()).map(({ of, value }) => [of, value.text])).toEqual([
    [null, 'Another thought'],
  ]);
});

test('taken away, an entry can be had back as it was', async () => {
  const { id } = await add('Here.');
  const view = show(id);
  await tap('Take it away');
  await waitFor(() => expect(go).toHaveBeenCalledWith('/reflect/journal'));
  expect(await texts()).toEqual([]);
  view.unmount();
  show();
  await tap('Undo');
  await waitFor(async () => expect(await texts()).toEqual(['Here.']));
  await screen.findByText('Here.');
});

test.each([
  ['no_room', 'The phone has no room left. What you wrote still stands here.'],
  ['no_storage', 'That could not be kept yet. What you wrote still stands here.'],
] as const)(
  'a phone that refuses (%s) says so, and keeps it once when tried anew',
  async (code, said) => {
    show('new');
    await type('Not lost.');
    const refusing = vi.spyOn(vault, 'add').mockRejectedValue(new VaultError(code));
    await tap('Keep');
    await screen.findByText(said);
    expect((await field()).value).toBe('Not lost.');
    refusing.mockRestore();
    await tap('Keep');
    await waitFor(() => expect(go).toHaveBeenCalledOnce());
    expect(await texts()).toEqual(['Not lost.']);
  },
);

test('on a phone too full for a draft, what was typed is there on return all the same', async () => {
  vi.spyOn(vault, 'saveDraft').mockRejectedValue(new VaultError('no_room'));
  const view = show('new');
  await type('Only in memory');
  view.unmount();
  show('new');
  expect((await field()).value).toBe('Only in memory');
  vi.restoreAllMocks();
});

test('more half-written words than drafts hold are told of, and stand there all the same', async () => {
  const long = '語'.repeat(20_000);
  for (const text of ['One', 'Two']) {
    const { id } = await add(text);
    const view = show(id);
    await tap('Change it');
    await type(long);
    await waitFor(async () => expect((await drafts()).some(({ of }) => of === id)).toBe(true));
    view.unmount();
  }
  show('new');
  await type(long);
  await screen.findByText('What is half written here is long. Keep some, or let some go.');
  expect((await field()).value).toBe(long);
  expect(await drafts()).toHaveLength(2);
  await tap('Keep');
  await waitFor(() => expect(go).toHaveBeenCalledWith('/reflect/journal'));
  expect(await texts()).toContain(long);
});

test('one that another phone took away while it was changed is kept as a new one', async () => {
  const { id } = await add('Here.');
  show(id);
  await tap('Change it');
  await type('Here, and changed.');
  await vault.remove(JOURNAL, id);
  await tap('Keep');
  await waitFor(async () => expect(await texts()).toEqual(['Here, and changed.']));
});

test('what a later Interlude added to an entry is still there after a change', async () => {
  const later = { text: 'x', prompt: null, theme: null, at: AT, weather: 'rain' };
  const { id } = await vault.add(JOURNAL, later, '2026-11-20');
  show(id);
  await tap('Change it');
  await type('y');
  await tap('Keep');
  await waitFor(async () => expect(await texts()).toEqual(['y']));
  expect((await vault.get(JOURNAL, id))?.value).toEqual({ ...later, text: 'y' });
});

test('a name gets one quiet line, other words when wished, and stands in the way of nothing', async () => {
  show('new');
  await type('Lucía and Marek were on my mind.');
  await screen.findByText('‘Lucía’ may point to somebody. Use a gentler wording?');
  await tap('Use a gentler wording for Lucía');
  await waitFor(async () =>
    expect((await field()).value).toBe('somebody and Marek were on my mind.'),
  );
  await screen.findByText('‘Marek’ may point to somebody. Use a gentler wording?');
  await tap('Keep');
  await waitFor(async () => expect(await texts()).toEqual(['somebody and Marek were on my mind.']));
});

test('neither an entry nor a draft lies on the disk in the clear', async () => {
  await add('Plainly said.');
  show('new');
  await type('Halfway said.');
  await waitFor(async () => expect(await drafts()).toHaveLength(1));
  const disk = JSON.stringify(await onDisk());
  expect(disk).not.toContain('Plainly');
  expect(disk).not.toContain('Halfway');
});
