/** What I learned and how I looked after myself, by day: sums in minutes, and nothing that is owed. Pure. */

import { isLocalDate, type LocalDate } from '../../core/zones';
import { fieldsOf, isOneOf, tidy, type Listed } from '../parts/found';

export const KINDS = [
  'supervision',
  'consultation',
  'reading',
  'training',
  'own_therapy',
  'peer_group',
  'rest',
] as const;

export type Kind = (typeof KINDS)[number];

export interface Learned {
  /** Empty while no day is chosen. */
  on: LocalDate;
  minutes: number;
  kind: Kind;
  note: string;
}

export type ListedLearned = Listed<Learned>;

export const MOST_LETTERS = 500;
export const MOST_HOURS = 24;

/** Also of one half written: its day may be empty and its minutes none. */
export function draftFrom(value: unknown): Learned | null {
  const { on, minutes, kind, note } = fieldsOf(value);
  if (!isOneOf(KINDS, kind) || !isMinutes(minutes)) return null;
  return {
    ...{ on: isLocalDate(on) ? on : '', minutes, kind },
    note: typeof note === 'string' ? note : '',
  };
}

export function learnedFrom(value: unknown): Learned | null {
  const read = draftFrom(value);
  return read?.on && read.minutes > 0 ? read : null;
}

function isMinutes(minutes: unknown): minutes is number {
  return Number.isInteger(minutes) && Number(minutes) >= 0 && Number(minutes) <= MOST_HOURS * 60;
}

export function tidied({ on, minutes, kind, note }: Learned): Learned {
  return { on, minutes, kind, note: tidy(note, MOST_LETTERS) };
}

/** The latest first. */
export function yearsOf(list: readonly Learned[], today: LocalDate): string[] {
  const years = new Set([...list.map(({ on }) => on.slice(0, 4)), today.slice(0, 4)]);
  return [...years].sort().reverse();
}

export function ofYear<T extends Learned>(list: readonly T[], year: string): T[] {
  return list.filter(({ on }) => on.startsWith(`${year}-`));
}

export interface Sum {
  kind: Kind;
  minutes: number;
}

/** Of the kinds there is something of, in the order the kinds are named in. */
export function sumsOf(list: readonly Learned[]): Sum[] {
  const sums = KINDS.map((kind) => ({
    kind,
    minutes: list.reduce((sum, each) => (each.kind === kind ? sum + each.minutes : sum), 0),
  }));
  return sums.filter(({ minutes }) => minutes > 0);
}

export function hoursAndMinutes(minutes: number): { hours: number; minutes: number } {
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
