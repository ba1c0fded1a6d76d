/**
 * Client information in free text, in English and Spanish at once, as people mix them. On the phone
 * alone; what is found is shown to who wrote it, and to nobody else.
 */

import { addresses, emails, handles, phones, records } from './contacts';
import { ages, dates } from './dates';
import { initials } from './initials';
import { KINDS, type Finding, type FindingKind, type Place } from './kinds';
import { fold } from './fold';
import { names } from './persons';
import { said } from './said';

export { KINDS, type Finding, type FindingKind } from './kinds';

const FIND: Record<FindingKind, (text: string) => Place[]> = {
  email: emails,
  handle: handles,
  record: records,
  date: dates,
  address: addresses,
  phone: phones,
  age_place: ages,
  name: names,
  initials,
  said,
};

/**
 * In the order they stand, none inside another; offsets are UTF-16 units. `allowed`: words the person
 * said are fine, by `allowedKey`.
 */
export function findings(text: string, allowed: readonly string[] = []): Finding[] {
  const fine = new Set(allowed.map(allowedKey));
  const found: Finding[] = [];
  const taken = new Uint8Array(text.length);
  // Of two that overlap, the kind that stands earlier in the list is the surer one.
  for (const kind of KINDS) {
    for (const { from, to } of FIND[kind](text).sort(earlierThenLonger)) {
      const words = text.slice(from, to);
      const isTaken = taken.subarray(from, to).includes(1);
      if (isTaken || to === from || fine.has(allowedKey(words))) continue;
      found.push({ kind, from, to, text: words });
      taken.fill(1, from, to);
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

const earlierThenLonger = (a: Place, b: Place) => a.from - b.from || b.to - a.to;

/** Two spellings of one word are one: accents, case and spaces around do not matter. */
export function allowedKey(text: string): string {
  return fold(text.trim()).replace(/\s+/gu, ' ');
}
