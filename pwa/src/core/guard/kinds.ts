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

/** Every match of the pattern, or of its group `it` where it has one. The pattern is global. */
export function matches(pattern: RegExp, text: string): Place[] {
  return [...text.matchAll(pattern)].map((match) => {
    const it = match.groups?.['it'] ?? match[0];
    const from = match.index + match[0].indexOf(it);
    return { from, to: from + it.length };
  });
}

/** The part of its sentence that stands before a place. */
export function before(text: string, from: number): string {
  const head = text.slice(Math.max(0, from - 200), from);
  return head.slice(Math.max(...['. ', '! ', '? ', '\n'].map((end) => head.lastIndexOf(end))) + 1);
}
