import { beforeEach, expect, test, vi } from 'vitest';
import { inTransaction, type RecordRow } from '../core/db';
import { utf8 } from '../core/bytes';
import { closeVault, openVault, type Vault } from './vault';
import { anotherTab, emptyPhone, onDisk } from './testing';

const MONDAY = '2026-11-23';

let vault: Vault;
let one: string;
let other: string;
beforeEach(async () => {
  vault = await emptyPhone();
  one = (await vault.add('log', { n: 1 }, MONDAY)).id;
  other = (await vault.add('log', { n: 2 }, MONDAY)).id;
});

function alter(id: string, change: (row: RecordRow) => unknown): Promise<unknown> {
  return inTransaction(['records'], 'readwrite', async (tx) => {
    const records = tx.objectStore('records');
    const row = (await records.get(id))!;
    return records.put({ ...row, ...(change(row) as Partial<RecordRow>) });
  });
}

const flip = (row: RecordRow, at: number) => {
  const sealed = row.sealed.slice();
  sealed[at]! ^= 1;
  return { sealed };
};

const sealedOf = async (id: string) =>
  ((await onDisk()).records as RecordRow[]).find((row) => row.id === id)!.sealed;

const damages: [string, string, (row: RecordRow) => unknown][] = [
  ['an unknown first byte', 'unknown_format', (row) => flip(row, 0)],
  ['JSON in place of sealed bytes', 'unknown_format', () => ({ sealed: utf8('{"type":"log"}') })],
  ['an object in place of bytes', 'unknown_format', () => ({ sealed: { value: { n: 1 } } })],
  ['a flipped bit', 'not_authentic', (row) => flip(row, 40)],
  ['another version', 'not_authentic', (row) => ({ version: row.version + 1 })],
  ['a version that is no number', 'not_authentic', () => ({ version: 'one' })],
  ['an epoch without a key', 'too_new', () => ({ epoch: 2 })],
];

test.each(damages)('%s is refused as %s, and the rest is read', async (_, code, change) => {
  await alter(one, change);

  expect(await vault.list('log', MONDAY)).toMatchObject({
    kept: [{ id: other, value: { n: 2 } }],
    damaged: [{ id: one, code }],
  });
  expect(await vault.list('log')).toMatchObject({ kept: [{ id: other }], damaged: [{ code }] });
  expect(await vault.get('log', one)).toBeNull();
});

test('two records that changed places are both refused', async () => {
  const [sealed, theirs] = [await sealedOf(one), await sealedOf(other)];
  await alter(one, () => ({ sealed: theirs }));
  await alter(other, () => ({ sealed }));

  const { kept, damaged } = await vault.list('log');

  expect(kept).toEqual([]);
  expect(damaged.map(({ code }) => code)).toEqual(['not_authentic', 'not_authentic']);
});

test('a record moved to another collection is refused there', async () => {
  await alter(one, () => ({ collection: 'journal' }));
  expect(await vault.list('journal')).toEqual({
    kept: [],
    damaged: [{ id: one, code: 'unreadable' }],
  });
});

test('a record moved to another day is refused there', async () => {
  const tuesday = (await vault.add('log', { n: 3 }, '2026-11-24')).id;
  const { slot } = ((await onDisk()).records as RecordRow[]).find(({ id }) => id === tuesday)!;
  await alter(one, () => ({ slot }));
  expect(await vault.list('log', '2026-11-24')).toMatchObject({
    kept: [{ id: tuesday }],
    damaged: [{ id: one, code: 'unreadable' }],
  });
});

test('a record in the slot of another day is damaged on every path, and can be discarded', async () => {
  const tuesday = (await vault.add('log', { n: 3 }, '2026-11-24')).id;
  const { slot } = ((await onDisk()).records as RecordRow[]).find(({ id }) => id === tuesday)!;
  await alter(one, () => ({ slot }));

  expect((await vault.list('log')).damaged).toEqual([{ id: one, code: 'unreadable' }]);
  expect(await vault.get('log', one)).toBeNull();
  await expect(vault.change('log', one, {})).rejects.toMatchObject({ code: 'damaged' });

  await vault.discardDamaged('log', one);
  expect((await vault.list('log', '2026-11-24')).damaged).toEqual([]);
  expect((await vault.list('log')).damaged).toEqual([]);
});

test('a record whose version was altered to no number can be discarded', async () => {
  await alter(one, () => ({ version: 'one' }));
  await vault.discardDamaged('log', one);
  expect((await vault.list('log')).damaged).toEqual([]);
});

