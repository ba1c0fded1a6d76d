/** The log of one year as a table that a spreadsheet opens as text. */

import Papa from 'papaparse';
import { m } from '../../core/i18n';
import type { Learned } from './rules';
import { kindName } from './words';

/** By this a spreadsheet knows that it is UTF-8. */
const MARK = '\uFEFF';
/** What a spreadsheet would take for a formula, as in `export/as-csv.ts`: it gets an apostrophe first. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠\p{Cc}]/u;

/** RFC 4180, every cell in quotes, the earliest first. */
export function learningCsv(list: readonly Learned[]): string {
  const head = [
    m.learning_csv_day(),
    m.learning_csv_kind(),
    m.learning_csv_minutes(),
    m.learning_csv_note(),
  ];
  const rows = [...list]
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map(({ on, kind, minutes, note }) => [on, kindName(kind), String(minutes), note]);
  const options = { quotes: true, escapeFormulae: FORMULA, newline: '\r\n' };
  return `${MARK}${Papa.unparse([head, ...rows], options)}\r\n`;
}
