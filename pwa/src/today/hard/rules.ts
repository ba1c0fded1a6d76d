/** After a hard one: what stands behind the three doors, and what is answered later. Pure. */

import type { Needs } from '../../practices/needs';
import { meets, suits, type Practice } from '../../practices/rules';

/** Outward first: turning inward can make a shaken moment worse. */
export const DOORS = ['outward', 'move', 'breathe'] as const;
export type Door = (typeof DOORS)[number];

/** The one that begins by itself, and after how long. */
export const FIRST: Door = 'outward';
export const FIRST_AFTER_SECONDS = 5;

/** Longer than this is not what somebody wants who has just come out of it. */
const LONGEST_SECONDS = 180;

const OPENS: Record<Door, (practice: Practice) => boolean> = {
  outward: ({ kind, tags }) =>
    kind === 'ground' && tags.includes('eyes_open') && tags.includes('no_breath'),
  move: ({ kind }) => kind === 'move',
  breathe: ({ kind }) => kind === 'breath',
};

export type Behind = Record<Door, Practice | null>;

/** For each door the one to play; null where needs and place leave none. What was done last waits. */
export function behindDoors(
  practices: readonly Practice[],
  { tags, where }: Needs,
  lately: readonly string[],
): Behind {
  const open = practices.filter(
    (practice) =>
      practice.offered &&
      practice.seconds <= LONGEST_SECONDS &&
      meets(practice, tags) &&
      suits(practice, where),
  );
  const [outward, move, breathe] = DOORS.map((door) => first(open.filter(OPENS[door]), lately));
  return { outward: outward!, move: move!, breathe: breathe! };
}

/** Made for a hard hour before the rest, then in the catalogue's order. */
function first(fitting: readonly Practice[], lately: readonly string[]): Practice | null {
  const place = ({ id, moment }: Practice) =>
    (moment === 'hard' ? 0 : 1) + (lately[0] === id ? 2 : 0);
  return [...fitting].sort((a, b) => place(a) - place(b))[0] ?? null;
}

/** How it is by the end of the day. */
export const AFTERS = ['eased', 'still', 'let_go'] as const;
export type After = (typeof AFTERS)[number];
