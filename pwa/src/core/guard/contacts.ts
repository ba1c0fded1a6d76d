/** Ways to reach or look up a person: mail, accounts elsewhere, numbers, streets, files. */

import { flat, giu, gu, iu, matches, type Place } from './kinds';

const EMAIL = /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu;

const HANDLES = [
  /(?<![\p{L}\d.@])@[\p{L}\d_][\p{L}\d_.]{1,30}/gu,
  giu`
    \b(?:https?://)?(?:www\.)?(?:instagram|facebook|twitter|tiktok|linkedin|snapchat|threads|
    youtube|fb|wa|t|x)\.(?:com|net|me)/[\w.@/?=-]{2,80}`,
  giu`
    \b(?:user ?name|handle|gamertag|profile|insta(?:gram)?|tiktok|snap(?:chat)?|discord|
    facebook|usuario|perfil|cuenta)\b[^\n.]{0,24}?[\s«"'“:](?<it>(?=[\p{L}\d_.]{0,28}[\d_])
    [\p{L}_][\p{L}\d_.]{3,29})`,
  /\b[\p{L}\d-]{2,30}\.[a-z]{2,8}\/[\p{L}\d@._/?=-]{2,80}/giu,
  giu`
    \b(?:insta(?:gram)?|tiktok|snap(?:chat)?|facebook|twitter|discord|reddit|twitch)
    \b[^\n.]{0,16}?\s(?:as|como|under|handle|called)\s(?!usual|always|though|siempre|todos|todas|
    nunca|ahora|antes|muchos|muchas|cuando|quien)[“"«@]?(?<it>[\p{L}\d_.]{5,30})`,
  // Nobody writes so in a diary but of an account.
  /(?<![\p{L}\d.@/])(?=[\p{L}\d.]{1,24}_)[\p{L}\d][\p{L}\d._]{3,29}/gu,
  giu`
    (?<![\p{L}])(?:insta(?:gram)?|tiktok|snap(?:chat)?|twitter)[,:]?\s(?:is\s|
    es\s)?(?<it>[\p{L}\d]{2,20}\.[\p{L}\d]{1,12})`,
  /(?<![\p{L}\d/])u\/[\p{L}\d_-]{3,24}/gu,
];

const STREET_EN = flat`
  street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|crescent|terrace|place|pl|way|
  square|boulevard|blvd|gardens|grove|row|hill|mews|walk|view|rise`;
const CAPITALS = STREET_EN.replace(/(?<=^|\|)[a-z]/g, (letter) => letter.toUpperCase());
const STREET_ES = flat`
  calle|c/|avenida|avda\.?|av\.|plaza|pza\.?|paseo|camino|carretera|ronda|travesía|pasaje|
  carrera|jirón|callejón|bulevar|calzada|rambla`;

const ADDRESSES = [
  gu`
    (?<![\p{L}])(?:[Ff]lat|[Aa]partment|[Aa]pt\.?)\s\d{1,4}[A-Za-z]?\b(?!\s(?:per|percent|of)\b)
    (?:,\s(?:\d{1,4}[A-Za-z]?\s)?\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,2})?`,
  // "3 clients in a row", "a 10 minute walk": in lower case only what is nothing but a street.
  gu`
    \b\d{1,5}[A-Za-z]?,?\s+(?:(?=[\p{Lu}\d])[\p{L}\d'’-]{2,20}\s+){1,3}(?:${CAPITALS}|
    ${STREET_EN})\b`,
  gu`
    \b\d{1,5}[a-z]?,?\s+(?!(?:minute|hour|mile|min|people|car)s?\s)(?:(?!(?:in|on|of|to|the|a|an|
    my|our|down|up|along|across|from|by|and|off)\s)[\p{L}'’-]{2,20}\s+){1,2}(?:street|road|avenue|
    lane|crescent)\b`,
  giu`
    (?<![\p{L}])(?:${STREET_ES})\s+(?:[\p{L}'’.-]{1,20}\s+){0,4}[\p{L}.'’-]{2,20},?\s+(?:n
    [º°o.]{1,2}\s*|número\s+|num\.?\s+|#\s*)?\d{1,5}\b(?:[\s,-]{1,2}\d{1,3}(?!\.?º)
    )?(?:,?\s+\d{1,2}\.?º(?:\s(?:\p{Lu}|izq\p{L}*|dcha|derecha)(?!\p{L}))?)?`,
  giu`
    \b(?:lives?|living|lived|moved|house|flat)\s+(?:at|on|in|to)
    \s+(?<it>(?:[\p{L}'’-]{2,20}\s+){1,3}(?:street|road|avenue|lane|drive|close|crescent|
    terrace))\b`,
  giu`
    (?<![\p{L}])(?:vive|viven|vivía|casa|piso|domicilio)\s+(?:es\s+)?(?:en|de)\s+(?:la\s+|
    el\s+)?(?<it>(?:${STREET_ES})\s+(?:(?:de|del|la|los|las)\s+){0,2}[\p{L}]{3,20})`,
  gu`
    (?<![\p{L}])(?:[Vv]ive|[Vv]iven|[Vv]ivía|[Rr]eside)\s(?:en|por)
    \s(?<it>\p{Lu}[\p{L} ]{3,30}\s\d{1,4}(?=[,.;]|$))`,
  /\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKMNP-Y]?\s?\d[ABD-HJLNP-UW-Z]{2})\b/gu,
  /\b[A-Z]{2}\s\d{5}(?:-\d{4})?\b/gu,
  giu`
    \b(?:zip(?: code)?|post ?code|postal code|código postal|c\.\s?p\.|cp)\s*(?:is|es|
    :)?\s*(?<it>\d{4,5})\b`,
  /(?<![\d.,])\d{5}\s+(?:de\s+)?(?=[\p{Lu}])[\p{L}]{3,20}/gu,
];

