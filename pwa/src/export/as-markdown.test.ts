import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Everything } from '../vault/everything';
import { asMarkdown } from './as-markdown';

const NAMES = {
  ...{ title: 'Interlude', drafts: 'Not finished' },
  kindOf: (collection: string) => `Kind of ${collection}`,
  dayText: (on: string) => `day ${on}`,
};

type Entry = Everything['records'][number];
const entry = (given: Partial<Entry>): Entry => ({
  ...{ collection: 'notes', id: 'n1', on: null, value: 'lamp' },
  ...given,
});
const page = (records: Entry[], drafts: Everything['drafts'] = []) =>
  asMarkdown({ records, drafts, unopened: { records: 0, drafts: 0 } }, NAMES);

test('records stand under their kind, the newest day first, those of no day before', () => {
  const shown = page([
    entry({ id: 'a', on: '2026-11-23', value: 'older' }),
    entry({ id: 'b', on: '2026-11-25', value: 'newer' }),
    entry({ id: 'c', value: 'always' }),
    entry({ id: 'd', collection: 'days', value: { from: '09:00', parts: ['one', 'two'] } }),
  ]);
  expect(shown).toBe(
    [
      '# Interlude',
      '## Kind of notes',
      'always',
      '### day 2026-11-25',
      'newer',
      '### day 2026-11-23',
      'older',
      '## Kind of days',
      '- from: 09:00\n- parts\n  - one\n  - two\n',
    ].join('\n\n'),
  );
});

test('what is not finished has a heading of its own; without any there is none', () => {
  expect(page([])).toBe('# Interlude\n');
  expect(page([], [{ field: 'journal', text: 'half a' }])).toContain(
    '## Not finished\n\n### journal\n\nhalf a\n',
  );
});

test.each(['# no heading', '<script>x</script>', '[a](javascript:b)', '- no list', '![x](y)'])(
  '%j stays the words that were written',
  (text) => {
    const shown = page([entry({ value: text })]);
    expect(shown).not.toContain(`\n${text}\n`);
    expect(shown.replaceAll('\\', '')).toContain(text);
  },
);

test('it is made of whatever a record holds', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => page([entry({ value })]).startsWith('# Interlude')),
  );
});
