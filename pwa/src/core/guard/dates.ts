/** Days of a calendar, birthdays, and an age together with what makes it somebody's. */

import { flat, giu, gu, iu, matches, type Place } from './kinds';

const MONTHS_EN = flat`
  january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|
  mar|apr|jun|jul|aug|sept?|oct|nov|dec`;
const MONTHS_ES = flat`
  enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|
  diciembre`;

/** Days that belong to everybody. */
const HOLIDAYS = iu`
    ^(?:(?:1|24|25|26|31)(?:st|th)?\s(?:of\s)?(?:december|dec|january|jan)|(?:december|january)
    \s(?:1|24|25|26|31)(?:st|th)?|4(?:th)?\s(?:of\s)?july|july\s4(?:th)?|(?:1|6)\sde\senero|
    8\sde\smarzo|1\sde\s(?:mayo|noviembre)|15\sde\sagosto|12\sde\soctubre|(?:6|8|24|25|31)
    \sde\sdiciembre)$`;

const DATES = [
  giu`
    (?<![\p{L}])(?:on|until|by|since|before|after) the (?<it>\d{1,2}(?:st|nd|rd|th))
    (?=\s*(?:[,.;:!?)]|$)|\s(?:and|but|I|we|he|she|they|at|of (?:this|next|last|the month))\b)`,
  /(?<![\p{L}])(?:born|nació|nacid[oa])\b[^.;\n\d]{0,24}(?<!\d)(?:19|20)\d\d(?!\d)/giu,
  /(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/])/gu,
  /(?<![\d/.-])(?:19|20)\d\d-\d{2}-\d{2}(?!\d)/gu,
  giu`
    (?<![\p{L}])(?:on|since|until|born|el|del|desde el|hasta el)\s(?!24/7)(?<it>\d{1,2}/\d{1,2})
    (?![\d/])`,
  // "Is 3/4 of the day" is none, and "7/10" a mark.
  giu`
    (?<![\p{L}])(?:is|was|due|for|by|before|after)\s(?!24/7)(?<it>(?:1[3-9]|2\d|3[01]|0[1-9])
    /(?:0?[1-9]|1[0-2]))(?![\d/])`,
  giu`
    (?<![\d.:])\d{1,2}(?:st|nd|rd|th)?(?:\sof)?\s(?:${MONTHS_EN})\b(?:\.(?=\s\d{4})
    )?(?:,?\s(?:19|20)\d\d)?`,
  giu`
    (?<![\p{L}])(?:${MONTHS_EN})\.?\s\d{1,2}(?:st|nd|rd|th)?(?![\d:%]|\s?(?:am|pm|sessions|
    weeks|hours|minutes))(?:,?\s(?:19|20)\d\d)?`,
  giu`
    (?<![\d.:])(?:\d{1,2}|primero)\sde\s(?:${MONTHS_ES})(?![\p{L}])(?:\sdel?\s(?:19|20)\d\d)?`,
  giu`
    (?<![\p{L}])(?:born|nació|nacid[oa]s?)\s(?:in|on|en|el)\s(?:(?:early|late|${MONTHS_EN}|
    ${MONTHS_ES}|de|of)\s){0,2}(?:(?:19|20)\d\d|${MONTHS_EN}|${MONTHS_ES})(?![\p{L}])`,
  giu`
    (?<![\p{L}])(?:(?:his|her|their|the client[’']s|\p{Lu}\p{L}+[’']s) (?:[\p{L}\d-]+ )?birthday|
    (?:date of birth|fecha de nacimiento|d\.?o\.?b\.?)(?:[:\s]|is|es|
    el){0,4}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|date of birth|fecha de nacimiento|su cumpleaños|
    (?:birthday of|cumpleaños de) (?:my|the|a|mi|la|el|una?) (?:client|pa[ct]ient)[ea]?|
    (?:christmas|easter|navidad)(?: eve| day)? (?:de )?(?:19|20)\d\d|cumplen? años (?=mañana|hoy|
    el|esta|este|en)|d\.?o\.?b\.?(?= ))`,
];

/** "Session 3 may help", "room 5 march out". */
function isVerb(text: string, from: number, to: number): boolean {
  const isBare = /^(?:\d{1,2}\s(?:may|mar|march)|(?:may|mar|march)\s\d{1,2})$/u.test(
    text.slice(from, to),
  );
  return (
    isBare && !/(?<!\p{L})(?:on|since|until|by|from|born)\s$/iu.test(text.slice(0, from).slice(-9))
  );
}

export function dates(text: string): Place[] {
  return DATES.flatMap((pattern) => matches(pattern, text)).filter(
    ({ from, to }) => !HOLIDAYS.test(text.slice(from, to)) && !isVerb(text, from, to),
  );
}

const NUMBER_EN = flat`
  (?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\p{L}+)?|(?:four|fif|
  six|seven|eigh|nine|thir)teen|six|seven|eight|nine|ten|eleven|twelve)`;
const AGE_EN = `${NUMBER_EN}(?:[- ]years?[- ]olds?|\\s?y/?o)\\b`;
const CLIENT_EN = flat`
  (?:client|patient|service user|supervisee|student|pupil|resident|foster child|case)`;
const CLIENT_ES = flat`
  (?:paciente|client[ea]|usuari[oa]|consultante|alumn[oa]|menor|tutelad[oa]|residente)`;
