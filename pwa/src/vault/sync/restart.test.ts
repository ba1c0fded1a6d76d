import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SyncRow } from '../../core/db';
import {
  inStepWith,
  MONDAY,
  outbox,
  rows,
  seen,
  WELL,
  twoPhones,
  type Both,
  type Phone,
} from './testing';

let both: Both;
beforeAll(async () => {
  both = await twoPhones();
});
beforeEach(() => both.anew());
afterAll(() => both.close());

const state = async (phone: Phone) => (await phone.disk()).sync![0] as SyncRow;

async function expectEqual(): Promise<void> {
  const { here, there, server } = both;
  await inStepWith(both);
  expect(await seen(here, 'notes')).toEqual(await seen(there, 'notes'));
  const live = server.rows.filter(({ purgeable }) => !purgeable).map(({ id }) => id);
  const ids = Object.keys(await seen(here, 'notes'));
  expect(live.sort()).toEqual(expect.arrayContaining(ids.sort()));
  expect(await here.vault.waiting()).toBe(0);
  expect(await there.vault.waiting()).toBe(0);
}

test('after a restored backup the phones give back what the server forgot, byte for byte', async () => {
  const { here, there, server } = both;
  const old = await here.vault.add('notes', { n: 1 });
  await here.sync();
  const backup = server.backup();
  const young = await here.vault.add('notes', { n: 2 });
  await here.vault.change('notes', old.id, { n: 3 });
  await here.sync();
  const before = new Map(server.rows.map(({ id, version, sealed }) => [id, { version, sealed }]));
  server.restore(backup);
  expect(server.rows).toHaveLength(1);

  expect(await here.sync()).toEqual(WELL);

  for (const { id, version, sealed } of server.rows)
    expect(before.get(id)).toEqual({ version, sealed });
  expect(await state(here)).toMatchObject({ history: server.history, starting_over: false });
  await there.sync();
  expect(await seen(there, 'notes')).toEqual({ [old.id]: { n: 3 }, [young.id]: { n: 2 } });
  await expectEqual();
  expect(here.refused).toEqual([]);
});

test('what waits when the server was restored is kept, and built upon what it has now', async () => {
  const { here, server } = both;
  const { id } = await here.vault.add('notes', { n: 1 });
  await here.sync();
  const backup = server.backup();
  await here.vault.change('notes', id, { n: 2 });
  await here.sync();
  await here.vault.change('notes', id, { n: 3 });
  server.restore(backup);
  expect(await here.sync()).toEqual(WELL);
  await expectEqual();
  expect(await seen(here, 'notes')).toEqual({ [id]: { n: 3 } });
  expect(server.rows).toMatchObject([{ version: 3 }]);
});

test('what went two ways after a restore is kept both ways', async () => {
  const { here, there, server } = both;
  const { id } = await here.vault.add('notes', { n: 1 });
  await inStepWith(both);
  const backup = server.backup();
  await here.vault.change('notes', id, { n: 2 });
  await here.sync();
  server.restore(backup);
  await there.vault.change('notes', id, { n: 3 });
  await there.sync();
  await expectEqual();
  const values = Object.values(await seen(here, 'notes')) as { n: number }[];
  expect(values.map(({ n }) => n).sort()).toEqual([2, 3]);
});

test('another version of the same number is not taken for the one an edit was built upon', async () => {
  const { here, there, server } = both;
  const empty = server.backup();
  const { id } = await here.vault.putSingleton('settings', { a: 1 });
  await here.sync();
  await here.vault.updateSingleton('settings', {}, (before) => ({ ...before, b: 2 }));
  server.restore(empty);
  await there.vault.putSingleton('settings', { c: 3 });
  await there.sync();
  expect(server.rows).toMatchObject([{ id, version: 1 }]);
  await expectEqual();
  const all = (await here.vault.list('settings')).kept.map(({ value }) => value as object);
  expect(Object.assign({}, ...all)).toEqual({ a: 1, b: 2, c: 3 });
});

test('a tombstone the restored server never had is not undone by the record it buried', async () => {
  const { here, there, server } = both;
  const { id } = await here.vault.add('notes', { n: 1 });
  await inStepWith(both);
  const backup = server.backup();
  await here.vault.remove('notes', id);
  await inStepWith(both);
  server.restore(backup);
  await expectEqual();
  expect(await seen(there, 'notes')).toEqual({});
  expect(server.rows).toMatchObject([{ purgeable: true }]);
});

