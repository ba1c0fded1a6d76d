/** Saying no beforehand: what is asked, what may be answered, and the turns of a rehearsal. Pure. */

import { fieldsOf, isOneOf, tidy } from '../parts/found';

export const SITUATIONS = ['one_more', 'late_call', 'extra_shift', 'favour'] as const;
export type Situation = (typeof SITUATIONS)[number];

export const PHRASE_LENGTH = 200;

export interface Phrase {
  situation: Situation;
  text: string;
}

export function phraseFrom(value: unknown): Phrase | null {
  const { situation, text } = fieldsOf(value);
  return isOneOf(SITUATIONS, situation) && typeof text === 'string' ? { situation, text } : null;
}

export function tidyPhrase({ situation, text }: Phrase): Phrase {
  return { situation, text: tidy(text.replace(/\s+/g, ' '), PHRASE_LENGTH) };
}

/** One being written; `of` names the one being changed. */
export interface PhraseDraft extends Phrase {
  of: string | null;
}

export function draftFrom(value: unknown): PhraseDraft | null {
  const phrase = phraseFrom(value);
  const { of } = fieldsOf(value);
  return phrase && { ...phrase, of: typeof of === 'string' ? of : null };
}

/** One request, and what one says to it. */
export interface Turn {
  request: string;
  phrase: string;
}

/** Every phrase once, each to a request; fewer requests than phrases begin anew. */
export function turnsOf(requests: readonly string[], phrases: readonly string[]): Turn[] {
  if (requests.length === 0) return [];
  return phrases.map((phrase, at) => ({ request: requests[at % requests.length]!, phrase }));
}

/** One's own words, where there are any; else ours. */
export function phrasesFor(
  situation: Situation,
  own: readonly Phrase[],
  ours: readonly string[],
): string[] {
  const mine = own.filter((phrase) => phrase.situation === situation).map(({ text }) => text);
  return mine.length ? mine : [...ours];
}

/** How long nothing is said after a request: long enough to breathe in. */
export const BEAT_MS = 3000;

export type Stage = 'request' | 'beat' | 'phrase';

/** After the request a silent beat, then the phrase; after that the next turn, if there is one. */
export function nextOf(
  at: { turn: number; stage: Stage },
  turns: number,
): { turn: number; stage: Stage } | null {
  if (at.stage === 'request') return { ...at, stage: 'beat' };
  if (at.stage === 'beat') return { ...at, stage: 'phrase' };
  return at.turn + 1 < turns ? { turn: at.turn + 1, stage: 'request' } : null;
}
