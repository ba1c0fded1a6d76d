import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RejectedRow } from '../../core/db';
import {
  COUNTING,
  inStepWith,
  MONDAY,
  outbox,
  rows,
  seen,
  twoPhones,
  WELL,
  type Both,
} from './testing';

let both: Both;
beforeAll(async () => {
  both = await twoPhones();
});
beforeEach(() => both.anew());
afterAll(() => both.close());

const rejected = async () => (await both.here.disk()).rejected as RejectedRow[];

/** Refused because the account is full. */
async function refused(n = 1): Promise<string> {
  both.server.quota = 0;
  const { id } = await both.here.vault.add('notes', { n }, MONDAY);
  expect(await both.here.sync()).toEqual(WELL);
  return id;
}

test('an edit refused for good is laid aside, the words stay, and it is shown with its reason', async () => {
  const { here } = both;
  const id = await refused();
  expect(await outbox(here)).toEqual([]);
  expect(await rows(here)).toMatchObject([{ id, seq: null }]);
  expect(await seen(here, 'notes')).toEqual({ [id]: { value: { n: 1 }, on: MONDAY } });
  const [{ op }] = (await rejected()) as [RejectedRow];
  const shown = { op, id, code: 'quota_full', collection: 'notes', on: MONDAY, value: { n: 1 } };
  expect(await here.modules.rejectedEdits(here.context)).toEqual([shown]);
});

test('one that is refused holds up no other', async () => {
  const { here, server } = both;
  const { id } = await here.vault.add('notes', { n: 0 });
  await here.sync();
  server.quota = 1;
  await here.vault.add('notes', { n: 1 });
  await here.vault.change('notes', id, { n: 2 });
  expect(await here.sync()).toEqual(WELL);
  expect(server.rows).toMatchObject([{ id, version: 2 }]);
  expect(await rejected()).toHaveLength(1);
});

test('it is tried anew under a new op when a person says so', async () => {
  const { here, there, server } = both;
  const id = await refused();
  const [before] = await rejected();
  server.quota = Infinity;
  await here.modules.tryAnew(here.context, before!.op);
  expect(await rejected()).toEqual([]);
  expect(await outbox(here)).toMatchObject([{ id, base: 0, sent: false, version: 2 }]);
  expect((await outbox(here))[0]!.op).not.toBe(before!.op);
  await inStepWith(both);
  expect(await seen(there, 'notes')).toEqual({ [id]: { value: { n: 1 }, on: MONDAY } });
});

test('refused once more it is laid aside once more, once', async () => {
  const { here } = both;
  await refused();
  await here.modules.tryAnew(here.context, (await rejected())[0]!.op);
  await here.sync();
  expect(await rejected()).toHaveLength(1);
});

test('let go, it is as the server has it', async () => {
  const { here, there, server } = both;
  const { id } = await here.vault.add('notes', { n: 1 }, MONDAY);
  await inStepWith(both);
  await here.vault.change('notes', id, { n: 2 });
  const answer = server.answer.bind(server);
  server.answer = (request) => {
    const reply = answer({ ...request, ops: [] });
    const results = request.ops.map(({ op }) => ({ op, status: 'rejected', code: 'too_large' }));
    return { ...reply, body: { ...reply.body, results } };
  };
  await here.sync();
  server.answer = answer;
  expect(await rejected()).toMatchObject([{ id, code: 'too_large' }]);
  // The other phone goes on meanwhile: what it writes is not taken before the person decides.
  await there.vault.change('notes', id, { n: 3 });
  await there.sync();
  await here.sync();
  expect(await seen(here, 'notes')).toEqual({ [id]: { value: { n: 2 }, on: MONDAY } });

  await here.modules.letGo(here.context, (await rejected())[0]!.op);

  expect(await seen(here, 'notes')).toEqual({ [id]: { value: { n: 3 }, on: MONDAY } });
  const { rejected: none, ancestors, theirs } = await here.disk();
  expect({ none, ancestors, theirs }).toEqual({ none: [], ancestors: [], theirs: [] });
  await here.vault.change('notes', id, { n: 4 });
  await inStepWith(both);
  expect(await seen(there, 'notes')).toEqual({ [id]: { value: { n: 4 }, on: MONDAY } });
});

