import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { outbox, planted, rows, seen, twoPhones, WELL, type Both } from './testing';

let both: Both;
beforeAll(async () => {
  both = await twoPhones();
});
beforeEach(() => both.anew());
afterAll(() => both.close());

const ops = (at: number) => both.line.requests[at]!.ops;
const add = (n: number) => both.here.vault.add('notes', { n });
const change = (id: string, n: number) => both.here.vault.change('notes', id, { n });

test('edits go in the order of writing, and are marked as sent before the request flies', async () => {
  const { here, line } = both;
  const first = await add(1);
  const second = await add(2);
  let meanwhile: boolean[] = [];
  line.meanwhile.push(async () => (meanwhile = (await outbox(here)).map(({ sent }) => sent)));

  expect(await here.sync()).toEqual(WELL);

  expect(meanwhile).toEqual([true, true]);
  expect(ops(0).map(({ id }) => id)).toEqual([first.id, second.id]);
  expect(await rows(here)).toMatchObject([
    { seq: expect.any(Number) },
    { seq: expect.any(Number) },
  ]);
  expect(new Set((await rows(here)).map(({ seq }) => seq))).toEqual(new Set([1, 2]));
  expect(await here.vault.waiting()).toBe(0);
});

test('an acknowledgement takes one request, and nothing is asked again', async () => {
  await add(1);
  await both.here.sync();
  expect(both.line.requests).toHaveLength(1);
});

test.each(['lost', 'unanswered', 'cut'] as const)(
  'a request that is %s keeps its edit, which is sent again under the same op',
  async (fate) => {
    const { here, line, server } = both;
    await add(1);
    line.fates.push(fate);

    expect(await here.sync()).toEqual({ trouble: 'unheard', retry_after: null });
    expect(await outbox(here)).toMatchObject([{ sent: true, base: 0 }]);
    expect(await here.sync()).toEqual(WELL);

    expect(ops(1)).toEqual(ops(0));
    expect(server.rows).toMatchObject([{ version: 1, seq: 1 }]);
    expect(await here.vault.waiting()).toBe(0);
  },
);

test('an edit made while its request flew stays dirty, and is built upon what was taken', async () => {
  const { here, line, server } = both;
  const { id } = await add(1);
  line.meanwhile.push(() => change(id, 2));
  line.fates.push('well', 'lost');
  await here.sync();

  expect(await outbox(here)).toMatchObject([{ version: 2, base: 1, after: [] }]);
  expect((await here.disk()).ancestors).toMatchObject([{ id, version: 1, seq: 1 }]);
  expect(server.rows).toMatchObject([{ version: 1 }]);

  expect(await here.sync()).toEqual(WELL);
  expect(server.rows).toMatchObject([{ version: 2, seq: 2 }]);
  expect((await here.disk()).ancestors).toEqual([]);
});

test('of several edits the newest is sent alone, and names those that may be there', async () => {
  const { here, line, server } = both;
  const { id } = await add(1);
  line.fates.push('unanswered');
  await here.sync();
  await change(id, 2);
  line.fates.push('lost');
  await here.sync();
  await change(id, 3);

  expect(await here.sync()).toEqual(WELL);

  const [first, second, third] = [ops(0)[0]!, ops(1)[0]!, ops(2)[0]!];
  expect(ops(2)).toHaveLength(1);
  expect(third).toMatchObject({ version: 3, base: 0, after: [first.op, second.op] });
  expect(server.rows).toMatchObject([{ version: 3, last_op: third.op }]);
  expect(await seen(here, 'notes')).toEqual({ [id]: { n: 3 } });
});

test('a lost answer and another edit make no conflict, and no copy', async () => {
  const { here, there, line } = both;
  const { id } = await add(1);
  await here.sync();
  await change(id, 2);
  line.fates.push('unanswered');
  await here.sync();
  await change(id, 3);
  // The page that comes with the answer brings our own edit back, which was dropped here meanwhile.
  await here.sync();
  await there.sync();
  expect(await seen(there, 'notes')).toEqual({ [id]: { n: 3 } });
  expect(here.refused).toEqual([]);
});

test('an edit that would name more than the server takes waits for an older one to be answered', async () => {
  const { here, line, server } = both;
  const { id } = await add(0);
  for (let n = 1; n <= 40; n++) {
    line.fates.push('unanswered');
    await here.sync();
    await change(id, n);
  }
  expect(Math.max(...line.requests.map((request) => request.ops[0]!.after.length))).toBe(32);

  expect(await here.sync()).toEqual(WELL);

  expect(server.rows).toMatchObject([{ version: 41 }]);
  expect(await seen(here, 'notes')).toEqual({ [id]: { n: 40 } });
});

