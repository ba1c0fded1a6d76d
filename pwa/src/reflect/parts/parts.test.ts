import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { anotherTab, emptyPhone } from '../../vault/testing';
import { VaultError, type Vault } from '../../vault/vault';
import { draftsFrom, readDrafts } from './drafts';
import { fieldsOf } from './found';
import { SealedRoom } from './sealed-room.svelte';

interface Line {
  text: string;
}

let vault: Vault;
let room: SealedRoom<Line>;

const parse = (value: unknown) => {
  const { text } = fieldsOf(value);
  return typeof text === 'string' ? { text } : null;
};
const newRoom = () =>
  new SealedRoom<Line>({
    ...{ collection: 'lines', field: 'lines', parse },
    tidied: ({ text }) => ({ text: text.trim() }),
    dayOf: () => '2026-11-20',
    order: (a, b) => (a.text < b.text ? -1 : 1),
  });
const texts = () => room.list.map(({ text }) => text);

beforeEach(async () => {
  vault = await emptyPhone();
  room = newRoom();
});

test('no draft of any shape stands in the way of writing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      for (const { of, value } of draftsFrom(text, parse)) {
        expect(of === null || typeof of === 'string').toBe(true);
        expect(typeof value.text).toBe('string');
      }
    }),
  );
  expect(
    draftsFrom('[{"of":null,"value":{"text":"x"}},{"of":3,"value":{"text":"y"}}]', parse),
  ).toEqual([{ of: null, value: { text: 'x' } }]);
});

test('kept, it is in the list at once, before all is read anew', async () => {
  await room.open();
  const list = vi.spyOn(vault, 'list').mockImplementation(() => new Promise(() => undefined));
  await room.begin(null, { text: '' });
  room.type({ text: ' x ' });
  await room.keep();
  expect(texts()).toEqual(['x']);
  list.mockRestore();
});

test('one is found by its id without the reading of all others', async () => {
  const { id } = await vault.add('lines', { text: 'x' });
  const list = vi.spyOn(vault, 'list');
  await room.openOne(id);
  expect(room.find(id)?.text).toBe('x');
  expect(list).not.toHaveBeenCalled();
  await room.openOne('nothing');
  expect(room.find('nothing')).toBeNull();
});

test('the first attempt was kept and only its answer lost: tried anew it is one, with the later words', async () => {
  await room.begin(null, { text: '' });
  room.type({ text: 'x' });
  const drop = vi.spyOn(vault, 'dropDraft').mockRejectedValueOnce(new VaultError('no_storage'));
  expect(await room.keep()).toBeNull();
  expect([room.trouble, room.draft?.value.text]).toEqual(['no_storage', 'x']);
  room.type({ text: 'x and y' });
  expect(await room.keep()).not.toBeNull();
  expect((await vault.list<Line>('lines')).kept.map(({ value }) => value.text)).toEqual([
    'x and y',
  ]);
  drop.mockRestore();
});

test('let go while it is being sealed, no draft is left behind', async () => {
  await room.begin(null, { text: '' });
  for (const text of ['a', 'ab', 'abc']) room.type({ text });
  await room.leave();
  expect(await vault.draft('lines')).toBeNull();
  expect(await readDrafts(vault, 'lines', parse)).toEqual([]);
});

test('had back in another tab meanwhile, undo leaves it as it is there', async () => {
  const { id } = await vault.add('lines', { text: 'x' });
  await room.open();
  await room.remove([id]);
  const tab = await anotherTab();
  const other = await tab.openVault();
  await other.restore('lines', room.removed[0]!);
  await other.change('lines', id, { text: 'x, there' });
  expect(await room.undo()).toBe(true);
  await vi.waitFor(() => expect(texts()).toEqual(['x, there']));
  expect(room.removed).toEqual([]);
  await tab.closeVault();
});

test('taken away where it is gone already, nothing is said to have gone', async () => {
  await room.open();
  expect(await room.remove(['nothing'])).toBe(true);
  expect(room.removed).toEqual([]);
});

test('a vault that cannot be opened leaves what is typed on the screen', async () => {
  await room.begin(null, { text: '' });
  vi.spyOn(vault, 'add').mockRejectedValue(new VaultError('locked'));
  vi.spyOn(vault, 'saveDraft').mockRejectedValue(new VaultError('locked'));
  room.type({ text: 'x' });
  expect(await room.keep()).toBeNull();
  expect([room.trouble, room.draft?.value.text]).toEqual(['locked', 'x']);
  vi.restoreAllMocks();
});
