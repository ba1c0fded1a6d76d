import { beforeEach, expect, test, vi } from 'vitest';
import { closeVault, openVault, type Vault } from './vault';
import { emptyPhone, onDisk } from './testing';

const MONDAY = '2026-11-23';
const TUESDAY = '2026-11-24';

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
});

const valuesOf = async (collection: string, on?: string) =>
  (await vault.list<{ n: number }>(collection, on)).kept.map(({ value }) => value.n).sort();

test('what is added can be found by its id, its collection and its day', async () => {
  const kept = await vault.add('log', { n: 1 }, MONDAY);
  await vault.add('log', { n: 2 }, TUESDAY);
  await vault.add('pulse', { n: 3 }, MONDAY);

  expect(kept).toMatchObject({ version: 1, on: MONDAY, value: { n: 1 } });
  expect(await vault.get('log', kept.id)).toEqual(kept);
  expect(await valuesOf('log')).toEqual([1, 2]);
  expect(await valuesOf('log', MONDAY)).toEqual([1]);
  expect(await valuesOf('log', '2026-11-25')).toEqual([]);
});

test('a record is not found under another collection', async () => {
  const { id } = await vault.add('log', { n: 1 });
  expect(await vault.get('pulse', id)).toBeNull();
  await expect(vault.change('pulse', id, {})).rejects.toMatchObject({ code: 'not_found' });
});

test('what comes back is a copy, so that nobody changes a record by accident', async () => {
  const given = { n: 1 };
  const kept = await vault.add('log', given);
  given.n = 2;
  expect(kept.value.n).toBe(1);
});

test('a change takes the next version and keeps the day unless told otherwise', async () => {
  const { id } = await vault.add('log', { n: 1 }, MONDAY);

  expect(await vault.change('log', id, { n: 2 })).toMatchObject({ version: 2, on: MONDAY });
  expect(await vault.change('log', id, { n: 3 }, TUESDAY)).toMatchObject({ version: 3 });

  expect(await valuesOf('log', MONDAY)).toEqual([]);
  expect(await valuesOf('log', TUESDAY)).toEqual([3]);
});

