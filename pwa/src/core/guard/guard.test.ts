import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gentler } from './gentler';
import { allowedKey, findings, type Finding, type FindingKind } from './guard';

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
  ['age_place', 'Saw a 34-year-old from Leeds.', 'a 34-year-old from Leeds'],
  ['phone', 'I rang 07700 900123.', '07700 900123'],
  ['email', 'I wrote to a.b@example.org today.', 'a.b@example.org'],
  ['address', 'Near 14 Acacia Avenue.', '14 Acacia Avenue'],
  ['address', 'Vive en la calle Mayor 12.', 'calle Mayor 12'],
  ['handle', 'I found @quiet_fox91 there.', '@quiet_fox91'],
  ['record', 'Su DNI 12345678Z sigue ahí.', '12345678Z'],
  ['said', 'She told me that it hurts.', 'She told me'],
  ['said', 'El niño me contó todo.', 'El niño me contó'],
  ['said', 'Her husband says that it is late.', 'Her husband says'],
  ['name', 'The Delacroix family argued.', 'Delacroix'],
  ['name', 'Le di pañuelos a Tindra.', 'Tindra'],
  ['name', 'Grace wept and I stayed.', 'Grace'],
  ['initials', 'With client dk again.', 'dk'],
  ['date', 'Her hearing is 14/02.', '14/02'],
  ['date', 'DOB 04/07/1991 is on the note.', 'DOB 04/07/1991'],
  ['age_place', 'Teen, 15, from Croydon.', 'Teen, 15, from Croydon'],
  ['age_place', 'Una cría de 6 años de Vallecas.', 'Una cría de 6 años de Vallecas'],
  ['phone', 'Tel. (415) 555-0132 again.', '(415) 555-0132'],
  ['address', 'En la calle Alcalá 120, 2º A.', 'calle Alcalá 120, 2º A'],
  ['handle', 'It is at tinygrief.blog/ana now.', 'tinygrief.blog/ana'],
  ['record', 'NHS no. 485 777 3456 again.', '485 777 3456'],
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
  'Three clients in a row, and a 10 minute walk.',
  'El cuerpo me dijo basta.',
  'Me di cuenta que no había comido.',
  'The insurance costs 1200 a year.',
  'La Seguridad Social me pidió otro papel.',
  'Instagram as usual.',
  'Watched a dull hour of Motivational Interviewing.',
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

test.each([
  ['en', 'My client Tomasz cried.', 'My client … cried.'],
  ['en', 'Saw a 34-year-old from Leeds.', 'Saw a client.'],
  ['en', 'My client is 71 and I forget it.', 'My client is some age and I forget it.'],
  ['en', 'Born in 1987, as I was.', 'Born one day, as I was.'],
  ['en', 'She told me that it hurts.', 'I heard that it hurts.'],
  ['es', 'El 14 de mayo fue duro.', 'El otro día fue duro.'],
  ['es', 'Llamé al 612 345 678 tarde.', 'Llamé al número tarde.'],
  ['es', 'Me dijo que no, y callé.', 'Oí que no, y callé.'],
])('in %s, "%s" becomes "%s"', (language, text, proposed) => {
  expect(gentler(text, findings(text), language)).toBe(proposed);
});

test('what is proposed holds nothing more to find, and keeps all that stood between', () => {
  for (const { t } of casesOf('tuned')) {
    const found = findings(t);
    for (const language of ['en', 'es']) {
      const proposed = gentler(t, found, language);
      expect([t, findings(proposed)]).toEqual([t, []]);
      let at = 0;
      for (const part of between(t, found)) {
        expect(proposed.indexOf(part, at)).toBeGreaterThanOrEqual(at);
        at = proposed.indexOf(part, at) + part.length;
      }
    }
  }
});

function between(text: string, found: readonly Finding[]): string[] {
  const ends = [0, ...found.map(({ to }) => to)];
  return ends.map((from, n) => text.slice(from, found[n]?.from ?? text.length));
}

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

test.each([
  ...['a', '(', '1', ' ', '1 ', 'A.', 'Ab ', 'Ana ', 'The ', '@', 'x@', 'calle ', '1-', 'de '],
  ...['client ', 'May 1 ', 'dijo que ', 'case ', 'a.', '\n', 'é', '🙂', 'Un chico de 15 años '],
])('twenty thousand letters of "%s" are read to their end', (piece) => {
  const text = piece.repeat(20_000 / piece.length);
  const found = findings(text);
  expect(found.every(({ from, to, text: words }) => text.slice(from, to) === words)).toBe(true);
});

function casesOf(name: string) {
  const file = `${import.meta.dirname}/../../../../tests/vectors/guard/${name}.jsonl`;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as { t: string; flag: boolean });
}

function judged(name: string) {
  const cases = casesOf(name);
  const flagged = cases.filter(({ t }) => findings(t).length > 0);
  const right = flagged.filter(({ flag }) => flag).length;
  return {
    count: cases.length,
    precision: right / flagged.length,
    recall: right / cases.filter(({ flag }) => flag).length,
  };
}

test.each([
  ['tuned', 240],
  ['held-back', 240],
])('of the sentences %s nine of ten are judged rightly, either way', (name, least) => {
  const { count, precision, recall } = judged(name);
  expect(count).toBeGreaterThanOrEqual(least);
  expect(precision).toBeGreaterThanOrEqual(0.9);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});
