/** The library narrowed down. Pure. Apart from the rules of an offer, which travel with the first screen. */

import type { Moment, Practice, Tag } from './format';
import { meets, rank, within, type Choice } from './rules';

export interface Filter {
  moment?: Moment | null;
  kind?: Practice['kind'] | null;
  /** The time at hand; `null` is any. */
  seconds?: number | null;
  needs?: readonly Tag[];
  search?: string;
}

/** The library narrowed down, with the form to show: whole ones first, those that use the time best. */
export function matching(practices: readonly Practice[], filter: Filter): Choice[] {
  const seconds = filter.seconds ?? Infinity;
  const found = practices
    .filter((practice) => !filter.moment || practice.moment === filter.moment)
    .filter((practice) => !filter.kind || practice.kind === filter.kind)
    .filter((practice) => meets(practice, filter.needs))
    .filter((practice) => mentions(practice, filter.search ?? ''));
  const choices = within(found, seconds);
  return filter.seconds == null ? choices : choices.sort(wholeThenLongest);
}

/** Every word of the search stands somewhere in the practice's own words. */
function mentions({ text }: Practice, search: string): boolean {
  const said = fold([text.title, text.line, text.why, text.begin, ...text.steps].join(' '));
  return fold(search)
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/** Letters alone: neither case nor accents nor vowel marks tell words apart. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

function wholeThenLongest(a: Choice, b: Choice): number {
  return rank(a.form) - rank(b.form) || b.seconds - a.seconds;
}
