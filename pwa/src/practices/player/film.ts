/**
 * The door's movement over a whole practice, as keyframes for the Web Animations API.
 *
 * One film per moving part, as long as the practice: the browser plays it off the main thread, and
 * pausing, going back a step or waking after ten minutes in a pocket is setting one play head.
 */

import { openingsOf } from './opening';
import type { Timeline } from './timeline';

export type Part =
  | 'leaf'
  | 'left_edge'
  | 'right_edge'
  | 'light'
  | 'halo'
  | 'floor'
  | 'floor_end'
  | 'ring'
  | 'ring_clip'
  | 'ring_line';
export type Film = Partial<Record<Part, Keyframe[]>>;

/** Widths of a leaf against half the doorway. */
export const LEAF = { resting: 0.96, ajar: 0.88, half: 0.5, after: 0.3, wide: 0.12 } as const;

const BREATH = 'cubic-bezier(0.37, 0, 0.63, 1)';
const RING_FADES_MS = 400;
const FIRST_LIGHT = 0.06;
const STILL_LENGTH = 0.65;

/** A place of the film where every part has a known pose, and how it gets to the next one. */
interface Stop {
  readonly at_ms: number;
  readonly leaf: number;
  readonly easing: string;
}

export function breathFilm(timeline: Timeline): Film {
  const stops = breathStops(timeline);
  const floor = ({ leaf }: Stop) => floorPose(leaf, 0.3 + 0.7 * wideness(leaf));
  return {
    ...doorFilm(timeline, stops),
    floor: shot(timeline, stops, floor),
    ...ringFilm(timeline),
  };
}

/** The door comes half open once; from then on the light grows along the floor. */
export function stepsFilm(timeline: Timeline): Film {
  const stops = [-timeline.opening_ms, 0, timeline.total_ms].map((at_ms) => ({
    at_ms,
    leaf: at_ms < 0 ? LEAF.resting : LEAF.half,
    easing: at_ms < 0 ? BREATH : 'linear',
  }));
  const length = (at_ms: number) => floorLength(at_ms / timeline.total_ms);
  return {
    ...doorFilm(timeline, stops),
    floor: shot(timeline, stops, ({ leaf, at_ms }) => floorPose(leaf, length(at_ms))),
    floor_end: shot(timeline, stops, ({ at_ms }) => floorEndPose(length(at_ms))),
  };
}

/** Nothing travels: the door stands half open, and the floor is lit one step at a time. */
export function stillFilm(timeline: Timeline, pacing: 'breath' | 'steps'): Film {
  const asItIs = floorPose(LEAF.half, STILL_LENGTH);
  if (pacing === 'breath') return { floor: [asItIs, asItIs] };
  const places = [
    -timeline.opening_ms,
    ...timeline.cues.map(({ at_ms }) => at_ms),
    timeline.total_ms,
  ];
  const stops = places.map((at_ms) => ({ at_ms, leaf: LEAF.half, easing: 'steps(1, end)' }));
  const length = ({ at_ms }: Stop) => floorLength(stepsBegun(timeline, at_ms));
  return {
    floor: shot(timeline, stops, (at) => floorPose(LEAF.half, length(at))),
    floor_end: shot(timeline, stops, (at) => floorEndPose(length(at))),
  };
}

function stepsBegun({ cues }: Timeline, at_ms: number): number {
  return cues.filter((cue) => cue.at_ms <= at_ms).length / cues.length;
}

/** How much of the floor is lit when `share` of a text practice is done: never nothing. */
function floorLength(share: number): number {
  return Math.max(FIRST_LIGHT, share);
}

/** The line at the far end of the light, in a box as tall as the light may get. */
function floorEndPose(length: number): { transform: string } {
  return { transform: `translateY(${percent(length - 1)})` };
}

/** Where the door comes to rest when all is done: open, and the light stays. */
export function lastPoses(): Partial<Record<Part, Keyframe>> {
  const leaf = LEAF.after;
  return {
    leaf: { transform: `scaleX(${leaf})` },
    left_edge: { transform: `translateX(${percent(leaf - 1)})` },
    right_edge: { transform: `translateX(${percent(1 - leaf)})` },
    light: { opacity: 1 },
    halo: { opacity: 0.9 },
    floor: floorPose(leaf, 1),
    floor_end: floorEndPose(1),
    ring: { opacity: 0 },
  };
}

