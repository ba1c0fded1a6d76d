/** What somebody else said: a cue that another person's words follow. A colleague's are no such. */

import { before, matches, type Place } from './kinds';

const SAYS_EN =
  '(?:said|says|told|tells|mentioned|mentions|admitted|admits|confessed|disclosed|revealed|explained|explains|confided|reported|reports|described|describes|claimed|claims|insisted|whispered|announced|texted|wrote|recalled|shared (?:that|with|how)|asked me|kept (?:saying|telling)|(?:was|is|has been|been) (?:saying|telling)|swore|swears|joked|promised|promises|begged|complained|complains|shouted|yelled|apologi[sz]ed|threatened|denied|denies|recounted|spoke of|talked about|thinks|believes|blames|worries|keeps (?:saying|telling)|replied|answered|let slip|opened up about|talked about how|finally (?:said|told|admitted))';
const BETWEEN =
  "(?:also|then|only|finally|later|even|had|has|once|quietly|suddenly|never|actually|already|’d|'d)";
const WHO_EN =
  '(?:he|she|they|(?:the|my|a|this|one) (?:\\p{L}+ )?(?:client|patient|service user|boy|girl|mother|father|mum|dad|teenager|teen|student|pupil|couple|kid|lad|man|woman|young person|carer|grandmother|grandfather))';
const SAYS_ES =
  '(?:dijo|dice|dijeron|ha dicho|había dicho|contó|cuenta|contaron|ha contado|confesó|confiesa|explicó|explica|reveló|confió|comentó|comenta|admitió|aseguró|describió|relató|susurró|escribió|mencionó|reconoció|soltó|repitió|repetía|preguntó|decía|contaba|juró|jura|prometió|pidió|suplicó|gritó|negó|se quejó|opinó|insistió|insiste|cree que|piensa que|habló de|aseguró|respondió|contestó|estuvo contando|iba contando|fue contando|estaba contando|ha confesado|ha explicado)';
const WHO_ES =
  '(?:él|ella|ellos|ellas|(?:el|la|mi|un|una|este|esta) (?:paciente|client[ea]|usuari[oa]|consultante|chic[oa]|niñ[oa]|adolescente|alumn[oa]|madre|padre|señora?|pareja|familia|joven|abuel[oa]))';

const SAID = [
  new RegExp(
    `(?<![\\p{L}])${WHO_EN}(?:\\s${BETWEEN}|${BETWEEN}){0,2}\\s${SAYS_EN}(?![\\p{L}])`,
    'giu',
  ),
  new RegExp(`(?<![\\p{L}])(?:me|nos|le)\\s${SAYS_ES}(?![\\p{L}])(?:\\sque)?`, 'giu'),
  new RegExp(
    `(?<![\\p{L}])${WHO_ES}(?:\\s(?:no|me|nos|ya|también|luego|por fin)){0,2}\\s${SAYS_ES}(?![\\p{L}])`,
    'giu',
  ),
  new RegExp(
    `(?<![\\p{L}])${SAYS_ES}\\s(?:que|en sesión que|entre lágrimas que)(?![\\p{L}])`,
    'giu',
  ),
  /(?<![\p{L}])(?:according to (?:him|her|them|the client|my client)|según (?:él|ella|mi paciente|me dijo|contó)|in (?:his|her|their) (?:own )?words|con sus (?:propias )?palabras)(?![\p{L}])/giu,
];

/** Those of the place one works in, and what one reads: what they say is no client's. */
const AT_WORK =
  /(?<![\p{L}])(?:supervisora?|colleagues?|co-?workers?|managers?|boss|team ?lead|mentora?|trainer|lecturer|receptionist|director[a]?|compañer[oa]s?|colegas?|jef[ea]|coordinadora?|libro|book|author|autora?|article|artículo|podcast|poster|cartel|radio|speaker|ponente)(?![\p{L}])/iu;
/** Whoever is mine. */
const MINE =
  /(?<![\p{L}])(?:my|our|mi|mis|nuestr[oa])\s(?!clients?|patients?|pacientes?|client[ea]s?|usuari[oa]|consultante|alumn[oa]|own|head|mind|cabeza|mente)(?:\p{L}+\s)?(?:friends?|husband|wife|partner|sisters?|brothers?|mum|mother|dad|father|daughter|son|therapist|doctor|gp|tutora?|teacher|neighbou?r|amig[oa]s?|marido|mujer|esposa|pareja|hermanas?|hermanos?|madre|padre|mam[aá]|hij[oa]|psicóloga?|terapeuta|profesora?|vecin[oa]|tía|abuela)(?![\p{L}])/iu;
/** `her sister` is a client's; `my sister` is mine. */
const OTHERS = /(?<![\p{L}])(?:his|her|their|su|sus)\s\p{L}+/giu;
const FIRST = /(?<![\p{L}])(?:i|yo|we|nosotr[oa]s|nobody|nadie|somebody|someone|alguien)\s*$/iu;

export function said(text: string): Place[] {
  return SAID.flatMap((pattern) => matches(pattern, text)).filter(({ from, to }) => {
    const head = before(text, from);
    const around = `${head.replace(OTHERS, '')}${text.slice(from, to)}`;
    return !AT_WORK.test(around) && !MINE.test(around) && !FIRST.test(head);
  });
}
