/** Letters in place of a name. */

import { CLIENT } from './cues';
import { gu, matches, u, type Place } from './kinds';

/** Letters that stand for something else. */
const ACRONYMS = u`
    ^(?:HR|GP|TV|PC|AM|PM|OK|UK|US|EU|IT|AI|ID|PE|DJ|CD|MS|OT|CV|PR|NY|LA|DC|UN|WC|ED|ER|QA|TA|RE|
    MH|SW|CM|PT|OD|CP|NB|II|IV|VI|XL|XS|ME|NO|SI|SÍ|YO|EL|DE|IA|UE|CI|TO|TOC|AA|NA|CE|VR|MP|PA|DM|
    FM|NI|DR|SR|PS|PD|BBC|DNI|EE|UU)$`;

const INITIALS = [
  /,\s(?<it>[B-HJ-NP-Z]\.)(?=,)/gu,
  gu`
    (?<![\p{L}.])(?<it>\p{Lu}\.)(?=\s(?:no\s|y yo|and I|came|cancel|cried|was|is|has|didn|canceló|
    vino|llegó|lloró|faltó|está|estaba|me\s))`,
  gu`
    (?<![\p{L}.])(?!U\.\s?[SK]\.|E\.\s?U\.|E\.\s?g\.|I\.\s?e\.|P\.\s?[SD]\.|A\.\s?M\.|P\.\s?M\.|
    C\.\s?P\.|N\.\s?B\.)\p{Lu}\.\s?\p{Lu}\.(?:\s?\p{Lu}\.)?`,
  gu`
    (?<![\p{L}])(?:${CLIENT}|[Cc]ouple|[Ww]ith|[Ss]aw|[Cc]on|[Vv]i a|[Ss]esión de)[,:]?
    \s(?<it>\p{Lu}{2,3})(?![\p{L}\d])`,
  // In lower case only what cannot be a word, nor a clinician's shorthand.
  gu`
    (?<![\p{L}])${CLIENT}\s(?!vs|[drth]x|pt|mr|ms)
    (?<it>[b-df-hj-np-tv-xz]{2})(?![\p{L}\d])`,
  /(?<![\p{L}\d./&-])(?<it>\p{Lu}{2})(?![\p{L}\d./&-])/gu,
  gu`
    (?<![\p{L}\d.’'&/-])(?<it>[B-HJ-NP-Z]\.?)(?=\s(?:came|cancelled|canceled|cried|was|is|has|had|
    didn[’']t|did|left|arrived|said|told|asked|brought|wanted|wants|missed|seemed|talked|finally|
    late|no\s|me\s|se\s|nos\s|vino|llegó|lloró|faltó|habló|canceló|está|estaba|trajo|salió|dijo|
    contó|volvió|quiere|lleva|ha\s|había))`,
  gu`
    (?<![\p{L}])(?:${CLIENT}|[Ww]ith|[Cc]on|[Ss]aw|case of|de)\s(?<it>[B-HJ-NP-XZ]\.?)
    (?=[\s,.;!?]|$)`,
];

export function initials(text: string): Place[] {
  if (text === text.toUpperCase()) return [];
  return INITIALS.flatMap((pattern) => matches(pattern, text)).filter(
    ({ from, to }) => !ACRONYMS.test(text.slice(from, to)),
  );
}