function doorFilm(timeline: Timeline, stops: readonly Stop[]): Film {
  const each = (pose: (leaf: number) => Keyframe) =>
    shot(timeline, stops, ({ leaf }) => pose(leaf));
  return {
    leaf: each((leaf) => ({ transform: `scaleX(${leaf})` })),
    left_edge: each((leaf) => ({ transform: `translateX(${percent(leaf - 1)})` })),
    right_edge: each((leaf) => ({ transform: `translateX(${percent(1 - leaf)})` })),
    light: each((leaf) => ({ opacity: 0.72 + 0.28 * wideness(leaf) })),
    halo: each((leaf) => ({ opacity: 0.12 + 0.88 * wideness(leaf) })),
  };
}

function shot(
  timeline: Timeline,
  stops: readonly Stop[],
  pose: (at: Stop) => Keyframe,
): Keyframe[] {
  const offset = offsetIn(timeline);
  return stops.map((at) => ({ offset: offset(at.at_ms), easing: at.easing, ...pose(at) }));
}

/** The light on the floor, as wide as the doorway is open and as long as asked. */
function floorPose(leaf: number, length: number): { transform: string; opacity: number } {
  const width = (1 - leaf) / (1 - LEAF.wide);
  return { transform: `scale(${width}, ${length})`, opacity: 0.35 + 0.45 * wideness(leaf) };
}

function wideness(leaf: number): number {
  return Math.max(0, (LEAF.ajar - leaf) / (LEAF.ajar - LEAF.wide));
}

function breathStops(timeline: Timeline): Stop[] {
  const openings = openingsOf(timeline);
  const stops = timeline.cues.map(({ at_ms }, n) => stop(at_ms, openings[n]?.from ?? 0));
  return [
    { at_ms: -timeline.opening_ms, leaf: LEAF.resting, easing: BREATH },
    ...stops,
    stop(timeline.total_ms, openings.at(-1)?.to ?? 0),
  ];
}

function stop(at_ms: number, openness: number): Stop {
  return { at_ms, leaf: LEAF.ajar - openness * (LEAF.ajar - LEAF.wide), easing: BREATH };
}

function offsetIn({ opening_ms, total_ms }: Timeline): (at_ms: number) => number {
  return (at_ms) => Math.min(1, (at_ms + opening_ms) / (total_ms + opening_ms));
}

/**
 * While the breath is held, a line climbs both jambs and meets at the top. A clip moves one way and
 * the line inside it the other, so the line itself stands still: transforms alone, nothing repainted.
 */
function ringFilm(timeline: Timeline): Pick<Film, 'ring' | 'ring_clip' | 'ring_line'> {
  const offset = offsetIn(timeline);
  const film = { ring: [{ offset: 0, opacity: 0 }], ...climb(0, 0, 1) };
  const holds = timeline.cues.filter(({ kind }) => kind === 'hold' || kind === 'rest');
  for (const [n, { at_ms, until_ms }] of holds.entries()) {
    const [from, to] = [offset(at_ms), offset(until_ms)];
    const gone = offset(Math.min(until_ms + RING_FADES_MS, holds[n + 1]?.at_ms ?? Infinity));
    film.ring.push({ offset: from, opacity: 0 }, { offset: from, opacity: 1 });
    film.ring.push({ offset: to, opacity: 1 }, { offset: gone, opacity: 0 });
    const { ring_clip, ring_line } = climb(from, to, 1);
    film.ring_clip.push(...ring_clip);
    film.ring_line.push(...ring_line);
  }
  film.ring.push({ offset: 1, opacity: 0 });
  return film;
}

function climb(from: number, to: number, height: number) {
  const at = (offset: number, y: number) => ({ offset, transform: `translateY(${percent(y)})` });
  return {
    ring_clip: [at(from, height), at(to, 0)],
    ring_line: [at(from, -height), at(to, 0)],
  };
}

function percent(share: number): string {
  return `${share * 100}%`;
}
