/** A journal entry: what it may be, its themes and their prompts, and how a list of them is laid out. Pure. */

import { fieldsOf, isMoment, tidy, type Listed } from '../parts/found';

export const THEMES = [
  'self_awareness',
  'shared',
  'values',
  'belonging',
  'assumed',
  'doubt',
  'place',
  'loss',
  'contact',
  'growth',
] as const;

export type Theme = (typeof THEMES)[number];

export interface Entry {
  text: string;
  /** A later Interlude may know more of these than this one. */
  prompt: string | null;
  theme: string | null;
  /** The moment it was begun, in UTC. */
  at: string;
}

export type ListedEntry = Listed<Entry>;

export const MOST_LETTERS = 20_000;

export function entryFrom(value: unknown): Entry | null {
  const { text, prompt, theme, at } = fieldsOf(value);
  if (typeof text !== 'string' || !isMoment(at)) return null;
  return { text, prompt: textOrNull(prompt), theme: textOrNull(theme), at };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function tidied({ text, prompt, theme, at }: Entry): Entry {
  return { text: tidy(text, MOST_LETTERS), prompt, theme, at };
}

export function isTheme(theme: string | null): theme is Theme {
  return (THEMES as readonly (string | null)[]).includes(theme);
}

export interface Month {
  /** `2026-11`. */
  month: string;
  entries: ListedEntry[];
}

/** Entries that are in order already, gathered under their months. */
export function byMonth(entries: readonly ListedEntry[], dayOf: (at: string) => string): Month[] {
  const months: Month[] = [];
  for (const entry of entries) {
    const month = (entry.on ?? dayOf(entry.at)).slice(0, 7);
    const last = months.at(-1);
    if (last?.month === month) last.entries.push(entry);
    else months.push({ month, entries: [entry] });
  }
  return months;
}

/** The beginning of an entry, in one line. */
export function beginningOf(text: string, letters = 120): string {
  const line = text
    .slice(0, letters * 4)
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= letters) return line;
  const cut = line.slice(0, letters);
  const blank = cut.lastIndexOf(' ');
  return `${withoutHalf(blank > letters / 2 ? cut.slice(0, blank) : cut)}…`;
}

/** Half of a letter that is written as two would show as a box. */
function withoutHalf(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