test('who was told of damage hears when it is gone, once, and in the other tab too', async () => {
  const tab = await anotherTab();
  const there = await tab.openVault();
  const [here_gone, there_gone] = [vi.fn(), vi.fn()];
  vault.onDamaged(() => undefined, here_gone);
  there.onDamaged(() => undefined, there_gone);
  await alter(one, (row) => flip(row, 40));
  await vault.list('log');
  await there.list('log');
  expect(here_gone).not.toHaveBeenCalled();

  await vault.discardDamaged('log', one);
  await vault.list('log');
  await there.list('log');
  await tab.closeVault();

  expect(here_gone.mock.calls).toEqual([[one]]);
  expect(there_gone.mock.calls).toEqual([[one]]);
});

test('a record of another owner is refused', async () => {
  const sealed = await sealedOf(one);
  vault = await emptyPhone();
  const { id } = await vault.add('log', { n: 9 });
  await alter(id, () => ({ sealed }));
  expect((await vault.list('log')).damaged).toEqual([{ id, code: 'not_authentic' }]);
});

test('nothing is written over a damaged record', async () => {
  await alter(one, (row) => flip(row, 40));
  const before = await onDisk();

  for (const write of [
    () => vault.change('log', one, { n: 5 }),
    () => vault.remove('log', one),
    () => vault.restore('log', { id: one, version: 1, on: null, value: { n: 5 } }),
  ]) {
    await expect(write()).rejects.toMatchObject({ code: 'damaged' });
  }

  expect(await onDisk()).toEqual(before);
});

test('nothing is written over a damaged singleton either', async () => {
  const { id } = await vault.putSingleton('settings', { sound: true });
  await alter(id, (row) => flip(row, 40));
  expect(await vault.singleton('settings')).toBeNull();
  const refused = vault.putSingleton('settings', { sound: false });
  await expect(refused).rejects.toMatchObject({ code: 'damaged' });

  await vault.discardDamaged('settings', id);

  expect(await vault.putSingleton('settings', {})).toMatchObject({ id, version: 3 });
});

test('a damaged record goes only when a person says so, and only if it is damaged', async () => {
  await alter(one, (row) => flip(row, 40));

  await vault.discardDamaged('log', one);

  expect(await vault.list('log')).toMatchObject({ kept: [{ id: other }], damaged: [] });
  const whole = vault.discardDamaged('log', other);
  await expect(whole).rejects.toMatchObject({ code: 'not_found' });
});

test('what a later Interlude wrote cannot be discarded', async () => {
  await alter(one, () => ({ epoch: 2 }));
  await expect(vault.discardDamaged('log', one)).rejects.toMatchObject({ code: 'damaged' });
});

test('each damaged record is told once, also to who listens later', async () => {
  await alter(one, (row) => flip(row, 40));
  const early = vi.fn();
  vault.onDamaged(early);
  await vault.list('log');
  await vault.list('log');
  const late = vi.fn();
  const stop = vault.onDamaged(late);
  await Promise.resolve();

  expect(early.mock.calls).toEqual([[{ id: one, code: 'not_authentic' }]]);
  expect(late.mock.calls).toEqual(early.mock.calls);

  stop();
  await vault.discardDamaged('log', one);
  const after = vi.fn();
  vault.onDamaged(after);
  await Promise.resolve();
  expect(after).not.toHaveBeenCalled();
});

test('a damaged summary stops no log, is left as it is, and can be counted anew', async () => {
  const summary = { key: 'helped', empty: 0, next: (before: number) => before + 1 };
  await vault.addCounted('log', {}, MONDAY, summary);
  await inTransaction(['summaries'], 'readwrite', async (tx) => {
    const [row] = await tx.objectStore('summaries').getAll();
    return tx.objectStore('summaries').put({ ...row!, version: 9 });
  });
  const before = (await onDisk()).summaries;

  const { id } = await vault.addCounted('log', { n: 4 }, MONDAY, summary);

  expect(await vault.get('log', id)).not.toBeNull();
  expect(await vault.summary('helped')).toBeNull();
  expect((await onDisk()).summaries).toEqual(before);
  await vault.putSummary('helped', 4);
  expect(await vault.summary('helped')).toBe(4);
});

test('a summary cannot be passed off as a draft, nor one draft as another', async () => {
  await vault.putSummary('same', 'a');
  await vault.saveDraft('same', 'b');
  await vault.saveDraft('other', 'c');
  await inTransaction(['summaries', 'drafts'], 'readwrite', async (tx) => {
    const [summary] = await tx.objectStore('summaries').getAll();
    const drafts = await tx.objectStore('drafts').getAll();
    await tx.objectStore('drafts').put({ ...drafts[0]!, sealed: summary!.sealed });
    await tx.objectStore('drafts').put({ ...drafts[1]!, sealed: drafts[0]!.sealed });
  });
  expect(await vault.draft('same')).toBeNull();
  expect(await vault.draft('other')).toBeNull();
});

test('damage outlives the page and is told there too', async () => {
  await alter(one, (row) => flip(row, 40));
  await closeVault();
  vault = await openVault();
  expect((await vault.list('log')).damaged).toEqual([{ id: one, code: 'not_authentic' }]);
});
