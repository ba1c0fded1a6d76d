/** What of a text may point to a client, and where it stands. */

export const KINDS = [
  'email',
  'handle',
  'record',
  'date',
  'address',
  'phone',
  'age_place',
  'name',
  'initials',
  'said',
] as const;
export type FindingKind = (typeof KINDS)[number];

/** `from` up to, and not with, `to`, in UTF-16 units; `text` is what stands there. */
export interface Finding {
  kind: FindingKind;
  from: number;
  to: number;
  text: string;
}

export interface Place {
  from: number;
  to: number;
}

/** What a pattern is made of: line breaks, and the indentation after them, are no part of it. */
export function flat(raw: TemplateStringsArray, ...parts: string[]): string {
  return String.raw(raw, ...parts).replace(/\n\s*/g, '');
}

export const gu = (raw: TemplateStringsArray, ...parts: string[]) =>
  new RegExp(flat(raw, ...parts), 'gu');
export const giu = (raw: TemplateStringsArray, ...parts: string[]) =>
  new RegExp(flat(raw, ...parts), 'giu');
export const iu = (raw: TemplateStringsArray, ...parts: string[]) =>
  new RegExp(flat(raw, ...parts), 'iu');
export const u = (raw: TemplateStringsArray, ...parts: string[]) =>
  new RegExp(flat(raw, ...parts), 'u');

/** Every match of the pattern, or of its group `it` where it has one. The pattern is global. */
export function matches(pattern: RegExp, text: string): Place[] {
  return [...text.matchAll(pattern)].map((match) => {
    const it = match.groups?.['it'];
    // A group stands at the end of what is matched, or nearly: its first likeness may be in the cue.
    const from = match.index + (it === undefined ? 0 : match[0].lastIndexOf(it));
    return { from, to: from + (it ?? match[0]).length };
  });
}

/** The part of its sentence that stands before a place. */
export function before(text: string, from: number): string {
  const head = text.slice(Math.max(0, from - 200), from);
  return head.slice(Math.max(...['. ', '! ', '? ', '\n'].map((end) => head.lastIndexOf(end))) + 1);
}