test('what is not there cannot be changed, removed or restored', async () => {
  const gone = { id: crypto.randomUUID(), version: 1, on: null, value: {} };
  await expect(vault.change('log', gone.id, {})).rejects.toMatchObject({ code: 'not_found' });
  await expect(vault.remove('log', gone.id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(vault.restore('log', gone)).rejects.toMatchObject({ code: 'not_found' });
  expect(await vault.waiting()).toBe(0);
});

test('what is removed is out of sight, and undo brings it back as the next version', async () => {
  const kept = await vault.add('log', { n: 1 }, MONDAY);

  await vault.remove('log', kept.id);
  expect(await vault.get('log', kept.id)).toBeNull();
  expect(await valuesOf('log', MONDAY)).toEqual([]);
  await expect(vault.remove('log', kept.id)).rejects.toMatchObject({ code: 'not_found' });

  expect(await vault.restore('log', kept)).toEqual({ ...kept, version: 3 });
  expect(await valuesOf('log', MONDAY)).toEqual([1]);
  await expect(vault.restore('log', kept)).rejects.toMatchObject({ code: 'stale' });
});

test('only a tombstone carries the hint that it may be purged', async () => {
  const { id } = await vault.add('log', { n: 1 });
  await vault.remove('log', id);
  await vault.add('log', { n: 2 });
  const { records, outbox } = await onDisk();
  expect(records!.filter((row) => 'purgeable' in (row as object))).toMatchObject([{ id }]);
  expect(outbox).toMatchObject([
    { id, purgeable: true },
    { version: 1, purgeable: false },
  ]);
});

test('there is one of a singleton, whoever writes it, for each key', async () => {
  expect(await vault.singleton('settings')).toBeNull();

  const first = await vault.putSingleton('settings', { sound: true });
  const second = await vault.putSingleton('settings', { sound: false });
  const other = await vault.putSingleton('settings', { sound: true }, 'tablet');

  expect(second).toMatchObject({ id: first.id, version: 2, value: { sound: false } });
  expect(other.id).not.toBe(first.id);
  expect(await vault.singleton('settings')).toEqual(second);
});

test('a singleton outlives its removal', async () => {
  const { id } = await vault.putSingleton('settings', { sound: true });
  await vault.remove('settings', id);
  expect(await vault.singleton('settings')).toBeNull();
  expect(await vault.putSingleton('settings', {})).toMatchObject({ id, version: 3 });
});

test('a field of a singleton is changed without losing the others', async () => {
  await vault.updateSingleton('settings', { sound: true, dim: 0 }, (now) => ({ ...now, dim: 2 }));
  const { value } = await vault.updateSingleton('settings', { sound: true, dim: 0 }, (now) => ({
    ...now,
    sound: false,
  }));
  expect(value).toEqual({ sound: false, dim: 2 });
});

test('a record and what it counts for are kept as one', async () => {
  const summary = { key: 'helped', empty: 0, next: (before: number) => before + 1 };
  expect(await vault.summary('helped')).toBeNull();

  await vault.addCounted('log', { n: 1 }, MONDAY, summary);
  const kept = await vault.addCounted('log', { n: 2 }, MONDAY, summary);

  expect(await vault.summary('helped')).toBe(2);
  expect(await vault.get('log', kept.id)).toEqual(kept);
  expect(await vault.waiting()).toBe(2);
});

test('a summary is replaced by one counted anew', async () => {
  await vault.putSummary('helped', { p1: 4 });
  await vault.putSummary('helped', { p1: 5 });
  expect(await vault.summary('helped')).toEqual({ p1: 5 });
  expect(await vault.waiting()).toBe(0);
});

test('a quick typist’s letters are two writes to the disk, and the newest is the last', async () => {
  const sealing = vi.spyOn(crypto.subtle, 'encrypt');
  const text = 'a whole sentence, typed at once';
  await Promise.all([...text].map((_, at) => vault.saveDraft('journal', text.slice(0, at + 1))));

  expect(sealing.mock.calls.length).toBeLessThanOrEqual(2);
  expect(await vault.draft('journal')).toBe(text);
});

test('letters after a draft was dropped are a draft of their own', async () => {
  await Promise.all([
    vault.saveDraft('journal', 'first'),
    vault.saveDraft('journal', 'first one'),
    vault.dropDraft('journal'),
    vault.saveDraft('journal', 'second'),
  ]);
  expect(await vault.draft('journal')).toBe('second');
  await Promise.all([vault.saveDraft('journal', 'third'), vault.dropDraft('journal')]);
  expect(await vault.draft('journal')).toBeNull();
});

test('a draft holds the last letters typed, however quickly', async () => {
  const typed = ['h', 'ha', 'hal', 'half a sent'];
  await Promise.all(typed.map((text) => vault.saveDraft('journal', text)));
  expect(await vault.draft('journal')).toBe('half a sent');
  expect(await vault.draft('letter')).toBeNull();

  void vault.saveDraft('journal', 'half a sentence');
  await vault.dropDraft('journal');
  expect(await vault.draft('journal')).toBeNull();
});

test('all of it outlives the page', async () => {
  const kept = await vault.add('log', { n: 1 }, MONDAY);
  await vault.saveDraft('journal', 'half');
  const { owner } = vault;
  await closeVault();

  vault = await openVault();

  expect(vault.owner).toBe(owner);
  expect(await vault.get('log', kept.id)).toEqual(kept);
  expect(await vault.draft('journal')).toBe('half');
  expect(await vault.waiting()).toBe(1);
});

test('there is one vault a page', async () => {
  expect(await openVault()).toBe(await openVault());
});

test('who listens hears of every committed write, until they stop', async () => {
  const heard = vi.fn();
  const stop = vault.onChange(heard);
  const { id } = await vault.add('log', { n: 1 });
  await vault.remove('log', id);
  await vault.change('log', id, {}).catch(() => undefined);
  expect(heard.mock.calls).toEqual([['log'], ['log']]);

  stop();
  await vault.add('log', { n: 2 });
  expect(heard).toHaveBeenCalledTimes(2);
});

test('a record just under 128 KiB is kept, and one above is refused with nothing lost', async () => {
  const around = JSON.stringify({ type: 'journal', value: { text: '' } }).length;
  const longest = 'n'.repeat(131_068 - around);
  const { id } = await vault.add('journal', { text: longest });

  const refused = vault.change('journal', id, { text: `${longest}n` });

  await expect(refused).rejects.toMatchObject({ code: 'too_large' });
  expect(await vault.get('journal', id)).toMatchObject({ version: 1, value: { text: longest } });
  expect(await vault.waiting()).toBe(1);
});

test('half a character in a text comes back as it was', async () => {
  const { id } = await vault.add('log', { text: 'a\ud83e' });
  expect(await vault.get('log', id)).toMatchObject({ value: { text: 'a\ud83e' } });
});
