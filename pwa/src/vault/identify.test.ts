import { beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../core/db';
import { eraseAll, eraseRecord, identify } from './identify';
import { emptyPhone } from './testing';
import type { Vault } from './vault';

let vault: Vault;

beforeEach(async () => {
  vault = await emptyPhone();
});

/** As if a bit had flipped on the disk, or a later Interlude had written it. */
async function spoil(id: string, byte: number): Promise<void> {
  await inTransaction(['records'], 'readwrite', async (tx) => {
    const row = (await tx.objectStore('records').get(id))!;
    const sealed = Uint8Array.from(row.sealed);
    sealed[sealed.length - byte]! ^= 1;
    await tx.objectStore('records').put({ ...row, sealed });
  });
}

async function fromLater(id: string): Promise<void> {
  await inTransaction(['records'], 'readwrite', async (tx) => {
    const row = (await tx.objectStore('records').get(id))!;
    await tx.objectStore('records').put({ ...row, epoch: row.epoch + 1 });
  });
}

test('a record is known by its collection and day, and one that is erased is known to be', async () => {
  const { id } = await vault.add('notes', { text: 'lamp' }, '2026-11-25');
  expect(await identify(id)).toEqual({ collection: 'notes', on: '2026-11-25', standing: 'live' });

  await vault.remove('notes', id);
  expect(await identify(id)).toEqual({ collection: 'notes', on: null, standing: 'erased' });
});

test('what this phone does not hold is not made up, and what does not open is said not to', async () => {
  expect(await identify(crypto.randomUUID())).toBeNull();

  const { id } = await vault.add('notes', 'lamp');
  await spoil(id, 1);
  expect((await identify(id))?.standing).toBe('sealed');
});

test('erasing leaves a tombstone that waits for the server, once', async () => {
  const { id } = await vault.add('notes', 'lamp');

  expect((await eraseRecord(vault, id))?.collection).toBe('notes');
  expect(await eraseRecord(vault, id)).toBeNull();

  expect((await vault.list('notes')).kept).toEqual([]);
  expect((await identify(id))?.standing).toBe('erased');
  expect(await vault.waiting()).toBe(1);
});

test('of what a later Interlude wrote nothing is taken away, and that is said', async () => {
  const { id } = await vault.add('notes', 'lamp');
  await fromLater(id);

  await expect(eraseRecord(vault, id)).rejects.toMatchObject({ code: 'damaged' });
  expect((await identify(id))?.standing).toBe('later');
});

test('all of them go, damaged ones too, whatever room they are of; what may not is counted', async () => {
  await vault.add('notes', 'lamp');
  await vault.putSingleton('settings', { dim: true });
  const { id: spoiled } = await vault.add('days', 'corridor');
  const { id: later } = await vault.add('days', 'mug');
  await spoil(spoiled, 1);
  await fromLater(later);
  const told: number[] = [];

  const erased = await eraseAll(vault, (share) => told.push(share));

  expect(erased).toEqual({
    collections: new Set(['notes', 'settings', 'days']),
    count: 3,
    left: 1,
  });
  expect(told).toHaveLength(4);
  expect(Math.max(...told)).toBeLessThan(1);
  expect((await vault.list('notes')).kept).toEqual([]);
  expect(await vault.singleton('settings')).toBeNull();
});