/** Nine digits or more, however they are spaced; or fewer, where a word before says what they are. */
const PHONES = [
  /(?<![\d.,-])[2-9]\d\d[- .]\d{4}(?![\d-])/gu,
  /(?<![\p{L}\d.,])(?:\+|00)?\(?\d(?:[ ()./-]{0,2}\d){8,13}(?![\d])/gu,
  giu`
    (?<![\p{L}])(?:phone|mobile|cell|call(?:ed)?|ring|rang|text(?:ed)?|tel|whatsapp|number|
    móvil|teléfono|fijo|llam\p{L}{1,5})\b[^\d\n.]{0,24}(?<it>\d(?:[ .-]?\d){5,8})(?![\d:])`,
];

const FILES = flat`
  nhs|mrn|case|file|record|policy|claim|insurance|member(?:ship)?|chart|referral|docket|
  passport|ssn|social security|expediente|historia|hc|póliza|caso|ficha|registro|dni|nie|nif|
  curp|rfc|nss|cip|rut|cédula|pasaporte|medicare|tarjeta|afiliación|seguro|siniestro`;
const RECORDS = [
  giu`
    (?<![\p{L}])(?:patient|client|paciente|client[ea]|hospital)\s(?:(?:no\.?|number|id|n[º°]\.?|#)
    \s?)?(?<it>(?!(?:19|20)\d\d\b)\d{4,12})`,
  giu`
    (?<![\p{L}])(?:${FILES})\b[\s\p{L}.:#º°-]{0,24}?
    (?<![\p{L}\d])(?<it>(?=[\p{L}\d/-]{0,8}\d)(?!(?:19|20)\d\d\b(?![-/]\d))
    (?!\d{1,3}\b(?![/-]|\s\d{3}))[\p{L}]{0,5}[/-]?\d[\p{L}\d]*(?:(?:[/-]|\s(?=\d{3}))\d[\p{L}\d]+)*)`,
  /\b\d{8}[- ]?[A-HJ-NP-TV-Z]\b/gu,
  /\b[XYZ][- ]?\d{7}[- ]?[A-Z]\b/gu,
  /\b\d{3}-\d{2}-\d{4}\b/gu,
  /\b[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d\b/gu,
];

const all = (patterns: readonly RegExp[], text: string) =>
  patterns.flatMap((pattern) => matches(pattern, text));

export const emails = (text: string): Place[] => matches(EMAIL, text);
export const handles = (text: string): Place[] => all(HANDLES, text);
export const addresses = (text: string): Place[] => all(ADDRESSES, text);
export const phones = (text: string): Place[] => all(PHONES, text);

const SUM_AFTER = iu`
  ^(?:[.,]\d+)?\s?(?:[€$£%]|eur|pounds|dollars|pesos|steps|pasos|words|palabras|people|personas|
  a (?:year|month)|al (?:año|mes))`;

/** A number of three digits after such a word is a room or a count more often than a file. */
export function records(text: string): Place[] {
  return all(RECORDS, text).filter(({ from, to }) => {
    if (SUM_AFTER.test(text.slice(to, to + 12)) || /[€$£]\s?$/u.test(text.slice(0, from).slice(-2)))
      return false;
    const digits = text.slice(from, to).replace(/\D/g, '');
    return digits.length >= 4 || /\p{L}.*\d{2}|\d{2}.*[/-]/u.test(text.slice(from, to));
  });
}
