/** The same words without what points to somebody: a proposal, which the person takes or leaves. */

import { CLIENT } from './cues';
import { iu, type Finding, type FindingKind } from './kinds';

export type Language = 'en' | 'es';

const INSTEAD: Record<Language, Record<FindingKind, string>> = {
  en: {
    name: 'someone',
    initials: 'someone',
    date: 'one day',
    age_place: 'a client',
    phone: 'a number',
    email: 'an address',
    address: 'a place',
    handle: 'a profile',
    record: 'a number',
    said: 'I heard',
  },
  es: {
    name: 'alguien',
    initials: 'alguien',
    date: 'un día',
    age_place: 'una persona',
    phone: 'un número',
    email: 'una dirección',
    address: 'un lugar',
    handle: 'un perfil',
    record: 'un número',
    said: 'oí',
  },
};

const CLIENT_ALONE: Record<Language, string> = { en: 'client', es: 'paciente' };
const OF_SOME_AGE: Record<Language, string> = {
  en: 'client is some age',
  es: 'paciente tiene cierta edad',
};

/** "My client someone" reads badly; so does "called someone". */
const DESCRIBED = iu`
  (?:${CLIENT}|family|familia|couple|called|named|llamad[oa]|llama|name is|nombre es|child|kid|boy|
  girl|hij[oa]|niñ[oa]|chic[oa]|son|daughter|señora?)[,:]?\s$`;
/** With such a word before it, what follows needs no article of its own. */
const DETERMINED = iu`
  (?<!\p{L})(?:the|an?|my|our|this|that|his|her|their|el|la|los|las|un|una|al|del|mi|mis|su|este|
  esta)\s$`;
const FEMALE = /(?<!\p{L})(?:la|una|esta)\s$/iu;
const ARTICLE = /^(?:an?|una?)\s/u;
const AGED = /(?<!\p{L})(?:is|turn(?:s|ed)|tiene|cumplió|cumple)(?!\p{L})/iu;

/** `found` as `findings` gave them for this text. What is outside of them stays letter for letter. */
export function gentler(text: string, found: readonly Finding[], language: string): string {
  const shown = language.startsWith('es') ? 'es' : 'en';
  let said = '';
  let at = 0;
  for (const finding of [...found].sort((a, b) => a.from - b.from)) {
    const head = text.slice(0, finding.from);
    const opens = head === '' || /[.!?\n]\s*$/u.test(head);
    const words = instead(finding, head, shown);
    said += text.slice(at, finding.from) + (opens ? capital(words) : words);
    at = finding.to;
  }
  return said + text.slice(at);
}

const capital = (words: string) => words[0]!.toUpperCase() + words.slice(1);

/** What fits behind `head`. */
function instead({ kind, text }: Finding, head: string, language: Language): string {
  const words = INSTEAD[language][kind];
  if (kind === 'name' || kind === 'initials') return isNamed(head) ? '…' : words;
  if (kind === 'date') return day(text, head, words);
  if (kind === 'said') return /\sque$/iu.test(text) ? `${words} que` : words;
  // The Spanish "a" is no article.
  if (!DETERMINED.test(head) || (language === 'es' && /\sa\s$/u.test(head))) return words;
  if (kind !== 'age_place') return FEMALE.test(head) ? '…' : words.replace(ARTICLE, '');
  return (AGED.test(text) ? OF_SOME_AGE : CLIENT_ALONE)[language];
}

const isNamed = (head: string) =>
  DESCRIBED.test(head) || (DETERMINED.test(head) && !/(?<!\p{L})an?\s$/iu.test(head));

/** The article that stands before a date stays where it is. */
function day(text: string, head: string, words: string): string {
  const born = /^(?:born|nació|nacid[oa]s?)(?!\p{L})/iu.exec(text);
  if (born) return `${born[0]} ${words}`;
  if (/(?<!\p{L})(?:el|del|al)\s$/iu.test(head)) return 'otro día';
  return /(?<!\p{L})the\s$/iu.test(head) ? 'other day' : words;
}
