import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, randomBytes, u32, utf8, type Bytes } from '../core/bytes';
import { fitting, MOST_RECORDS } from './carried-shape';
import type { Carried } from './carry';
import { lp } from './lp';
import { seal } from './seal';
import { fileKey, MOST_BYTES, openFile, readFile, sealFile } from './sealed-file';

const OWNER = '8d2b7c14-05af-4e39-a6d1-91c37be2f508';
const ID = '0b9f4c52-7a1e-63d8-95c4-de20f1a7b36c';
const KDF = { algorithm: 'argon2id', memory_kib: 65536, passes: 3, lanes: 1, salt: 'AAAA' };
const unopened = { records: 0, drafts: 0 };

const record = (changes: object = {}) => ({
  ...{
    id: ID,
    key: null,
    content: { type: 'journal', on: '2026-11-23', value: { text: 'Grüße' } },
  },
  ...changes,
});
const carried: Carried = {
  owner: OWNER,
  records: [record()],
  drafts: [{ field: 'letter', text: 'half a sent' }],
  unopened,
};

const key = await fileKey(randomBytes(32), randomBytes(16));
const other = await fileKey(randomBytes(32), randomBytes(16));
const reread = async (bytes: Bytes, by = key) => openFile(by, await readFile(new Blob([bytes])));

/** As somebody who knows the passphrase might write it by hand. */
async function handWritten(body: string): Promise<Bytes> {
  const head = utf8(JSON.stringify({ owner: OWNER, kdf: KDF }));
  const before = concat(utf8('Interlude file 1\n'), u32(head.length), head);
  return concat(before, await seal(key, lp('file', before), utf8(body)));
}
const holding = (records: unknown[], drafts: unknown[] = []) =>
  handWritten(JSON.stringify({ records, drafts }));

test('what was sealed is read back whole, and the head says how', async () => {
  const bytes = await sealFile(key, KDF, carried);

  expect(await reread(bytes)).toEqual(carried);
  const { head } = await readFile(new Blob([bytes]));
  expect(head).toEqual({ owner: OWNER, kdf: KDF });
});

test('nothing of it can be read without the passphrase', async () => {
  const bytes = await sealFile(key, KDF, carried);

  expect(new TextDecoder().decode(bytes)).not.toMatch(/Grüße|journal|half a sent/);
  await expect(reread(bytes, other)).rejects.toMatchObject({ code: 'does_not_open' });
});

test('a file with any bit altered is refused, the name of its owner too', async () => {
  const bytes = await sealFile(key, KDF, carried);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
      const altered = Uint8Array.from(bytes);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      await expect(reread(altered)).rejects.toMatchObject({ name: 'FileError' });
    }),
    { numRuns: 200 },
  );
});

test('a file cut short anywhere is refused', async () => {
  const bytes = await sealFile(key, KDF, carried);
  for (let end = 0; end < bytes.length; end += 7) {
    await expect(reread(bytes.slice(0, end))).rejects.toMatchObject({ name: 'FileError' });
  }
});

test('another kind of file, and one of a later Interlude, are told apart', async () => {
  await expect(readFile(new Blob(['%PDF-1.7 ...']))).rejects.toMatchObject({ code: 'not_a_file' });
  await expect(readFile(new Blob([]))).rejects.toMatchObject({ code: 'not_a_file' });
  const later = new Blob(['Interlude file 2\nwhatever']);
  await expect(readFile(later)).rejects.toMatchObject({ code: 'too_new' });
});

test('a file that is too large is not even read', async () => {
  const file = { size: MOST_BYTES + 1, arrayBuffer: () => Promise.reject(new Error('read')) };
  await expect(readFile(file as unknown as Blob)).rejects.toMatchObject({ code: 'too_large' });
});

test.each<[string, unknown[], unknown[]?]>([
  ['an id that is none', [record({ id: '../../etc' })]],
  ['an id of another kind', [record({ id: 7 })]],
  ['two records with one id', [record(), record()]],
  [
    'two of which there is one',
    [record({ key: '' }), record({ id: ID.replace('0', '1'), key: '' })],
  ],
  ['a record that is none', [null]],
  ['a record without content', [{ id: ID, key: null }]],
  ['a record that is deleted', [record({ content: { type: 'journal', deleted: true } })]],
  ['a collection with a path in it', [record({ content: { type: '../keys', value: 1 } })]],
  ['a day that is none', [record({ content: { type: 'journal', on: 'soon', value: 1 } })]],
  ['a record in parts', [record({ content: { type: 'journal', value: 1, parts: [] } })]],
  [
    'a record too long to be sealed',
    [record({ content: { type: 'a', value: 'x'.repeat(131_100) } })],
  ],
  ['a key that is too long', [record({ key: 'x'.repeat(201) })]],
  ['a draft without a field', [], [{ text: 'a' }]],
  ['a draft without a text', [], [{ field: 'a' }]],
  [
    'two drafts of one field',
    [],
    [
      { field: 'a', text: 1 },
      { field: 'a', text: 2 },
    ],
  ],
])('%s is refused', async (_what, records, drafts) => {
  await expect(reread(await holding(records, drafts))).rejects.toMatchObject({ code: 'damaged' });
});

test.each(['__proto__', 'constructor', 'prototype'])(
  'a key %s anywhere is refused',
  async (name) => {
    const content = `{"type":"journal","value":{"deep":[{"${name}":{"isAdmin":true}}]}}`;
    const body = `{"records":[{"id":"${ID}","key":null,"content":${content}}],"drafts":[]}`;

    await expect(reread(await handWritten(body))).rejects.toMatchObject({ code: 'damaged' });
    expect(({} as { isAdmin?: true }).isAdmin).toBeUndefined();
  },
);

test('a value nested a hundred thousand deep is refused, and the app goes on', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const content = `{"type":"journal","value":${deep}}`;
  const body = `{"records":[{"id":"${ID}","key":null,"content":${content}}],"drafts":[]}`;

  await expect(reread(await handWritten(body))).rejects.toMatchObject({ code: 'damaged' });
});

test('a hundred thousand records are refused', async () => {
  const many = Array.from({ length: 100_000 }, (_, n) => ({
    ...record(),
    id: `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`,
  }));
  await expect(reread(await holding(many))).rejects.toMatchObject({ code: 'too_many' });
});

test.each(['', 'no json', 'null', '[]', '{"records":{},"drafts":[]}'])(
  'a body of %j is refused',
  async (body) => {
    await expect(reread(await handWritten(body))).rejects.toMatchObject({ code: 'damaged' });
  },
);

test('what would not be taken back is counted instead of written', async () => {
  const odd = record({ content: { type: 'journal', value: { constructor: 1 } } });
  const what = { ...carried, records: [record(), { ...odd, id: ID.replace('0', '1') }] };

  const fit = fitting(what as Carried);

  expect(fit.records).toEqual([record()]);
  expect(fit.unopened).toEqual({ records: 1, drafts: 0 });
  expect((await reread(await sealFile(key, KDF, fit))).records).toEqual([record()]);
});

test('more than a file takes is said before it is written', () => {
  const records = Array.from({ length: MOST_RECORDS + 1 }, () => record());
  expect(() => fitting({ ...carried, records } as Carried)).toThrow(/too_many/);
});
