import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { outbox, seen, twoPhones, type Both } from './testing';
import { emptied, lie, row, uuid, type Lie } from './lying';

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

const whole: Record<string, Lie> = {
  'no object': (body) => emptied(body),
  'another history without saying so': (body) => (body['history'] = uuid()),
  'a history that is no name': (body) => (body['history'] = 7),
  'a cursor that goes back': (body) => (body['cursor'] = 1),
  'a cursor far beyond': (body) => (body['cursor'] = 1_000_000),
  'a cursor that is no number': (body) => (body['cursor'] = 'far'),
  'a cursor with a fraction': (body) => (body['cursor'] = 3.5),
  'more of nothing': (body) => (body['more'] = true),
  'the same record twice': (body) =>
    body.changes.push(row({ seq: 4 }), { ...body.changes[0]!, seq: 5 }),
  'rows out of order': (body) => body.changes.push(row({ seq: 6 }), row({ seq: 5 })),
  'rows of one number': (body) => body.changes.push(row({ seq: 5 }), row({ seq: 5 })),
  'rows already read': (body) => body.changes.push(row({ seq: 2 })),
  'a row without a number': (body) => body.changes.push(row({ seq: null })),
  'an id that is none': (body) => body.changes.push(row({ id: '../x' })),
  'a version that no phone can have': (body) => body.changes.push(row({ version: 2 ** 32 })),
  'a version of none': (body) => body.changes.push(row({ version: 0 })),
  'a page that never ends': (body) => {
    for (let n = 0; n < 600; n++) body.changes.push(row({ seq: 4 + n }));
  },
  'a page of many megabytes': (body) => {
    const sealed = Buffer.alloc(131_101, 1).toString('base64url');
    for (let n = 0; n < 30; n++) body.changes.push(row({ seq: 4 + n, sealed }));
  },
  'a result too many': (body) => body.results.push({ op: uuid(), status: 'ok' }),
  'no results': (body) => (body['results'] = null as never),
};

test.each(Object.entries(whole))('an answer with %s is refused as a whole', async (_, about) => {
  const { there, line } = both;
  const before = await there.disk();
  line.lies.push(
    lie((body, request) => {
      about(body, request);
      if (body.changes?.length) body['cursor'] = body.changes.at(-1)!['seq'];
    }),
  );

  expect(await there.sync()).toMatchObject({ trouble: 'answer_refused' });

  expect(await there.disk()).toEqual(before);
  expect(await there.sync()).toMatchObject({ trouble: null });
});

const acks: Record<string, Lie> = {
  'a bare 200': (body) => emptied(body),
  'no acknowledgement at all': (body) => (body.results = []),
  'another op': (body) => (body.results[0]!['op'] = uuid()),
  'no op': (body) => delete body.results[0]!['op'],
  'another record': (body) => (body.results[0]!['id'] = other.id),
  'another version': (body) => (body.results[0]!['version'] = 99),
  'no number': (body) => delete body.results[0]!['seq'],
  'a number to come': (body) => (body.results[0]!['seq'] = 700),
  'a status of its own making': (body) => (body.results[0]!['status'] = 'fine'),
  'a conflict with another record': (body) =>
    (body.results[0] = { ...body.results[0], status: 'conflict', current: row({}) }),
  'a refusal without a code': (body) =>
    (body.results[0] = { ...body.results[0], status: 'rejected' }),
};

test.each(Object.entries(acks))('an edit acknowledged with %s still waits', async (_, about) => {
  const { there, line } = both;
  await there.vault.change('notes', good.id, { n: 3 });
  line.lies.push(lie(about));

  expect(await there.sync()).toMatchObject({ trouble: 'answer_refused' });

  expect(await outbox(there)).toMatchObject([{ id: good.id, sent: true }]);
  expect(await seen(there, 'notes')).toMatchObject({ [good.id]: { n: 3 } });
  expect(await there.sync()).toMatchObject({ trouble: null });
  expect(await outbox(there)).toEqual([]);
});
