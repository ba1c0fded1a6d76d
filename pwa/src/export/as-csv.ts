/** Everything as a table that a spreadsheet opens as text: a row for each value, so that any record fits. */

import Papa from 'papaparse';
import type { Everything } from '../vault/everything';

const HEAD = ['kind', 'day', 'id', 'field', 'value'];
/** By this a spreadsheet knows that it is UTF-8. */
const MARK = '\uFEFF';

/**
 * RFC 4180, every cell in quotes. A cell that a spreadsheet would take for a formula begins with an
 * apostrophe, by which it shows the rest as it is.
 */
export function asCsv({ records, drafts }: Everything): string {
  const rows = [
    ...records.flatMap(({ collection, on, id, value }) =>
      values(value).map(([field, cell]) => [collection, on ?? '', id, field, cell]),
    ),
    ...drafts.flatMap(({ field, text }) =>
      values(text).map(([part, cell]) => ['draft', '', field, part, cell]),
    ),
  ];
  const options = { quotes: true, escapeFormulae: FORMULA, newline: '\r\n' };
  return `${MARK}${Papa.unparse([HEAD, ...rows], options)}\r\n`;
}

/** Also where blanks come first, and for the wide forms that some programs read alike. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠\p{Cc}]/u;

/** Each value with the way to it, `slots.0.from`; what holds nothing is a row of its own. */
export function values(value: unknown, way = ''): [way: string, cell: string][] {
  if (typeof value !== 'object' || value === null) return [[way, cellOf(value)]];
  const parts = Object.entries(value);
  if (parts.length === 0) return [[way, Array.isArray(value) ? '[]' : '{}']];
  return parts.flatMap(([name, part]) => values(part, way ? `${way}.${name}` : name));
}

function cellOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