test('let go where the server has nothing, it is gone, and counted no more', async () => {
  const { here, server } = both;
  await here.vault.addCounted('logs', { n: 1 }, MONDAY, COUNTING);
  server.quota = 0;
  await here.sync();
  await here.modules.letGo(here.context, (await rejected())[0]!.op);
  expect(await rows(here)).toEqual([]);
  expect(await here.vault.summary('logs')).toBeNull();
  expect(await here.vault.recount('logs', 'logs', (kept) => kept.length)).toBe(0);
});

test('an edit tried anew meets what the other phone wrote meanwhile, and both are kept', async () => {
  const { here, there, server } = both;
  const { id } = await here.vault.add('notes', { n: 1 });
  await inStepWith(both);
  await here.vault.change('notes', id, { n: 2 });
  const answer = server.answer.bind(server);
  server.answer = (request) => {
    const reply = answer({ ...request, ops: [] });
    const results = request.ops.map(({ op }) => ({ op, status: 'rejected', code: 'malformed' }));
    return { ...reply, body: { ...reply.body, results } };
  };
  await here.sync();
  server.answer = answer;
  await there.vault.change('notes', id, { n: 3 });
  await there.sync();
  await here.modules.tryAnew(here.context, (await rejected())[0]!.op);
  await inStepWith(both);
  const values = Object.values(await seen(there, 'notes')) as { n: number }[];
  expect(values.map(({ n }) => n).sort()).toEqual([2, 3]);
});

test('a later edit of the same record takes the place of one that was refused', async () => {
  const { here, there, server } = both;
  const id = await refused();
  server.quota = Infinity;
  await here.vault.change('notes', id, { n: 2 });
  await here.sync();
  expect(await rejected()).toEqual([]);
  await there.sync();
  expect(await seen(there, 'notes')).toEqual({ [id]: { value: { n: 2 }, on: MONDAY } });
});

test('an edit made while its refusal flew is tried in its place', async () => {
  const { here, line, server } = both;
  server.quota = 0;
  const { id } = await here.vault.add('notes', { n: 1 });
  line.meanwhile.push(() => here.vault.change('notes', id, { n: 2 }));
  line.fates.push('well', 'lost');
  await here.sync();
  expect(await rejected()).toEqual([]);
  server.quota = Infinity;
  expect(await here.sync()).toEqual(WELL);
  expect(server.rows).toMatchObject([{ id, version: 2 }]);
});

test('what is no longer refused cannot be decided upon', async () => {
  const { here } = both;
  const op = crypto.randomUUID();
  await expect(here.modules.tryAnew(here.context, op)).rejects.toMatchObject({ code: 'not_found' });
  await expect(here.modules.letGo(here.context, op)).rejects.toMatchObject({ code: 'not_found' });
});

/** Rots the record, and what waits from the server besides. */
function rot(id: string): Promise<unknown> {
  return both.here.modules.inTransaction(['records', 'theirs'], 'readwrite', async (tx) => {
    const row = (await tx.objectStore('records').get(id))!;
    const sealed = row.sealed.map((byte) => byte ^ 1);
    await tx.objectStore('records').put({ ...row, sealed });
    await tx.objectStore('theirs').put({ ...row, sealed, seq: 1, why: 'waiting' });
  });
}

test('where the record rotted here, the edit that was laid aside still has the words', async () => {
  const { here, there, server } = both;
  const id = await refused();
  await rot(id);
  server.quota = Infinity;
  await here.modules.tryAnew(here.context, (await rejected())[0]!.op);
  await inStepWith(both);
  for (const phone of [here, there]) {
    expect(await seen(phone, 'notes')).toEqual({ [id]: { value: { n: 1 }, on: MONDAY } });
  }
});

test('what does not open is neither sent anew nor replaced by what does not open either', async () => {
  const { here } = both;
  const id = await refused();
  await rot(id);
  const [edit] = await rejected();
  await here.modules.inTransaction(['rejected'], 'readwrite', (tx) =>
    tx.objectStore('rejected').put({ ...edit!, sealed: edit!.sealed.map((byte) => byte ^ 1) }),
  );
  const before = await rows(here);
  const { tryAnew, letGo } = here.modules;
  await expect(tryAnew(here.context, edit!.op)).rejects.toMatchObject({ code: 'damaged' });
  await expect(letGo(here.context, edit!.op)).rejects.toMatchObject({ code: 'damaged' });
  expect(await rows(here)).toEqual(before);
  expect(await rejected()).toHaveLength(1);
});
