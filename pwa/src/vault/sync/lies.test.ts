import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { outbox, planted, rows, seen, twoPhones, type Both } from './testing';
import { lie, row, uuid, type Body, type Row } from './lying';
import type { SyncRequest } from './wire';

let both: Both;
let good: { id: string; version: number };
let other: { id: string };
beforeAll(async () => {
  both = await twoPhones();
});
afterAll(() => both.close());

beforeEach(async () => {
  await both.anew();
  const { here, there } = both;
  good = await here.vault.add('notes', { n: 1 });
  other = await here.vault.add('notes', { n: 9 });
  await here.sync();
  good = await here.vault.change('notes', good.id, { n: 2 });
  await here.sync();
  await there.sync();
});

/** Sends back what the request brought, so that no number is missing where a result is a lie. */
function echo(body: Body, { cursor }: SyncRequest): void {
  body.changes = both.server.rows.filter(({ seq }) => seq > cursor).map((one) => ({ ...one }));
}

const blob = (length: number) => Buffer.alloc(length, 1).toString('base64url');

/** What the phone keeps of a person's, except how far it has read. */
async function kept() {
  const { records, outbox, summaries, ancestors } = await both.there.disk();
  return { records, outbox, summaries, ancestors };
}

/** Each comes beside a sound row, which must be taken all the same. */
const single: [string, string, (seq: number) => Promise<Row>][] = [
  ['JSON in place of a blob', 'unknown_format', async () => row({ sealed: '{"type":"notes"}' })],
  ['an object in place of a blob', 'unknown_format', async () => row({ sealed: { value: 1 } })],
  ['no blob', 'unknown_format', async () => row({ sealed: null })],
  ['a blob of an older format', 'unknown_format', async () => row({ sealed: 'AAAA' })],
  ['rubbish', 'not_authentic', async () => row({})],
  ['more than any record takes', 'not_authentic', async () => row({ sealed: blob(131_101 + 512) })],
  ['a blob without a text in it', 'not_authentic', async () => row({ sealed: blob(28) })],
  [
    'a replay under another id',
    'not_authentic',
    async () => ({ ...(await theirs(good.id)), id: uuid() }),
  ],
  [
    'a replay over another record',
    'not_authentic',
    async () => ({ ...(await theirs(good.id)), id: other.id, version: 7 }),
  ],
  [
    'another version on it',
    'not_authentic',
    async () => ({ ...(await theirs(good.id)), version: 9 }),
  ],
  [
    'another epoch on it',
    'too_new',
    async () => ({ ...(await theirs(good.id)), version: 9, epoch: 2 }),
  ],
  ['a record of another person', 'not_authentic', async () => ofStranger()],
  [
    'one of our own of another kind',
    'not_authentic',
    async () => planted(both.here, { id: good.id, version: 9, seal_as: { kind: 'drafts' } }, 'x'),
  ],
  ['what is no record', 'unreadable', async () => planted(both.here, { id: uuid() }, ['x'])],
  [
    'a record that changed its collection',
    'unreadable',
    async () => planted(both.here, { id: good.id, version: 9 }, { type: 'logs', value: 1 }),
  ],
  ['the oldest version', 'rolled_back', async () => first],
  [
    'another of the same number',
    'rolled_back',
    async () =>
      planted(both.here, { id: good.id, version: 2 }, { type: 'notes', value: { n: 66 } }),
  ],
];

let first: Row;
beforeEach(async () => {
  first = await planted(both.here, { id: good.id, version: 1 }, { type: 'notes', value: { n: 1 } });
});

async function theirs(id: string): Promise<Row> {
  return { ...both.server.rows.find((one) => one.id === id)! };
}

async function ofStranger(): Promise<Row> {
  const stranger = {
    ...both.here.context.keys,
    at: both.here.context.keys.at.bind(both.here.context.keys),
  };
  const keys = Object.assign(stranger, { owner: uuid() }) as never;
  const context = { ...both.here.context, keys };
  return planted({ ...both.here, context }, { id: uuid() }, { type: 'notes', value: 1 });
}

test.each(single)('%s is refused as %s, and the rest goes on', async (_, code, make) => {
  const { there, line } = both;
  const bad = await make(4);
  const sound = await planted(both.here, { id: uuid() }, { type: 'notes', value: { n: 5 } });
  const before = await rows(there);
  line.lies.push(
    lie((body) => {
      body.changes = [
        { ...bad, seq: 4 },
        { ...sound, seq: 5 },
      ];
      body['cursor'] = 5;
    }),
  );
  line.lies.push(() => null);

  await there.sync().catch(() => undefined);

  expect(there.refused[0]).toEqual({ id: bad['id'], code });
  expect(await seen(there, 'notes')).toEqual(
    expect.objectContaining({ [good.id]: { n: 2 }, [other.id]: { n: 9 }, [sound.id]: { n: 5 } }),
  );
  const after = new Map((await rows(there)).map((one) => [one.id, one.sealed]));
  for (const { id, sealed } of before) expect(after.get(id)).toEqual(sealed);
  expect(await there.vault.get('notes', bad['id'] as string).then((found) => found?.value)).toEqual(
    bad['id'] === good.id ? { n: 2 } : bad['id'] === other.id ? { n: 9 } : undefined,
  );
});

