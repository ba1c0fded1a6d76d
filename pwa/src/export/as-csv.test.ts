import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { Everything } from '../vault/everything';
import { asCsv, values } from './as-csv';

const holding = (...given: unknown[]): Everything => ({
  records: given.map((value, at) => ({ collection: 'notes', id: `n${at}`, on: null, value })),
  drafts: [],
  unopened: { records: 0, drafts: 0 },
});

const cells = (csv: string) => Papa.parse<string[]>(csv.slice(1), { skipEmptyLines: true }).data;
const written = (value: unknown) => cells(asCsv(holding(value))).slice(1);

test('it says that it is UTF-8, names its columns, and ends its lines as the standard has it', () => {
  const csv = asCsv(holding({ text: 'lamp' }));
  expect(csv).toBe('\uFEFF"kind","day","id","field","value"\r\n"notes","","n0","text","lamp"\r\n');
});

test.each([
  '=1+1',
  '+49 30',
  '-1',
  '@cmd',
  '\t=1',
  '\r=1',
  '\n=1',
  '  =1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '\u0000=1',
])('%j is text to a spreadsheet, not a formula', (text) => {
  expect(written(text)[0]?.[4]).toBe(`'${text}`);
});

test('a formula in a name, a day or an id is none either', () => {
  const found = holding({ '=bad': 1 });
  found.records[0]!.collection = '=kind';
  const [, row] = cells(asCsv(found));
  expect(row?.[0]).toBe("'=kind");
  expect(row?.[3]).toBe("'=bad");
});

test('a record of parts is a row for each, and what is empty is not left out', () => {
  expect(
    values({ slots: [{ from: '09:00' }], note: '', none: null, off: false, no: [], at: {} }),
  ).toEqual([
    ['slots.0.from', '09:00'],
    ['note', ''],
    ['none', 'null'],
    ['off', 'false'],
    ['no', '[]'],
    ['at', '{}'],
  ]);
});

test('a draft is in it, with its field', () => {
  const found = { ...holding(), drafts: [{ field: 'journal', text: 'half a' }] };
  expect(cells(asCsv(found))[1]).toEqual(['draft', '', 'journal', '', 'half a']);
});

test('whatever was written comes back, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const back = written({ text })[0]?.[4];
      return back === text || back === `'${text}`;
    }),
  );
});
