import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginningOf, byMonth, entryFrom, MOST_LETTERS, tidied, type ListedEntry } from './rules';
import { excerptOf, fold, SearchIndex, wordsOf } from './search';

/** Half of a letter that is written as two. */
const HALF = /\p{Cs}/u;

const entry = (id: string, on: string, text = 'x'): ListedEntry => ({
  ...{ id, on, text, prompt: null, theme: null },
  at: `${on}T10:00:00.000Z`,
});
const indexOf = (texts: readonly string[]) => {
  const index = new SearchIndex();
  index.put(texts.map((text, at) => ({ id: String(at), text })));
  return index;
};

test('nothing that is no entry is read as one, and none of it throws', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const read = entryFrom(value);
      if (read) expect(typeof read.text).toBe('string');
    }),
  );
  for (const value of [null, 1, [], {}, { text: 1, at: '2026-11-01' }, { text: 'x', at: 'now' }])
    expect(entryFrom(value)).toBeNull();
});

test('themes and prompts of a later Interlude stay as they are', () => {
  const later = { text: 'x', at: '2026-11-01T10:00:00Z', theme: 'tides', prompt: 'tides_1' };
  expect(entryFrom(later)).toEqual(later);
});

test('what is kept is within its limits, and kept anew it is the same', () => {
  const long = `  ${'a'.repeat(MOST_LETTERS + 10)}  `;
  const kept = tidied({ text: long, prompt: null, theme: null, at: '2026-11-01T10:00:00Z' });
  expect(kept.text).toHaveLength(MOST_LETTERS);
  expect(tidied(kept)).toEqual(kept);
});

test('months hold all entries once, in the order they came in', () => {
  const list = [entry('a', '2026-11-03'), entry('b', '2026-11-01'), entry('c', '2026-10-31')];
  const months = byMonth(list, () => '2026-01-01');
  expect(months.map(({ month }) => month)).toEqual(['2026-11', '2026-10']);
  expect(months.flatMap(({ entries }) => entries)).toEqual(list);
});

test('a beginning is one line, never longer than asked, and never half a letter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const beginning = beginningOf(text, 40);
      expect(beginning.length).toBeLessThanOrEqual(41);
      expect(beginning).not.toMatch(/[\n\r\t]/);
      if (!HALF.test(text)) expect(beginning).not.toMatch(HALF);
    }),
  );
});

describe('search', () => {
  test('case and accents make no difference, and all words have to be there', () => {
    const index = indexOf(['Café in the RAIN', 'cafe at noon', 'rain', 'Ὀδυσσεύς']);
    expect(index.find('CAFÉ')).toEqual(['0', '1']);
    expect(index.find('rain cafe')).toEqual(['0']);
    expect(index.find('οδυσσευσ')).toEqual(['3']);
    expect(index.find('   ')).toEqual([]);
    expect(index.find('snow')).toEqual([]);
  });

  test('any piece of any text finds it', () => {
    const cases = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .chain((text) => fc.tuple(fc.constant(text), fc.nat(text.length), fc.nat(text.length)));
    fc.assert(
      fc.property(cases, ([text, a, b]) => {
        const piece = text.slice(Math.min(a, b), Math.max(a, b));
        // Half of a letter written as two is no piece of a text.
        fc.pre(wordsOf(piece).length > 0 && !HALF.test(piece) && !/\S*\p{M}/u.test(piece));
        expect(indexOf([text]).find(piece)).toEqual(['0']);
      }),
    );
  });

  test('folding a text is folding its letters one by one, so that marks stand where they belong', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect([...text].map(fold).join('')).toBe(fold(text));
      }),
    );
  });

  test('an excerpt is a piece of the text with the words marked as they were written', () => {
    const text = `${'before '.repeat(40)}the Café, the café${' after'.repeat(60)}`;
    const pieces = excerptOf(text, 'cafe');
    expect(pieces.filter(({ isMarked }) => isMarked).map((piece) => piece.text)).toEqual([
      'Café',
      'café',
    ]);
    const all = pieces.map((piece) => piece.text).join('');
    expect(all.startsWith('…') && all.endsWith('…')).toBe(true);
    expect(text).toContain(all.slice(1, -1));
    expect(all.length).toBeLessThan(260);
  });

  test('for any text and any words in it, the pieces make up one stretch of it', () => {
    const words = fc.array(fc.constantFrom('ära', 'İst', 'ǅ', 'ﬁn', '한글', '𝒳y', ' ', 'Σας'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        words,
        fc.constantFrom('ara', 'ist', 'y', 'σ', '한', 'ara ist'),
        (parts, query) => {
          const text = parts.join('');
          const pieces = excerptOf(text, query);
          expect(text).toContain(
            pieces
              .map((piece) => piece.text)
              .join('')
              .replaceAll('…', ''),
          );
          const marked = pieces.filter(({ isMarked }) => isMarked);
          for (const piece of marked)
            expect(wordsOf(query).some((word) => fold(piece.text).includes(word))).toBe(true);
          if (indexOf([text]).find(query).length) expect(marked.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('a mark takes a whole letter where only a part of it was looked for', () => {
    expect(excerptOf('글', fold('그'))).toEqual([{ text: '글', isMarked: true }]);
  });

  test('what was folded stays folded, and what changed is found by its new words alone', () => {
    const index = indexOf(['one', 'two']);
    expect(index.work(() => false)).toBe(true);
    index.put([
      { id: '0', text: 'three' },
      { id: '1', text: 'two' },
    ]);
    expect([index.find('one'), index.find('three'), index.find('two')]).toEqual([[], ['0'], ['1']]);
  });

  test('folding stops when told to, and goes on from there', () => {
    const index = indexOf(['a', 'b', 'c']);
    let steps = 0;
    expect(index.work(() => (steps += 1) > 2)).toBe(false);
    expect(index.work(() => false)).toBe(true);
    expect(index.find('c')).toEqual(['2']);
  });

  test('among five thousand entries the one with all the words is found', () => {
    const texts = Array.from({ length: 5000 }, (_, at) => `${'Wörter im Garten '.repeat(24)}${at}`);
    const index = indexOf(texts);
    index.work(() => false);
    expect(index.find('garten worter 4999')).toEqual(['4999']);
    expect(index.find('garten')).toHaveLength(5000);
  });
});
