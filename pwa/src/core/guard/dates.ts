/** Days of a calendar, birthdays, and an age together with what makes it somebody's. */

import { matches, type Place } from './kinds';

const MONTHS_EN =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec';
const MONTHS_ES =
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre';

/** Days that belong to everybody. */
const HOLIDAYS =
  /^(?:(?:1|24|25|26|31)(?:st|th)?\s(?:of\s)?(?:december|dec|january|jan)|(?:december|january)\s(?:1|24|25|26|31)(?:st|th)?|4(?:th)?\s(?:of\s)?july|july\s4(?:th)?|(?:1|6)\sde\senero|8\sde\smarzo|1\sde\s(?:mayo|noviembre)|15\sde\sagosto|12\sde\soctubre|(?:6|8|24|25|31)\sde\sdiciembre)$/iu;

const DATES = [
  /(?<![\p{L}])(?:on|until|by|since|before|after) the (?<it>\d{1,2}(?:st|nd|rd|th))(?!\s(?:floor|century|time|session|day|week|hour|client|attempt|try|minute|page|street|row|of))/giu,
  /(?<![\p{L}])(?:born|nació|nacid[oa])\b[^.;\n\d]{0,24}(?<!\d)(?:19|20)\d\d(?!\d)/giu,
  /(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/])/gu,
  /(?<![\d/.-])(?:19|20)\d\d-\d{2}-\d{2}(?!\d)/gu,
  /(?<![\p{L}])(?:on|since|until|born|el|del|desde el|hasta el)\s(?<it>\d{1,2}\/\d{1,2})(?![\d/])/giu,
  new RegExp(
    `(?<![\\d.:])\\d{1,2}(?:st|nd|rd|th)?(?:\\sof)?\\s(?:${MONTHS_EN})\\b(?:\\.(?=\\s\\d{4}))?(?:,?\\s(?:19|20)\\d\\d)?`,
    'giu',
  ),
  new RegExp(
    `(?<![\\p{L}])(?:${MONTHS_EN})\\.?\\s\\d{1,2}(?:st|nd|rd|th)?(?![\\d:%]|\\s?(?:am|pm|sessions|weeks|hours|minutes))(?:,?\\s(?:19|20)\\d\\d)?`,
    'giu',
  ),
  new RegExp(
    `(?<![\\d.:])(?:\\d{1,2}|primero)\\sde\\s(?:${MONTHS_ES})(?![\\p{L}])(?:\\sdel?\\s(?:19|20)\\d\\d)?`,
    'giu',
  ),
  new RegExp(
    `(?<![\\p{L}])(?:born|nació|nacid[oa]s?)\\s(?:in|on|en|el)\\s(?:(?:early|late|${MONTHS_EN}|${MONTHS_ES}|de|of)\\s){0,2}(?:(?:19|20)\\d\\d|${MONTHS_EN}|${MONTHS_ES})(?![\\p{L}])`,
    'giu',
  ),
  /(?<![\p{L}])(?:(?:his|her|their|the client[’']s|\p{Lu}\p{L}+[’']s) (?:[\p{L}\d-]+ )?birthday|date of birth|fecha de nacimiento|su cumpleaños|cumplen? años (?=mañana|hoy|el|esta|este|en)|d\.?o\.?b\.?(?= ))/giu,
];

export function dates(text: string): Place[] {
  return DATES.flatMap((pattern) => matches(pattern, text)).filter(
    ({ from, to }) => !HOLIDAYS.test(text.slice(from, to)),
  );
}

const NUMBER_EN =
  '(?:\\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\\p{L}+)?|(?:four|fif|six|seven|eigh|nine|thir)teen|six|seven|eight|nine|ten|eleven|twelve)';
const AGE_EN = `${NUMBER_EN}(?:[- ]years?[- ]olds?|\\s?y/?o)\\b`;
const CLIENT_EN =
  '(?:client|patient|service user|supervisee|student|pupil|resident|foster child|case)';
const CLIENT_ES =
  '(?:paciente|client[ea]|usuari[oa]|consultante|alumn[oa]|menor|tutelad[oa]|residente)';
const PERSON_ES =
  '(?:chic[oa]|niñ[oa]|adolescente|mujer|hombre|señora?|joven|madre|padre|abuel[oa]|viud[oa]|muchach[oa]|persona)';
const NUMBER_ES =
  '(?:\\d{1,3}|(?:veint|treint|cuarent|cincuent|sesent|setent|ochent|novent)[\\p{L}]+(?:\\sy\\s\\p{L}+)?|diec[\\p{L}]+|once|doce|trece|catorce|quince|seis|siete|ocho|nueve|diez)';
const AGE_ES = `${NUMBER_ES}\\s(?:años|añitos)`;
const NAMED = "(?=\\p{Lu})\\p{L}[\\p{L}’'-]+";

const AGES = [
  new RegExp(
    `(?<![\\p{L}\\d])${AGE_EN}(?:[\\s-][\\p{L}-]+){0,4}?\\s(?:from|in|at|of)\\s${NAMED}`,
    'gu',
  ),
  new RegExp(`(?<![\\p{L}\\d])${AGE_EN}(?:[\\s-][\\p{L}-]+){0,2}?\\s${CLIENT_EN}\\b`, 'giu'),
  new RegExp(
    `\\b${CLIENT_EN}s?\\b(?:,|\\swho\\s(?:is|turned|turns)|\\s(?:is|turned|turns|of)|\\s\\()?\\s?(?:(?:only|just|now)\\s)?(?:aged?\\s)?(?:a\\s)?${NUMBER_EN}(?:[- ]years?(?:[- ]old)?|\\syo|(?=[,.)]|\\s(?:and|y)\\s))`,
    'giu',
  ),
  new RegExp(`\\b${CLIENT_EN}s?\\b[^.;\\n]{0,20}?\\b(?:aged?|turned)\\s${NUMBER_EN}\\b`, 'giu'),
  new RegExp(
    `(?<![\\p{L}])${CLIENT_ES}s?(?![\\p{L}])[^.;\\n]{0,24}?(?:de|tiene|cumplió|cumple|,|\\()\\s?${AGE_ES}`,
    'giu',
  ),
  new RegExp(
    `(?<![\\p{L}])${PERSON_ES}s?(?![\\p{L}])[^.;\\n]{0,20}?de\\s${AGE_ES}[^.;\\n]{0,24}?\\s(?:de|en|del|desde)\\s(?:la\\s|el\\s|los\\s|las\\s|un\\s|colegio\\s|instituto\\s|barrio\\s(?:de\\s)?){0,3}${NAMED}`,
    'gu',
  ),
  new RegExp(
    `(?<![\\p{L}])(?:una?|el|la)\\s\\p{L}{3,20}\\s(?:\\p{L}{3,20}\\s)?de\\s${AGE_ES}\\s(?:de|en|del)\\s(?:la\\s|el\\s)?${NAMED}`,
    'gu',
  ),
  new RegExp(`(?<![\\p{L}\\d])(?:una?|el|la)\\s(?:de\\s)?${AGE_ES}\\s(?:de|en)\\s${NAMED}`, 'gu'),
];

export function ages(text: string): Place[] {
  return AGES.flatMap((pattern) => matches(pattern, text));
}