const PERSON_ES = flat`
  (?:chic[oa]|niñ[oa]|adolescente|mujer|hombre|señora?|joven|madre|padre|abuel[oa]|viud[oa]|
  muchach[oa]|persona)`;
const NUMBER_ES = flat`
  (?:\d{1,3}|(?:veint|treint|cuarent|cincuent|sesent|setent|ochent|novent)
  [\p{L}]+(?:\sy\s\p{L}+)?|diec[\p{L}]+|once|doce|trece|catorce|quince|seis|siete|ocho|nueve|
  diez)`;
/** A list of words, each also with a capital: where case matters for what follows. */
const eitherCase = (words: string) =>
  words.replace(/(?<=[|:])\p{Ll}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);

const AGE_ES = `${NUMBER_ES}\\s(?:años|añitos)`;
const PLACE_ES = flat`
  (?:la\s|el\s|los\s|las\s|un\s|colegio\s|instituto\s|centro\s|hospital\s|pueblo\s(?:de\s)?|
  barrio\s(?:de\s)?){0,3}`;
const PERSON_EN = flat`
  (?:boy|girl|lad|man|woman|teen|teenager|kid|child|mother|father|mum|dad|grand(?:mother|father)|
  widow|widower|student|nurse|teacher)`;
const NAMED = flat`
  (?=\p{Lu})\p{L}[\p{L}’'-]+(?:\.?\s(?:de\s|del\s|la\s)?(?=\p{Lu})\p{L}[\p{L}’'-]+){0,3}`;

const AGES = [
  gu`
    (?<![\p{L}])(?:[Ss]he|[Hh]e)\s(?:is|turns|turned)\s${NUMBER_EN},?(?:\s(?:and|lives|today))?
    \s(?:from|in|at)\s${NAMED}`,
  gu`
    (?<![\p{L}])(?:[Tt]iene|[Cc]umple|[Cc]umplió)\s${NUMBER_ES}(?:\saños)?[^.;\n]{0,16}?\s(?:de|en)
    \s${PLACE_ES}${NAMED}`,
  gu`
    (?<![\p{L}\d])(?:[Aa]n?\s)?${eitherCase(AGE_EN)}(?:,?[\s-][\p{L}-]+){0,5}?\s(?:from|in|at|of)
    \s${NAMED}`,
  giu`(?<![\p{L}\d])(?:an?\s)?${AGE_EN}(?:[\s-][\p{L}-]+){0,2}?\s${CLIENT_EN}\b`,
  gu`
    (?<![\p{L}])${eitherCase(PERSON_EN)}(?:,|\s\(|\sof|\saged|,\saged)\s?${NUMBER_EN}(?:[,)]|\syears)?
    (?:\s[\p{L}-]+){0,2}?\s(?:from|in|at)\s${NAMED}`,
  gu`
    (?<![\p{L}])${eitherCase(PERSON_EN)}[^.;,\n]{0,16},\s${NUMBER_EN},?\s(?:from|in|at)\s${NAMED}`,
  gu`
    (?<![\p{L}])in\s(?:his|her|their)\s(?:early\s|mid[- ]|late\s)?[2-9]0s[^.;\n]{0,16}?\s(?:from|
    in|at)\s${NAMED}`,
  giu`
    \b${CLIENT_EN}\b(?:,|\swho\s(?:is|turned|turns)|\s(?:is|turned|turns|of)|
    \s\()?\s?(?:(?:only|just|now)\s)?(?:aged?\s)?(?:a\s)?${NUMBER_EN}(?:[- ]years?(?:[- ]old)?|
    \syo|(?=[,.)]|\s(?:and|y)\s))`,
  giu`\b${CLIENT_EN}s?\b[^.;\n]{0,20}?\b(?:aged?|turned)\s${NUMBER_EN}\b`,
  giu`
    (?<![\p{L}])${CLIENT_ES}s?(?![\p{L}])[^.;\n]{0,24}?(?:de|tiene|cumplió|cumple|,|\()
    \s?${AGE_ES}`,
  giu`
    (?<![\p{L}])${CLIENT_ES}(?![\p{L}])[^.;\n]{0,24}?(?:tiene|cumplió|cumple)\s\d{1,2}(?=\s(?:y|
    pero)\s|[,.;]|$)`,
  gu`
    (?<![\p{L}])${eitherCase(PERSON_ES)}s?(?![\p{L}])[^.;\n]{0,20}?(?:de|,)\s${NUMBER_ES}
    (?:\s(?:años|añitos))?(?![\d])[^.;\n]{0,24}?\s(?:de|en|
    del|desde)\s${PLACE_ES}${NAMED}`,
  gu`
    (?<![\p{L}])(?:[Uu]na?|[Ee]l|[Ll]a|[Ee]st[ea])\s(?!años)
    \p{L}{3,20}\s(?:\p{L}{3,20}\s)?de\s${AGE_ES},?\s(?:de|en|del)\s${PLACE_ES}${NAMED}`,
  gu`(?<![\p{L}\d])(?:[Uu]na?|[Ee]l|[Ll]a)\s(?:de\s)?${AGE_ES}\s(?:de|en)\s${NAMED}`,
];

export function ages(text: string): Place[] {
  return AGES.flatMap((pattern) => matches(pattern, text));
}
