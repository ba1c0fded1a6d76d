import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { expectEqual, shared } from './checks';
import { MONDAY, outbox, planted, seen, WELL, twoPhones, type Both } from './testing';

let both: Both;
beforeAll(async () => {
  both = await twoPhones();
});
beforeEach(() => both.anew());
afterAll(() => both.close());

test('two long texts are never pressed into one record that would hold neither', async () => {
  const { here, there } = both;
  const id = await shared(both, 'sessions', { a: '', b: '' });
  await here.vault.change('sessions', id, { a: 'x'.repeat(100_000), b: '' });
  await there.vault.change('sessions', id, { a: '', b: 'y'.repeat(100_000) });
  await expectEqual(both);
  expect(Object.keys(await seen(here, 'sessions'))).toHaveLength(2);
});

test('an edit of what does not open over there is laid aside, and nothing is written over either', async () => {
  const { here, there, server } = both;
  const id = await shared(both, 'notes', { n: 1 });
  const spoiled = server.rows[0]!;
  server.put({
    ...spoiled,
    version: 2,
    sealed: spoiled.sealed.replace(/.$/, 'A').replace(/^(.{60})./, '$1_'),
  });
  await there.vault.change('notes', id, { n: 2 });
  await there.vault.add('notes', { n: 5 });

  expect(await there.sync()).toEqual(WELL);

  expect(await outbox(there)).toEqual([]);
  expect((await there.disk()).rejected).toMatchObject([{ id, code: 'not_authentic' }]);
  expect(await seen(there, 'notes')).toMatchObject({ [id]: { value: { n: 2 } } });
  expect(server.rows).toHaveLength(2);

  // The person has seen it and says: mine.
  const [edit] = await there.modules.rejectedEdits(there.context);
  await there.modules.tryAnew(there.context, edit!.op);
  expect(await there.sync()).toEqual(WELL);
  await here.sync();
  expect(await seen(here, 'notes')).toMatchObject({ [id]: { value: { n: 2 } } });
  expect((await there.disk()).theirs).toEqual([]);
});

test('an edit of what a later Interlude wrote over there waits, and the rest goes on', async () => {
  const { here, there, server } = both;
  const id = await shared(both, 'notes', { n: 1 });
  server.put({ ...server.rows[0]!, ...(await planted(here, { id, version: 2, epoch: 2 }, {})) });
  await there.vault.change('notes', id, { n: 2 });
  await there.vault.add('notes', { n: 5 });
  expect(await there.sync()).toEqual(WELL);
  expect(await outbox(there)).toMatchObject([{ id }]);
  expect(server.rows).toHaveLength(2);
  expect((await there.disk()).theirs).toMatchObject([{ id, why: 'too_new' }]);
});

test('an edit whose record rotted here is laid aside until a person says what is to be', async () => {
  const { here, there } = both;
  const id = await shared(both, 'notes', { n: 1 });
  await there.vault.change('notes', id, { n: 2 });
  await there.modules.inTransaction(['records'], 'readwrite', async (tx) => {
    const row = (await tx.objectStore('records').get(id))!;
    await tx.objectStore('records').put({ ...row, sealed: row.sealed.map((byte) => byte ^ 1) });
  });
  await here.vault.change('notes', id, { n: 3 });
  await here.sync();
  expect(await there.sync()).toEqual(WELL);
  expect((await there.disk()).rejected).toMatchObject([{ id, code: 'damaged_here' }]);

  const [edit] = await there.modules.rejectedEdits(there.context);
  expect(edit).toMatchObject({ value: { n: 2 } });
  await there.modules.letGo(there.context, edit!.op);
  expect(await seen(there, 'notes')).toEqual({ [id]: { value: { n: 3 }, on: MONDAY } });
  await expectEqual(both);
});

test('the copy of a record that is full to the brim is made without the name of its original', async () => {
  const { here, there } = both;
  const brim = 131_068 - JSON.stringify({ type: 'notes', on: MONDAY, value: '' }).length;
  const id = await shared(both, 'notes', { n: 1 });
  await here.vault.change('notes', id, { n: 2 });
  await here.sync();
  await there.vault.change('notes', id, 'x'.repeat(brim));
  await expectEqual(both);
  expect(Object.keys(await seen(here, 'notes'))).toHaveLength(2);
});
