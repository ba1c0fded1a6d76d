/** The same words without what points to somebody: a proposal, which the person takes or leaves. */

import type { Finding, FindingKind } from './kinds';

export type Language = 'en' | 'es';

const INSTEAD: Record<Language, Record<FindingKind, string>> = {
  en: {
    name: 'someone',
    initials: 'someone',
    date: 'one day',
    age_place: 'someone',
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
    age_place: 'alguien',
    phone: 'un número',
    email: 'una dirección',
    address: 'un lugar',
    handle: 'un perfil',
    record: 'un número',
    said: 'oí',
  },
};

/** `found` as `findings` gave them for this text. What is outside of them stays letter for letter. */
export function gentler(text: string, found: readonly Finding[], language: string): string {
  const words = INSTEAD[language.startsWith('es') ? 'es' : 'en'];
  let said = '';
  let at = 0;
  for (const { kind, from, to } of [...found].sort((a, b) => a.from - b.from)) {
    const opens = from === 0 || /[.!?]\s*$/u.test(text.slice(0, from));
    const word = words[kind];
    said += text.slice(at, from) + (opens ? word[0]!.toUpperCase() + word.slice(1) : word);
    at = to;
  }
  return said + text.slice(at);
}