test('an older version is answered with the one this phone has', async () => {
  const { here, there, server } = both;
  server.put(first as never);
  expect(await there.sync()).toMatchObject({ trouble: null });
  expect(server.rows.find(({ id }) => id === good.id)).toMatchObject({ version: 2 });
  expect(there.refused).toEqual([{ id: good.id, code: 'rolled_back' }]);
  await here.sync();
  expect(await seen(here, 'notes')).toMatchObject({ [good.id]: { n: 2 } });
});

test('what was removed does not come back by an older version of it', async () => {
  const { here, there, server } = both;
  await here.vault.remove('notes', good.id);
  await here.sync();
  await there.sync();
  server.put({ ...(first as { id: string }), purgeable: false });
  await there.sync();
  expect(await seen(there, 'notes')).not.toHaveProperty(good.id);
  expect(there.refused).toEqual([{ id: good.id, code: 'rolled_back' }]);
});

test('an older version in a conflict does not undo what was taken since', async () => {
  const { there, line } = both;
  await there.vault.change('notes', other.id, { n: 10 });
  await there.vault.change('notes', good.id, { n: 3 });
  line.lies.push(
    lie((body, request) => {
      const at = request.ops.findIndex(({ id }) => id === good.id);
      const { op } = request.ops[at]!;
      body.results[at] = { op, status: 'conflict', current: { ...first, seq: 3 } };
      echo(body, request);
    }),
  );
  await there.sync();
  expect(await seen(there, 'notes')).toEqual({ [good.id]: { n: 3 }, [other.id]: { n: 10 } });
  expect(there.refused).toEqual([{ id: good.id, code: 'rolled_back' }]);
});

test('a hint that a live record may go deletes nothing', async () => {
  const { there, line } = both;
  const next = await planted(
    both.here,
    { id: good.id, version: 3 },
    { type: 'notes', value: { n: 3 } },
  );
  line.lies.push(
    lie((body) => {
      body.changes = [{ ...next, seq: 4, purgeable: true }];
      body['cursor'] = 4;
    }),
  );
  await there.sync().catch(() => undefined);
  expect(await seen(there, 'notes')).toMatchObject({ [good.id]: { n: 3 } });
  expect((await rows(there)).find(({ id }) => id === good.id)).not.toHaveProperty('purgeable');
});

test('a server that keeps no promise of its past is left alone after a few attempts', async () => {
  const { there, line } = both;
  const before = await kept();
  for (let n = 0; n < 10; n++)
    line.lies.push(() => ({ status: 410, body: { code: 'cursor_too_old' } }));
  expect(await there.sync()).toMatchObject({ trouble: 'history' });
  expect(line.lies.length).toBeGreaterThan(0);
  line.lies.length = 0;
  await there.sync();
  expect((await kept()).records).toEqual(before.records);
});

test('a conflict without end stops neither the run nor the other edits', async () => {
  const { there, line, server } = both;
  await there.vault.change('notes', good.id, { n: 3 });
  await there.vault.change('notes', other.id, { n: 10 });
  const current = { ...(await theirs(good.id)), seq: 3 };
  const stubborn = lie((body, request) => {
    request.ops.forEach(({ op, id }, at) => {
      if (id === good.id) body.results[at] = { op, status: 'conflict', current };
    });
    echo(body, request);
    body.changes = body.changes.filter(({ id }) => id !== good.id);
    body['cursor'] = body.changes.at(-1)?.['seq'] ?? request.cursor;
  });
  for (let n = 0; n < 50; n++) line.lies.push(stubborn);
  expect(await there.sync()).toMatchObject({ trouble: 'server_refused' });
  expect(server.rows.find(({ id }) => id === other.id)).toMatchObject({ version: 2 });
  expect(await seen(there, 'notes')).toEqual({ [good.id]: { n: 3 }, [other.id]: { n: 10 } });
  expect(line.lies.length).toBeGreaterThan(30);
});

test('an edit of another phone cannot be hidden among the numbers of what was brought', async () => {
  const { there, line } = both;
  await there.vault.change('notes', other.id, { n: 10 });
  line.lies.push(
    lie((body) => {
      for (const result of body.results) result['seq'] = Number(result['seq']) + 1;
      body['cursor'] = Number(body['cursor']) + 1;
    }),
  );
  expect(await there.sync()).toMatchObject({ trouble: 'answer_refused' });
  expect(await outbox(there)).toHaveLength(1);
  expect(await there.sync()).toMatchObject({ trouble: null });
  expect(await outbox(there)).toEqual([]);
});

test('a conflict with nothing is no reason to lose the edit, nor to ask for ever', async () => {
  const { there, line, server } = both;
  await there.vault.change('notes', good.id, { n: 3 });
  line.lies.push(
    lie((body, request) => {
      body.results = request.ops.map(({ op }) => ({ op, status: 'conflict', current: null }));
      echo(body, request);
    }),
  );
  await there.sync();
  await there.sync();
  expect(await seen(there, 'notes')).toMatchObject({ [good.id]: { n: 3 } });
  expect(server.rows.find(({ id }) => id === good.id)!.version).toBeGreaterThan(1000);
  expect(await outbox(there)).toEqual([]);
});
