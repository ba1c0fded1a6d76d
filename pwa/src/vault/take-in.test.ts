import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTransaction, type AccountRow } from '../core/db';
import { carried, type Carried } from './carry';
import type { Known } from './leaving';
import { takeIn } from './take-in';
import { emptyPhone, meanwhile, onDisk } from './testing';
import type { Vault } from './vault';

const MONDAY = '2026-11-23';
const KNOWN: Known = {
  drafts: ['journal', 'letter'],
  singletons: [{ collection: 'template', key: 'weekly' }],
};
const summary = { key: 'helped', empty: 0, next: (before: number) => before + 1 };
const quiet = () => undefined;

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
});
afterEach(() => vi.restoreAllMocks());

async function useThePhone(): Promise<Carried> {
  await vault.addCounted('log', { n: 1 }, MONDAY, summary);
  await vault.add('journal', { text: 'Grüße' });
  await vault.putSingleton('settings', { sound: true });
  await vault.putSingleton('template', { hours: 8 }, 'weekly');
  await vault.saveDraft('journal', 'half a sent');
  await vault.remove('log', (await vault.add('log', { n: 9 }, MONDAY)).id);
  return carried(KNOWN);
}

/** Everything but what is another phone's own: the ids of what there is one of, and the order. */
const plain = ({ records, drafts, unopened }: Carried) => ({
  records: records
    .map(({ id, key, content }) => ({ id: key === null ? id : null, key, content }))
    .sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))),
  drafts,
  unopened,
});

test('what one phone carried is deep-equal on an empty one, and waits to be sent', async () => {
  const what = await useThePhone();
  vault = await emptyPhone();

  expect(await takeIn(what, quiet)).toEqual({ taken: 5, there: 0 });

  expect(plain(await carried(KNOWN))).toEqual(plain(what));
  expect((await vault.singleton('template', 'weekly'))?.value).toEqual({ hours: 8 });
  expect((await vault.singleton('settings'))?.value).toEqual({ sound: true });
  expect((await vault.list('log', MONDAY)).kept).toHaveLength(1);
  expect(await vault.draft('journal')).toBe('half a sent');
  expect(await vault.waiting()).toBe(4);
});

test('any records come over whole', async () => {
  const content = fc.record({
    value: fc.jsonValue({ maxDepth: 4 }),
    on: fc.constantFrom(undefined, MONDAY),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(content, { maxLength: 8 }), async (contents) => {
      vault = await emptyPhone();
      for (const { value, on } of contents) await vault.add('journal', value, on);
      const what = await carried(KNOWN);
      vault = await emptyPhone();
      await takeIn(what, quiet);
      expect(plain(await carried(KNOWN))).toEqual(plain(what));
    }),
    { numRuns: 30 },
  );
});

test('the same file once more changes nothing', async () => {
  const what = await useThePhone();
  vault = await emptyPhone();
  await takeIn(what, quiet);
  const before = await onDisk();

  expect(await takeIn(what, quiet)).toEqual({ taken: 1, there: 4 });

  expect(await onDisk()).toEqual(before);
});

test('what was written here stays, and what the file has otherwise lies beside it once', async () => {
  const { id } = await vault.add('journal', { text: 'before' }, MONDAY);
  const what = await carried(KNOWN);
  await vault.change('journal', id, { text: 'after' });

  await takeIn(what, quiet);
  await takeIn(what, quiet);

  const { kept } = await vault.list<{ text: string }>('journal', MONDAY);
  expect(kept.map(({ value }) => value.text).sort()).toEqual(['after', 'before']);
  expect((await vault.get('journal', id))?.value).toEqual({ text: 'after' });
});

test('what was deleted since comes back', async () => {
  const { id } = await vault.add('journal', { text: 'gone' }, MONDAY);
  const what = await carried(KNOWN);
  await vault.remove('journal', id);

  expect(await takeIn(what, quiet)).toEqual({ taken: 1, there: 0 });

  expect((await vault.get('journal', id))?.value).toEqual({ text: 'gone' });
});

test('a setting made here holds, with what only the file has a value for', async () => {
  await vault.putSingleton('settings', { sound: true, motion: 'less' });
  const what = await carried(KNOWN);
  vault = await emptyPhone();
  await vault.putSingleton('settings', { sound: false });

  await takeIn(what, quiet);

  expect((await vault.singleton('settings'))?.value).toEqual({ sound: false, motion: 'less' });
});

test('what is half typed here stays', async () => {
  const what = await useThePhone();
  vault = await emptyPhone();
  await vault.saveDraft('journal', 'newer');

  await takeIn(what, quiet);

  expect(await vault.draft('journal')).toBe('newer');
});

test('a total is counted anew when it is next asked for', async () => {
  const what = await useThePhone();
  vault = await emptyPhone();
  await vault.addCounted('log', { n: 3 }, MONDAY, summary);

  await takeIn(what, quiet);

  expect(await vault.summary('helped')).toBeNull();
});

const account = (owner: string): AccountRow => ({
  ...{ name: 'account', owner, device_id: owner, sign_in: 'live' },
});
const signIn = (owner: string) =>
  inTransaction(['sync'], 'readwrite', (tx) => tx.objectStore('sync').put(account(owner)));

test('a file of other keys is refused where there is an account, and nothing is changed', async () => {
  const what = await useThePhone();
  vault = await emptyPhone();
  await signIn(vault.owner);
  const before = await onDisk();

  await expect(takeIn(what, quiet)).rejects.toMatchObject({ code: 'of_another' });

  expect(await onDisk()).toEqual(before);
});

test('a file of the account itself is taken', async () => {
  const { id } = await vault.add('journal', { text: 'mine' });
  const what = await carried(KNOWN);
  await signIn(vault.owner);
  await vault.remove('journal', id);

  expect(await takeIn(what, quiet)).toEqual({ taken: 1, there: 0 });
});

test('when one cannot be written, none is', async () => {
  const what = await useThePhone();
  vault = await emptyPhone();
  const one = what.records.find(({ key }) => key === null)!;
  const again = { ...what, records: [...what.records, one] };

  await expect(takeIn(again, quiet)).rejects.toMatchObject({ code: 'stale' });

  expect((await onDisk())['records']).toEqual([]);
  expect((await onDisk())['outbox']).toEqual([]);
});

test('another tab that writes meanwhile loses nothing', async () => {
  const { id } = await vault.add('journal', { text: 'before' }, MONDAY);
  const what = await carried(KNOWN);
  await vault.remove('journal', id);
  const kept = { id, version: 1, on: MONDAY, value: { text: 'by the other tab' } };
  meanwhile('encrypt', () => vault.restore('journal', kept));

  await takeIn(what, quiet);

  const { kept: all } = await vault.list<{ text: string }>('journal', MONDAY);
  expect(all.map(({ value }) => value.text).sort()).toEqual(['before', 'by the other tab']);
});

test('how far it is, is told', async () => {
  for (let n = 0; n < 120; n++) await vault.add('journal', { n });
  const what = await carried(KNOWN);
  vault = await emptyPhone();
  const told: number[] = [];

  await takeIn(what, (share) => told.push(share));

  expect(told).toHaveLength(2);
  expect(told[0]).toBeCloseTo(50 / 121);
});