test('a server that cannot say since when makes a copy at worst, and loses nothing', async () => {
  const { here, there, server } = both;
  server.tellsSince = false;
  const { id } = await here.vault.add('notes', { n: 1 });
  await inStepWith(both);
  const backup = server.backup();
  await here.vault.change('notes', id, { n: 2 });
  await inStepWith(both);
  server.restore(backup);
  await expectEqual();
  expect(await seen(there, 'notes')).toMatchObject({ [id]: { n: 2 } });
});

test('a cursor beyond all numbers of the server begins anew, and gives back', async () => {
  const { here, server } = both;
  const empty = server.backup();
  const { id } = await here.vault.add('notes', { n: 1 });
  await here.sync();
  server.restore(empty, true);
  expect(await here.sync()).toEqual(WELL);
  expect(server.rows).toMatchObject([{ id, version: 1 }]);
  await expectEqual();
});

test('a reading anew that dies half way goes on where it was, and still gives back', async () => {
  const { here, there, line, server } = both;
  const empty = server.backup();
  for (let n = 0; n < 300; n++) await here.vault.add('notes', { n });
  await here.sync();
  server.restore(empty);
  for (let n = 0; n < 300; n++) await there.vault.add('notes', { m: n });
  await there.sync();
  line.fates.push('well', 'well', 'unanswered');
  expect(await here.sync()).toMatchObject({ trouble: 'unheard' });
  expect(await state(here)).toMatchObject({ starting_over: true, cursor: 250 });
  expect(await here.sync()).toEqual(WELL);
  expect(server.rows).toHaveLength(600);
  await expectEqual();
});

test('an edit made while all is read anew is no conflict with itself', async () => {
  const { here, line, server } = both;
  const { id } = await here.vault.add('notes', { n: 1 }, MONDAY);
  await here.sync();
  const backup = server.backup();
  await here.vault.add('notes', { n: 2 });
  await here.sync();
  server.restore(backup);
  line.meanwhile.push(
    () => Promise.resolve(),
    () => here.vault.change('notes', id, { n: 3 }),
  );
  expect(await here.sync()).toEqual(WELL);
  await expectEqual();
  expect(Object.keys(await seen(here, 'notes'))).toHaveLength(2);
  expect(await outbox(here)).toEqual([]);
});

test('what another owner left of sync means nothing to this one', async () => {
  const { here } = both;
  await here.vault.add('notes', { n: 1 });
  await here.sync();
  await here.modules.inTransaction(['sync', 'theirs'], 'readwrite', async (tx) => {
    const row = (await tx.objectStore('sync').get('state')) as SyncRow;
    await tx
      .objectStore('sync')
      .put({ ...row, owner: crypto.randomUUID(), history: crypto.randomUUID() });
    const numbers = { version: 1, epoch: 1, seq: 1, sealed: new Uint8Array(0) };
    await tx.objectStore('theirs').put({ id: 'x', ...numbers, why: 'too_new' });
  });
  expect(await here.sync()).toEqual(WELL);
  expect(await state(here)).toMatchObject({ owner: here.vault.owner });
  expect((await here.disk()).theirs).toEqual([]);
  expect(await rows(here)).toHaveLength(1);
});

test('the hour of the last sync is kept, whatever the clock then says of it', async () => {
  const { here } = both;
  const back = here.modules.setClock(() => new Date('2031-01-01T10:00:00Z'));
  await here.sync();
  expect(await state(here)).toMatchObject({ last_sync_at: '2031-01-01T10:00:00.000Z' });
  back();
  await here.vault.add('notes', { n: 1 });
  await here.sync();
  expect(new Date((await state(here)).last_sync_at!).getFullYear()).toBeLessThan(2031);
});

test('a locked phone that is to begin anew waits with it, and keeps what waits', async () => {
  const { here, server } = both;
  await here.vault.add('notes', { n: 1 });
  await here.sync();
  server.restore(server.backup());
  await here.vault.add('notes', { n: 2 });
  expect(await here.modules.run({ ...here.context, locked: () => true })).toEqual(WELL);
  expect(await state(here)).toMatchObject({ cursor: 0, starting_over: true });
  expect(await here.sync()).toEqual(WELL);
  expect(server.rows).toHaveLength(2);
});
