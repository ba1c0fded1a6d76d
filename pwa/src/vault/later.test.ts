import { beforeEach, expect, test } from 'vitest';
import { inTransaction, type RecordRow } from '../core/db';
import { contentOf } from './content';
import { openKeys } from './device';
import { openJson, sealJson } from './envelope';
import { emptyPhone, onDisk } from './testing';
import type { Vault } from './vault';

const MONDAY = '2026-11-23';

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
});

/** A record as a later Interlude may have sealed it. */
async function plant(collection: string, more: object, id = vault.newId(), on = MONDAY) {
  const keys = await openKeys();
  const place = { id, version: 1, epoch: 1 };
  const json = { type: collection, ...(on && { on }), ...more };
  const sealed = await sealJson(keys, { kind: 'item', ...place }, json);
  const slot = on ? await keys.slot(collection, on) : '';
  const row: RecordRow = { ...place, collection, slot, seq: 1, sealed };
  await inTransaction(['records'], 'readwrite', (tx) => tx.objectStore('records').put(row));
  return id;
}

async function sealedJson(): Promise<unknown> {
  const [row] = (await onDisk()).records as RecordRow[];
  const opened = await openJson(await openKeys(), { kind: 'item', ...row! }, row!.sealed);
  return (opened as { json: unknown }).json;
}

const LATER = { mood: { colour: 'blue' }, tags: ['x'] };

test('a change keeps the fields beside the value that it knows nothing of', async () => {
  const id = await plant('log', { value: { n: 1 }, ...LATER });
  await vault.change('log', id, { n: 2 });
  expect(await sealedJson()).toEqual({ type: 'log', on: MONDAY, value: { n: 2 }, ...LATER });
});

test('a change made of what is there keeps the fields within the value that it spreads', async () => {
  const id = await plant('log', { value: { n: 1, later: true } });
  await vault.change<{ n: number }>('log', id, (before) => ({ ...before, n: 2 }), '2026-11-24');
  const value = { n: 2, later: true };
  expect(await sealedJson()).toEqual({ type: 'log', on: '2026-11-24', value });
});

test('a change of a singleton keeps them too', async () => {
  const { id } = await vault.putSingleton('settings', {});
  await plant('settings', { value: { sound: true }, ...LATER }, id, '');
  await vault.updateSingleton('settings', {}, (before) => ({ ...before, dim: 1 }));
  expect(await sealedJson()).toEqual({
    type: 'settings',
    value: { sound: true, dim: 1 },
    ...LATER,
  });
});

test('a removal takes all of it away, and its undo brings all of it back', async () => {
  const id = await plant('log', { value: { n: 1, later: true }, ...LATER });
  const kept = (await vault.get('log', id))!;
  await vault.remove('log', id);
  expect(await sealedJson()).toEqual({ type: 'log', deleted: true });

  await vault.restore('log', kept);
  const value = { n: 1, later: true };
  expect(await sealedJson()).toEqual({ type: 'log', on: MONDAY, value, ...LATER });
});

test('what a later Interlude put on a tombstone outlives the undo', async () => {
  const id = await plant('log', { deleted: true, by: 'tablet' }, undefined, '');
  await vault.restore('log', { id, version: 1, on: null, value: 1 });
  expect(await sealedJson()).toEqual({ type: 'log', value: 1, by: 'tablet' });
});

test('a mark of deletion that is not "true" is no tombstone', async () => {
  const id = await plant('log', { value: 1, deleted: false });
  expect(await vault.get('log', id)).toMatchObject({ value: 1 });
  await vault.change('log', id, 2);
  expect(await sealedJson()).toEqual({ type: 'log', on: MONDAY, value: 2 });
});

test('a field named like the root of all objects is a field like another', () => {
  const json = JSON.parse('{"type":"log","value":1,"__proto__":{"deleted":true}}') as unknown;
  expect(contentOf(json, 'log')).toHaveProperty('value', 1);
});

test('an edit drops the mark of a record that was only given back', async () => {
  const id = await plant('log', { value: { n: 1 }, given_back: true });
  await vault.change('log', id, { n: 2 });
  expect(await sealedJson()).toEqual({ type: 'log', on: MONDAY, value: { n: 2 } });
});