test('a request carries at most a hundred edits, and the rest follow', async () => {
  for (let n = 0; n < 205; n++) await add(n);
  expect(await both.here.sync()).toEqual(WELL);
  expect(both.line.requests.map((request) => request.ops.length)).toEqual([100, 100, 5]);
  expect(both.server.rows).toHaveLength(205);
});

test('a request stays below 256 KB, and a record of the largest size fits', async () => {
  const text = 'x'.repeat(120_000);
  for (let n = 0; n < 3; n++) await both.here.vault.add('notes', { n, text });
  expect(await both.here.sync()).toEqual(WELL);
  expect(both.line.requests.map((request) => request.ops.length)).toEqual([1, 1, 1]);
  for (const request of both.line.requests) {
    expect(JSON.stringify(request).length).toBeLessThan(262_144);
  }
});

test('one edit that the server will not even read holds up no other', async () => {
  const { here, line, server } = both;
  const ids = [];
  for (let n = 0; n < 20; n++) ids.push((await add(n)).id);
  const bad = ids[13]!;
  const answer = server.answer.bind(server);
  vi.spyOn(server, 'answer').mockImplementation((request) =>
    request.ops.some(({ id }) => id === bad)
      ? { status: 422, body: { code: 'invalid_input' } }
      : answer(request),
  );

  expect(await here.sync()).toEqual({ trouble: 'server_refused', retry_after: null });

  expect(server.rows).toHaveLength(19);
  expect(await outbox(here)).toMatchObject([{ id: bad, sent: true }]);
  expect(line.requests.length).toBeLessThan(20);
});

test('a body that some proxy finds too large is sent in parts', async () => {
  const { here, server } = both;
  for (let n = 0; n < 30; n++) await add(n);
  const answer = server.answer.bind(server);
  vi.spyOn(server, 'answer').mockImplementation((request) =>
    JSON.stringify(request).length > 8000
      ? { status: 413, body: { code: 'body_too_large' } }
      : answer(request),
  );
  expect(await here.sync()).toEqual(WELL);
  expect(server.rows).toHaveLength(30);
});

test('an edit under another epoch than the server has waits, and the rest goes on', async () => {
  const { here, there, server } = both;
  await add(1);
  server.epoch = 2;
  expect(await here.sync()).toEqual({ trouble: 'key_missing', retry_after: null });
  expect(await outbox(here)).toHaveLength(1);
  expect((await here.disk()).rejected).toEqual([]);

  server.epoch = 1;
  expect(await here.sync()).toEqual(WELL);
  await there.sync();
  expect(Object.values(await seen(there, 'notes'))).toEqual([{ n: 1 }]);
});

test('the same edit in two runs at once, as by two tabs without locks, is taken once', async () => {
  const { here, server } = both;
  await add(1);
  await Promise.all([here.sync(), here.sync()]);
  expect(await here.sync()).toEqual(WELL);
  expect(server.rows).toMatchObject([{ version: 1, seq: 1 }]);
  expect(await here.vault.waiting()).toBe(0);
});

test('to find that nothing is new costs a phone one write, of the hour', async () => {
  const { here } = both;
  await add(1);
  await here.sync();
  const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
  await here.sync();
  const writes = begin.mock.calls.filter(([, mode]) => mode === 'readwrite');
  begin.mockRestore();
  expect(writes).toHaveLength(1);
});

test('a sealed mark is sent with its hint, and deletes on the other phone', async () => {
  const { here, there } = both;
  const { id } = await add(1);
  await here.sync();
  await there.sync();
  await here.vault.remove('notes', id);
  await here.sync();
  await there.sync();
  expect(both.server.rows).toMatchObject([{ purgeable: true }]);
  expect(await seen(there, 'notes')).toEqual({});
  expect(await rows(there)).toMatchObject([{ id, purgeable: true, version: 2 }]);
});

test('a tab whose phone has another ring by now writes nothing', async () => {
  const { here, line } = both;
  await add(1);
  line.meanwhile.push(() =>
    here.modules.inTransaction(['keys'], 'readwrite', async (tx) => {
      const wrap = (await tx.objectStore('keys').get('device'))!;
      await tx.objectStore('keys').put({ ...wrap, owner: crypto.randomUUID() });
    }),
  );
  const before = await outbox(here);
  await expect(here.sync()).rejects.toMatchObject({ code: 'ring_changed' });
  expect(await outbox(here)).toEqual([{ ...before[0], sent: true }]);
  await here.modules.inTransaction(['keys'], 'readwrite', async (tx) => {
    const wrap = (await tx.objectStore('keys').get('device'))!;
    await tx.objectStore('keys').put({ ...wrap, owner: here.vault.owner });
  });
});

test('what a later Interlude sealed travels as it is', async () => {
  const { here, there, server } = both;
  const id = here.vault.newId();
  server.put(await planted(here, { id }, { type: 'notes', parts: ['x'] }));
  await there.sync();
  expect((await there.disk()).theirs).toMatchObject([{ id, why: 'too_new' }]);
});
