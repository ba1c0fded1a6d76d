/** A practice laid out in time: which cue holds at which moment. Pure: no clock, no I/O. */

import { linesOf, type Form, type Phase, type Script } from './script';

/**
 * One stretch of a practice, from `at_ms` up to but not including `until_ms`. Only a step has `text`:
 * no line beside a phase could be sure not to contradict it.
 */
export interface Cue {
  readonly index: number;
  readonly kind: Phase | 'step';
  readonly at_ms: number;
  readonly until_ms: number;
  readonly text: string;
}

/** Places are milliseconds; the opening, where one settles, lies before zero. */
export interface Timeline {
  readonly opening_ms: number;
  readonly total_ms: number;
  readonly cues: readonly Cue[];
}

/** `cue` is null before the first and after the last; `seconds_left` belongs to the cue or the opening. */
export interface Position {
  readonly stage: 'settle' | 'cue' | 'end';
  readonly cue: Cue | null;
  readonly progress: number;
  readonly seconds_left: number;
  readonly total_left_ms: number;
}

export const OPENING_MS = 3000;

/** The ticks along the arch go by eighths, so an eighth of a cue is the finest change anyone sees. */
export const EIGHTHS = 8;

type Part = Pick<Cue, 'kind' | 'text'> & { readonly seconds: number };

export function timelineOf(script: Script, form: Form): Timeline {
  const parts = script.pacing === 'breath' ? breaths(script, form) : steps(script, form);
  const cues = laidOut(parts);
  return { opening_ms: OPENING_MS, total_ms: cues.at(-1)?.until_ms ?? 0, cues };
}

function breaths(script: Script, form: Form): Part[] {
  const cycle = script.breath?.cycle ?? [];
  const cycles = (form === 'short' ? script.short.cycles : script.breath?.cycles) ?? 0;
  const parts = cycle.map(({ phase, seconds }) => ({ kind: phase, seconds, text: '' }));
  return Array.from({ length: cycles }, () => parts).flat();
}

function steps(script: Script, form: Form): Part[] {
  const lengths = (form === 'short' ? script.short.steps : script.steps) ?? [];
  const lines = linesOf(script, form);
  return lengths.map((seconds, n) => ({ kind: 'step', seconds, text: lines[n] ?? '' }));
}

function laidOut(parts: readonly Part[]): Cue[] {
  let at_ms = 0;
  return parts.map(({ kind, text, seconds }, index) => {
    const until_ms = at_ms + Math.round(seconds * 1000);
    const cue = { index, kind, text, at_ms, until_ms };
    at_ms = until_ms;
    return cue;
  });
}

export function positionAt(timeline: Timeline, place_ms: number): Position {
  if (place_ms < 0) return settling(timeline, place_ms);
  const cue = cueAt(timeline.cues, place_ms);
  if (!cue) return { stage: 'end', cue: null, progress: 1, seconds_left: 0, total_left_ms: 0 };
  return {
    stage: 'cue',
    cue,
    progress: (place_ms - cue.at_ms) / (cue.until_ms - cue.at_ms),
    seconds_left: Math.ceil((cue.until_ms - place_ms) / 1000),
    total_left_ms: timeline.total_ms - place_ms,
  };
}

function settling({ opening_ms, total_ms }: Timeline, place_ms: number): Position {
  return {
    stage: 'settle',
    cue: null,
    progress: Math.max(0, 1 + place_ms / opening_ms),
    seconds_left: Math.ceil(Math.min(opening_ms, -place_ms) / 1000),
    total_left_ms: total_ms,
  };
}

/** By halves: a ten-minute breath has over a hundred cues, and this is asked several times a second. */
function cueAt(cues: readonly Cue[], place_ms: number): Cue | undefined {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.until_ms ?? 0) <= place_ms) low = middle + 1;
    else high = middle;
  }
  return cues[low];
}

/** The next place at which a word, a number or a tick changes. Always later than `place_ms`. */
export function nextMark(timeline: Timeline, place_ms: number): number {
  if (place_ms < 0) return nextSecond(0, place_ms);
  const { cue } = positionAt(timeline, place_ms);
  if (!cue) return Infinity;
  return Math.min(nextSecond(cue.until_ms, place_ms), nextEighth(cue, place_ms));
}

function nextSecond(until_ms: number, place_ms: number): number {
  return until_ms - (Math.ceil((until_ms - place_ms) / 1000) - 1) * 1000;
}

function nextEighth({ at_ms, until_ms }: Cue, place_ms: number): number {
  const eighth = (until_ms - at_ms) / EIGHTHS;
  return at_ms + (Math.floor((place_ms - at_ms) / eighth) + 1) * eighth;
}
