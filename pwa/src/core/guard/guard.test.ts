import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gentler } from './gentler';
import { allowedKey, findings, type FindingKind } from './guard';

test.each<[FindingKind, string, string]>([
  ['name', 'Sat with Ngozi until five.', 'Ngozi'],
  ['name', 'Mrs Okafor held my hand.', 'Mrs Okafor'],
  ['name', 'Pienso en Itziar todavía.', 'Itziar'],
  ['name', 'A client called maria stayed.', 'maria'],
  ['initials', 'J.M. did not come.', 'J.M.'],
  ['initials', 'My client JM is late.', 'JM'],
  ['date', 'It is on 3 March.', '3 March'],
  ['date', 'El 14 de mayo fue duro.', '14 de mayo'],
  ['date', 'She was born in 1987.', 'born in 1987'],
  ['age_place', 'Saw a 34-year-old from Leeds.', '34-year-old from Leeds'],
  ['phone', 'I rang 07700 900123.', '07700 900123'],
  ['email', 'I wrote to a.b@example.org today.', 'a.b@example.org'],
  ['address', 'Near 14 Acacia Avenue.', '14 Acacia Avenue'],
  ['address', 'Vive en la calle Mayor 12.', 'calle Mayor 12'],
  ['handle', 'I found @quiet_fox91 there.', '@quiet_fox91'],
  ['record', 'Su DNI 12345678Z sigue ahí.', '12345678Z'],
  ['said', 'She told me that it hurts.', 'She told'],
])('%s is found in "%s"', (kind, text, words) => {
  expect(findings(text).map((found) => [found.kind, found.text])).toEqual([[kind, words]]);
});

test.each([
  'On Monday I was tired, and in March too.',
  'Winnicott would have smiled.',
  'I said no, and my supervisor said well done.',
  'May I hope for a little grace.',
  'Salió el sol y abrí la ventana.',
  'At 9:15, in room 12, for 50 minutes.',
  'I am 45 and my knees know it.',
])('nothing is found in "%s"', (text) => {
  expect(findings(text)).toEqual([]);
});

test('what the person said is fine is passed over, however it is written', () => {
  expect(findings('Sat with Lucía.', ['lucia'])).toEqual([]);
  expect(allowedKey('  LUCÍA ')).toBe(allowedKey('lucia'));
});

test('what is proposed reads on, and leaves the rest letter for letter', () => {
  const text = 'Mrs Okafor came on 3 March. I was late.';
  expect(gentler(text, findings(text), 'en')).toBe('Someone came on one day. I was late.');
  const dicho = 'Pienso en Itziar y respiro.';
  expect(gentler(dicho, findings(dicho), 'es')).toBe('Pienso en alguien y respiro.');
});

const pieces = fc.constantFrom(
  ...[
    'Ngozi',
    'J.M.',
    '14 de mayo',
    'she said',
    'a@b.example',
    'calle',
    'Mayor 12',
    '07700 900123',
  ],
  ...[' ', '. ', 'with ', 'client ', 'é', '🙂', '\n', 'a 9-year-old from ', 'Leeds', 'NHS 4471'],
);

test('for any text, what is found stands where it says, in order, and none inside another', () => {
  const texts = fc.array(pieces, { maxLength: 12 }).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(texts, fc.string({ maxLength: 80, unit: 'grapheme' })), (text) => {
      let at = 0;
      for (const { from, to, text: words } of findings(text)) {
        expect(from).toBeGreaterThanOrEqual(at);
        expect(to).toBeGreaterThan(from);
        expect(text.slice(from, to)).toBe(words);
        at = to;
      }
    }),
  );
});

test.each(['a', '(', '1', ' ', '1 ', 'A.', 'Ab ', '@', 'calle ', '1-', 'de ', 'client '])(
  'twenty thousand times "%s" ends',
  (piece) => {
    const text = piece.repeat(20_000 / piece.length);
    expect(Array.isArray(findings(text))).toBe(true);
  },
);

function judged(name: string) {
  const file = `${import.meta.dirname}/../../../../tests/vectors/guard/${name}.jsonl`;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const cases = lines.map((line) => JSON.parse(line) as { t: string; flag: boolean });
  const flagged = cases.filter(({ t }) => findings(t).length > 0);
  const right = flagged.filter(({ flag }) => flag).length;
  return {
    count: cases.length,
    precision: right / flagged.length,
    recall: right / cases.filter(({ flag }) => flag).length,
  };
}

test.each([
  ['tuned', 180],
  ['held-back', 240],
])('of the sentences %s nine of ten are judged rightly, either way', (name, least) => {
  const { count, precision, recall } = judged(name);
  expect(count).toBeGreaterThanOrEqual(least);
  expect(precision).toBeGreaterThanOrEqual(0.9);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});
