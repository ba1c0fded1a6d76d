import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RecordRow } from '../../core/db';
import { openSealed } from './sealing';
import { expectEqual, shared } from './checks';
import {
  inStepWith,
  MONDAY,
  planted,
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

async function contents(phone: Phone): Promise<unknown[]> {
  const all = (await rows(phone)).map((row: RecordRow) => openSealed(phone.context.keys, row));
  return Promise.all(all);
}

test('two edits of a note: the first to arrive stays, and the other lies beside it on its day', async () => {
  const { here, there } = both;
  const id = await shared(both, 'notes', { n: 1 });
  await here.vault.change('notes', id, { n: 2 });
  await there.vault.change('notes', id, { n: 3 });
  await here.sync();
  expect(await there.sync()).toEqual(WELL);
  await expectEqual(both);

  const { kept } = await here.vault.list('notes', MONDAY);
  const [copy] = kept.filter((one) => one.id !== id);
  expect(await seen(here, 'notes')).toEqual({
    [id]: { value: { n: 2 }, on: MONDAY },
    [copy!.id]: { value: { n: 3 }, on: MONDAY },
  });
  expect(await contents(here)).toContainEqual({
    type: 'notes',
    on: MONDAY,
    value: { n: 3 },
    copy_of: id,
  });
});

test('the copy is made once, though the answer that asks for it is lost and comes again', async () => {
  const { here, there, line } = both;
  const id = await shared(both, 'notes', { n: 1 });
  await here.vault.change('notes', id, { n: 2 });
  await there.vault.change('notes', id, { n: 3 });
  await here.sync();
  line.fates.push('unanswered', 'unanswered');
  await there.sync();
  await there.sync();
  await Promise.all([there.sync(), there.sync()]);
  await expectEqual(both);
  expect((await here.vault.list('notes')).kept).toHaveLength(2);
});

test('settings are merged field by field, and written above both versions', async () => {
  const { here, there, server } = both;
  await here.vault.putSingleton('settings', { sound: false, volume: 5 });
  await inStepWith(both);
  await here.vault.updateSingleton('settings', {}, (before) => ({ ...before, sound: true }));
  await here.sync();
  for (const volume of [6, 7]) {
    await there.vault.updateSingleton('settings', {}, (before) => ({ ...before, volume }));
  }
  await there.sync();

  expect(server.rows).toMatchObject([{ version: 4 }]);
  await expectEqual(both);
  expect((await here.vault.singleton('settings'))?.value).toEqual({ sound: true, volume: 7 });
});

test('settings that both phones made before they met keep what each person chose', async () => {
  const { here, there } = both;
  const usual = { sound: false, volume: 5 };
  await here.vault.putSingleton('settings', { ...usual, sound: true });
  await there.vault.putSingleton('settings', { ...usual, volume: 9 });
  await expectEqual(both);
  expect((await here.vault.singleton('settings'))?.value).toEqual({ sound: true, volume: 9 });
});

test('both phones resolve at once, and end with the same', async () => {
  const { here, there, server } = both;
  await here.vault.putSingleton('settings', { sound: false });
  await inStepWith(both);
  const { id } = (await here.vault.singleton('settings'))!;
  await here.vault.updateSingleton('settings', {}, (before) => ({ ...before, a: 1 }));
  await there.vault.updateSingleton('settings', {}, (before) => ({ ...before, b: 2 }));
  const third = { type: 'settings', value: { sound: true } };
  const before = server.rows[0]!;
  server.put({ ...before, ...(await planted(here, { id, version: 2 }, third)) });
  await Promise.all([here.sync(), there.sync()]);
  await expectEqual(both);
  expect((await there.vault.singleton('settings'))?.value).toEqual({ sound: true, a: 1, b: 2 });
});

test('an edit beats a deletion that was first', async () => {
  const { here, there } = both;
  const id = await shared(both, 'notes', { n: 1 });
  await here.vault.remove('notes', id);
  await here.sync();
  await there.vault.change('notes', id, { n: 2 });
  await expectEqual(both);
  expect(await seen(here, 'notes')).toEqual({ [id]: { value: { n: 2 }, on: MONDAY } });
});

test('a deletion that comes second gives way to an edit', async () => {
  const { here, there } = both;
  const id = await shared(both, 'notes', { n: 1 });
  await here.vault.change('notes', id, { n: 2 });
  await here.sync();
  await there.vault.remove('notes', id);
  await expectEqual(both);
  expect(await seen(there, 'notes')).toEqual({ [id]: { value: { n: 2 }, on: MONDAY } });
});

test('a removal that was undone is no edit: the deletion over there holds', async () => {
  const { here, there } = both;
  const id = await shared(both, 'notes', { n: 1 });
  const kept = (await there.vault.get('notes', id))!;
  await there.vault.remove('notes', id);
  await there.vault.restore('notes', kept);
  await here.vault.remove('notes', id);
  await here.sync();
  await expectEqual(both);
  expect(await seen(there, 'notes')).toEqual({});
});

test('two deletions meet without a word', async () => {
  const { here, there, line } = both;
  const id = await shared(both, 'notes', { n: 1 });
  await here.vault.remove('notes', id);
  await there.vault.remove('notes', id);
  await here.sync();
  line.requests.length = 0;
  await there.sync();
  expect(line.requests.flatMap(({ ops }) => ops)).toHaveLength(1);
  await expectEqual(both);
  expect(there.refused).toEqual([]);
});

test('the same edit on two phones is no conflict', async () => {
  const { here, there } = both;
  const id = await shared(both, 'notes', { n: 1 });
  await here.vault.change('notes', id, { n: 2 });
  await there.vault.change('notes', id, { n: 2 });
  await expectEqual(both);
  expect(Object.keys(await seen(here, 'notes'))).toEqual([id]);
});

test('the same log, kept twice by a retry on two phones, is one', async () => {
  const { here, there } = both;
  const id = here.vault.newId();
  await here.vault.add('logs', { n: 1 }, MONDAY, id);
  await there.vault.add('logs', { n: 1 }, MONDAY, id);
  await expectEqual(both);
  expect(Object.keys(await seen(there, 'logs'))).toEqual([id]);
});

test('a version never falls: ours, which stood higher, is replaced by a higher one yet', async () => {
  const { here, there, server } = both;
  const id = await shared(both, 'notes', { n: 1 });
  for (const n of [2, 3, 4]) await there.vault.change('notes', id, { n });
  await here.vault.change('notes', id, { n: 9 });
  await here.sync();
  await there.sync();
  expect((await rows(there)).find((row) => row.id === id)).toMatchObject({ version: 5 });
  expect(server.rows.find((row) => row.id === id)).toMatchObject({ version: 5 });
  await expectEqual(both);
  expect(await seen(here, 'notes')).toMatchObject({ [id]: { value: { n: 9 } } });
});

test('an edit made while the conflict is settled is settled too, not lost', async () => {
  const { here, there } = both;
  const id = await shared(both, 'notes', { n: 1 });
  await here.vault.change('notes', id, { n: 2 });
  await here.sync();
  await there.vault.change('notes', id, { n: 3 });
  const opening = crypto.subtle.decrypt.bind(crypto.subtle);
  let once = true;
  crypto.subtle.decrypt = async (...given) => {
    if (once) {
      once = false;
      await there.vault.change('notes', id, { n: 4 });
    }
    return opening(...given);
  };
  await there.sync();
  crypto.subtle.decrypt = opening;
  await expectEqual(both);
  const values = Object.values(await seen(here, 'notes')) as { value: { n: number } }[];
  expect(values.map(({ value }) => value.n).sort()).toEqual([2, 4]);
});
