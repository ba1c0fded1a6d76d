import { afterAll, beforeAll, expect, test } from 'vitest';
import { COUNTING, inStepWith, MONDAY, twoPhones, type Both } from './testing';

const CANARY = 'tremendously-yellow-7431';

let both: Both;
beforeAll(async () => {
  both = await twoPhones();
});
afterAll(() => both.close());

/** Every text and run of bytes, names of fields too, and the bytes a text may stand for. */
function* pieces(value: unknown): Generator<Buffer> {
  if (typeof value === 'string') yield* [Buffer.from(value), Buffer.from(value, 'base64url')];
  else if (value instanceof Uint8Array) yield Buffer.from(value);
  else if (value && typeof value === 'object' && !(value instanceof CryptoKey)) {
    for (const inner of [...Object.keys(value), ...Object.values(value)]) {
      if (inner !== value) yield* pieces(inner);
    }
  }
}

const isIn = (word: string, all: unknown) => [...pieces(all)].some((piece) => piece.includes(word));

test('nothing a person wrote is in a request, nor in any row that sync keeps', async () => {
  const { here, there, line, server } = both;
  const { id } = await here.vault.add('notes', { [CANARY]: 1 }, MONDAY);
  await here.vault.putSingleton('settings', { [CANARY]: 1 });
  await here.vault.addCounted('logs', { [CANARY]: 1 }, MONDAY, COUNTING);
  await inStepWith(both);
  await here.vault.change('notes', id, { [CANARY]: 2 });
  await there.vault.change('notes', id, { [CANARY]: 3 });
  await inStepWith(both);
  server.quota = 0;
  await there.vault.add('notes', { [CANARY]: 4 });
  await there.sync();
  await there.vault.change('notes', id, { [CANARY]: 5 });

  const disk = await there.disk();

  expect(disk['rejected']).toHaveLength(1);
  expect(disk['ancestors']).toHaveLength(1);
  for (const word of [CANARY, MONDAY, 'notes', 'copy_of']) {
    expect(isIn(word, line.requests)).toBe(false);
    expect(isIn(word, server.rows)).toBe(false);
  }
  expect(isIn(CANARY, disk)).toBe(false);
  expect(isIn(MONDAY, disk)).toBe(false);
  expect(isIn(CANARY, [{ value: Buffer.from(CANARY).toString('base64url') }])).toBe(true);
});

test('a request says of a record what the contract lists, and nothing more', async () => {
  const { here, line } = both;
  await here.vault.add('notes', { n: 1 }, MONDAY);
  line.requests.length = 0;
  await here.sync();
  const [request] = line.requests;
  const names = (value: object) => Object.keys(value).sort();
  expect(names(request!)).toEqual(['cursor', 'floor', 'history', 'limit', 'ops']);
  expect(names(request!.ops[0]!)).toEqual([
    'after',
    'base',
    'epoch',
    'id',
    'op',
    'purgeable',
    'sealed',
    'version',
  ]);
});
