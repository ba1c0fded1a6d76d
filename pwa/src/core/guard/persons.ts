/** Names and initials: by a list, by a title or cue before them, or by standing where a person stands. */

import { before, matches, type Place } from './kinds';
import { BOTH, fold, HARMLESS, NAMES, STARTS, THEORISTS } from './names';

const WORD = "(?=\\p{Lu})\\p{L}[\\p{L}’'-]*\\p{L}";
const CLIENT =
  '(?:clients?|patients?|service users?|supervisees?|pacientes?|client[ea]s?|usuari[oa]s?|consultantes?|alumn[oa]s?)';

const TITLED = new RegExp(
  `(?<![\\p{L}])(?:Mr|Mrs|Ms|Miss|Mx|Sr|Sra|Srta|Señor|Señora|Señorita|señor|señora|señorita|Don|Doña|don|doña)\\.?\\s${WORD}(?:\\s${WORD})?`,
  'gu',
);

/** After "called" also in lower case; beside "client" with a capital. */
const CALLED =
  /(?<![\p{L}])(?:called|named|name is|name was|llamad[oa]|se llama|se llamaba|de nombre|nombre es)\s(?<it>(?!(?:in|off|out|back|him|her|me|it|the|a|an|to|my|us|them|again|about|for|for|from|at|on|by|and|el|la|un|una|que|así|como)\b)\p{L}[\p{L}’'-]{2,20})/gu;
const PERSON_BEFORE =
  /(?<![\p{L}])(?:client|patient|man|woman|boy|girl|kid|child|family|student|paciente|client[ea]|usuari[oa]|hombre|mujer|niñ[oa]|chic[oa]|alumn[oa]|someone|alguien|hij[oa]|son|daughter|brother|sister)\s(?:\p{L}+\s){0,3}$/iu;
const BESIDE = new RegExp(
  `(?<![\\p{L}])(?:${CLIENT}|(?:C|c)ouple|(?:F|f)amilia|(?:F|f)amily),?\\s(?<it>${WORD})`,
  'gu',
);

/** "My client maria": in lower case only what is a name and no other word. */
const LOWER = new RegExp(`(?<![\\p{L}])${CLIENT},?\\s(?<it>\\p{Ll}{3,20})(?![\\p{L}])`, 'gu');
const PLURAL = new RegExp(`(?<![\\p{L}])(?:[Tt]he|[Ll]os)\\s(?<it>${WORD})(?![\\p{L}])`, 'gu');

const CAPITAL = new RegExp(
  `(?<![\\p{L}\\d’'@.-])${WORD}(?:\\s(?:de\\s|del\\s|la\\s)?${WORD})*`,
  'gu',
);

/** Where a person stands and a place does not. */
const WITH_PERSON =
  /(?<![\p{L}])(?:with|for|about|and|how|that|because|when|if|whether|while|since|until|hope|help|helped|love|miss|made|gave|let|watched|heard|que|cuando|porque|si|aunque|saw|met|seeing|told|asked|tell|ask|texted|rang|phoned|emailed|hugged|thanked|missed|lost|like|from|after|con|para|sobre|vi a|visto a|llamé a|atendí a|recibí a|despedí a|ver a|pienso en|pensando en|pensar en|thinking of|thinking about|thought of|acompañé a|escuché a|escuchar a|sesión de|session,|caso de|por)\s$/iu;
const ACTS =
  /^(?:[’']s\s|[’']\s|\s(?:didn[’']t|did|was|is|has|had|came|comes|cried|cries|said|told|asked|left|cancelled|canceled|wanted|wants|brought|arrived|went|sat|seemed|seems|talked|spoke|laughed|smiled|looked|walked|missed|called|started|finally|never|still|no\s|me\s|se\s|nos\s|vino|llegó|lloró|faltó|habló|canceló|está|estaba|quiere|quería|trajo|salió|dijo|contó|volvió|empezó|sonrió|dejó|lleva|tiene|parecía|necesita|ha\s|había))/u;

/** What is thought of is a person, though "in" stands before it. */
const IN_MIND = /(?<![\p{L}])(?:pienso|piens[ao]s?|pensando|pensar|pensé|confío|confía)\sen\s$/iu;
const ACTS_ALONE =
  /^(?:[’']s\s|\s(?:didn[’']t (?:come|show|speak|talk)|cried|wept|sobbed|cancelled|canceled|arrived|texted|laughed|smiled|brought|talked|spoke|sat|wants to|asked me|looked at me|walked out|never came|lloró|canceló|llegó|faltó|sonrió|trajo|vino|no vino|no llegó|se fue|se rió|me abrazó|me miró|habló|contó|volvió|dejó de venir))/u;

const MOST_AHEAD = 24;

export function names(text: string): Place[] {
  return [
    ...matches(TITLED, text),
    ...matches(CALLED, text).filter((place) => isCalled(text, place)),
    ...matches(BESIDE, text).filter(({ from, to }) => !isHarmless(text.slice(from, to))),
    ...matches(LOWER, text).filter(({ from, to }) => isOnlyName(text.slice(from, to))),
    ...matches(PLURAL, text).filter(({ from, to }) =>
      isOnlyName(text.slice(from, to).replace(/s$/u, '')),
    ),
    ...matches(CAPITAL, text).flatMap((place) => withinCapitals(text, place)),
  ];
}

function isOnlyName(word: string): boolean {
  return NAMES.has(fold(word)) && !BOTH.has(fold(word));
}

/** "A tool called Miro" is none; "a client called maria" is one. */
function isCalled(text: string, { from, to }: Place): boolean {
  const word = text.slice(from, to);
  const folded = fold(word);
  if (HARMLESS.has(folded)) return false;
  const cue = before(text, from).replace(/\S+\s$/u, '');
  return PERSON_BEFORE.test(cue) || NAMES.has(folded);
}

/** A run of capitalised words: a person only when one of them is, and it is nobody who wrote books. */
function withinCapitals(text: string, { from, to }: Place): Place[] {
  const run = text.slice(from, to);
  const words = [...run.matchAll(/[\p{L}’'-]+/gu)].filter(([word]) => /^\p{Lu}/u.test(word));
  if (words.some(([word]) => THEORISTS.has(fold(word)) && !isHarmless(word))) return [];
  const head = before(text, from);
  if (isWork(head, run)) return [];
  const found = words.filter(([word], at) => {
    const start = from + words[at]!.index;
    const rest = text.slice(start + bare(word).length, start + bare(word).length + MOST_AHEAD);
    return isPerson(word, head, rest, at > 0 || head.trim() !== '');
  });
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last) return [];
  return [{ from: from + first.index, to: from + last.index + bare(last[0]).length }];
}

const bare = (word: string) => word.replace(/[’']s$/u, '');

function isPerson(word: string, head: string, rest: string, isInside: boolean): boolean {
  const folded = fold(word);
  if (HARMLESS.has(folded) || isAcronym(word)) return false;
  const isPlace = AT_PLACE.test(head) && !IN_MIND.test(head);
  const stands = WITH_PERSON.test(head) || ACTS.test(rest) || PERSON_BEFORE.test(head);
  if (BOTH.has(folded)) return isInside && stands && !isPlace;
  if (NAMES.has(folded)) return !isPlace;
  if (isInside) return stands && !isPlace;
  // At the start of a sentence every word has a capital: only what people alone do tells.
  return ACTS_ALONE.test(rest) && !STARTS.has(folded);
}

/** "In Santiago", "at Victoria station": where, not who. */
const AT_PLACE =
  /(?<![\p{L}])(?:in|at|to|near|through|around|across|towards|en|hacia|cerca de|por|desde|hasta|calle|plaza|san|santa|santo|saint|st\.?|lake|mount|hotel|café|parque)\s(?:el\s|la\s|the\s)?$/iu;

/** A title, as of a book, a song or a course, stands in quotation marks or after its kind. */
const WORK =
  /(?:[“"«‘]|(?:book|novel|film|song|album|series|podcast|app|course|poem|libro|novela|película|canción|disco|serie|curso|poema|obra|method|model|modelo|método|brand|marca|by|de)\s)$/iu;
function isWork(head: string, run: string): boolean {
  if (/[“"«‘]$/u.test(head)) return true;
  return WORK.test(head) && run.includes(' ') && !NAMES.has(fold(run.split(/\s/u)[0]!));
}

const isAcronym = (word: string) => word.length > 1 && word === word.toUpperCase();
const isHarmless = (word: string) => HARMLESS.has(fold(word)) || isAcronym(word);

/** Letters that stand for something else. */
const ACRONYMS =
  /^(?:HR|GP|TV|PC|AM|PM|OK|UK|US|EU|IT|AI|ID|PE|DJ|CD|MS|OT|CV|PR|NY|LA|DC|UN|WC|ED|ER|QA|TA|RE|MH|SW|CM|PT|OD|CP|NB|II|IV|VI|XL|XS|ME|NO|SI|SÍ|YO|EL|DE|IA|UE|CI|TO|TOC|AA|NA|CE|VR|MP|PA|DM|FM|NI|DR|SR|PS|PD|BBC|DNI|EE|UU)$/u;

const INITIALS = [
  /(?<![\p{L}.])(?<it>\p{Lu}\.)(?=\s(?:no\s|y yo|and I|came|cancel|cried|was|is|has|didn|canceló|vino|llegó|lloró|faltó|está|estaba|me\s))/gu,
  /(?<![\p{L}.])(?!U\.\s?[SK]\.|E\.\s?U\.|E\.\s?g\.|I\.\s?e\.|P\.\s?[SD]\.|A\.\s?M\.|P\.\s?M\.|N\.\s?B\.)\p{Lu}\.\s?\p{Lu}\.(?:\s?\p{Lu}\.)?/gu,
  new RegExp(
    `(?<![\\p{L}])(?:${CLIENT}|[Cc]ouple|[Ww]ith|[Ss]aw|[Cc]on|[Vv]i a|[Ss]esión de)[,:]?\\s(?<it>\\p{Lu}{2,3})(?![\\p{L}\\d])`,
    'gu',
  ),
  /(?<![\p{L}\d./&-])(?<it>\p{Lu}{2})(?![\p{L}\d./&-])/gu,
  /(?<![\p{L}.’'-])(?<it>[B-HJ-NP-Z]\.?)(?=\s(?:came|cancelled|canceled|cried|was|is|has|had|didn[’']t|did|left|arrived|said|told|asked|brought|wanted|wants|missed|seemed|talked|finally|late|no\s|me\s|se\s|nos\s|vino|llegó|lloró|faltó|habló|canceló|está|estaba|trajo|salió|dijo|contó|volvió|quiere|lleva|ha\s|había))/gu,
  new RegExp(
    `(?<![\\p{L}])(?:${CLIENT}|[Ww]ith|[Cc]on|[Ss]aw|de)\\s(?<it>[B-HJ-NP-XZ]\\.?)(?=[\\s,.;!?]|$)`,
    'gu',
  ),
];

export function initials(text: string): Place[] {
  if (text === text.toUpperCase()) return [];
  return INITIALS.flatMap((pattern) => matches(pattern, text)).filter(
    ({ from, to }) => !ACRONYMS.test(text.slice(from, to)),
  );
}
