/** How far the door stands open through a practice: what the moving door and the still ticks both follow. */

import { EIGHTHS, type Cue, type Position, type Timeline } from './timeline';

/** Openness runs from 0 (ajar, after a breath out) to 1 (wide, after a full breath in). */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

/** An in-breath that is topped up leaves room for the second, small opening. */
const BEFORE_TOP_UP = 0.75;

export function openingsOf({ cues }: Timeline): Opening[] {
  let from = 0;
  return cues.map((cue, n) => {
    const to = openAfter(cue, cues[n + 1], from);
    const opening = { from, to };
    from = to;
    return opening;
  });
}

function openAfter(cue: Cue, next: Cue | undefined, before: number): number {
  if (cue.kind === 'in') return next?.kind === 'top_up' ? BEFORE_TOP_UP : 1;
  if (cue.kind === 'top_up') return 1;
  return cue.kind === 'out' ? 0 : before;
}

/** How many of the eight ticks are lit. The first lights at once, the last goes out at the end. */
export function litAt(openings: readonly Opening[], { cue, progress }: Position): number {
  const opening = cue ? openings[cue.index] : undefined;
  if (!opening) return 0;
  const from = Math.round(opening.from * EIGHTHS);
  const to = Math.round(opening.to * EIGHTHS);
  if (to > from) return Math.min(to, from + 1 + Math.floor(progress * (to - from)));
  return from - Math.floor(progress * (from - to));
}
