/** Whom one may look for and what a message begins with; and a shelf of links of one's own. Pure. */

import { fieldsOf, isMoment, tidy, type Listed } from '../parts/found';

export const ASKS = ['peer', 'mentor', 'supervision'] as const;

export type Ask = (typeof ASKS)[number];

/** Messages that were changed; one that is not here is as it came. */
export type Texts = Partial<Record<Ask, string>>;

export const MOST_LETTERS = 2000;

export function textsFrom(value: unknown): Texts {
  const fields = fieldsOf(value);
  const read: Texts = {};
  for (const ask of ASKS) {
    const text = fields[ask];
    if (typeof text === 'string') read[ask] = text;
  }
  return read;
}

export interface ShelfItem {
  text: string;
  /** As it was typed; empty for none. */
  link: string;
  /** When it was put there, in UTC. */
  at: string;
}

export type ListedItem = Listed<ShelfItem>;

export const MOST = { text: 280, link: 1000 } as const;

export function itemFrom(value: unknown): ShelfItem | null {
  const { text, link, at } = fieldsOf(value);
  if (typeof text !== 'string' || !isMoment(at)) return null;
  return { text, link: typeof link === 'string' ? link : '', at };
}

export function tidied({ text, link, at }: ShelfItem): ShelfItem {
  return { text: tidy(text, MOST.text), link: tidy(link, MOST.link), at };
}

const SAFE = new Set(['https:', 'http:', 'mailto:', 'tel:']);

/** Where a link may lead: null for what is none, or would run something. */
export function addressOf(link: string): string | null {
  const typed = link.trim();
  const whole = /^[a-z][a-z\d+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  if (typed === '' || !URL.canParse(whole)) return null;
  const url = new URL(whole);
  const isPlace = /^https?:$/.test(url.protocol) ? url.hostname.includes('.') : true;
  return SAFE.has(url.protocol) && isPlace ? url.href : null;
}
