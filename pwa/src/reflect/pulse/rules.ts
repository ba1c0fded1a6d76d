/** The Interlude pulse: its items, its five steps and what a record of one may be. Pure. */

import { weekdayOf, type LocalDate } from '../../core/zones';

/** In the order they are asked. */
export const ITEMS = [
  'fuel',
  'weight',
  'warmth',
  'edges',
  'switch_off',
  'company',
  'point',
  'body',
] as const;
export type Item = (typeof ITEMS)[number];

/** One way for all of them: 1 is the hardest end and 5 the lightest, of Weight too (1 is the heaviest). */
export const STEPS = [1, 2, 3, 4, 5] as const;
export type Step = (typeof STEPS)[number];

/** What is not there was left out. */
export type Steps = Partial<Record<Item, Step>>;

export const KINDS = ['daily', 'weekly'] as const;
export type Kind = (typeof KINDS)[number];

export interface Pulse {
  /** An ISO instant in UTC. */
  at: string;
  kind: Kind;
  steps: Steps;
}

const DAY = 86_400_000;
const OTHERS = ITEMS.slice(1);

/**
 * Fuel and one more. The other one moves on each day and by one more each week: seven items over seven
 * days would else tie each to its weekday, and who never works on a Sunday would never meet one of them.
 */
export function dailyItems(on: LocalDate): [Item, Item] {
  const day = weekdayOf(on) - 1;
  const week = Math.floor((Date.parse(`${on}T00:00Z`) / DAY + 3) / 7);
  const place = (((day + week) % OTHERS.length) + OTHERS.length) % OTHERS.length;
  return ['fuel', OTHERS[place]!];
}

export function itemsOf(kind: Kind, on: LocalDate): readonly Item[] {
  return kind === 'daily' ? dailyItems(on) : ITEMS;
}

/** Only what this kind asks: what was marked for the other one is not kept by mistake. */
export function onlyAsked(steps: Steps, asked: readonly Item[]): Steps {
  return Object.fromEntries(asked.flatMap((item) => (steps[item] ? [[item, steps[item]]] : [])));
}

export function withStep(steps: Steps, item: Item, step: Step | null): Steps {
  if (step !== null) return { ...steps, [item]: step };
  return Object.fromEntries(Object.entries(steps).filter(([name]) => name !== item));
}

export function isStep(value: unknown): value is Step {
  return (STEPS as readonly unknown[]).includes(value);
}

export function isItem(value: unknown): value is Item {
  return (ITEMS as readonly unknown[]).includes(value);
}

/** Null when a step is none; items that a later Interlude adds are left aside. */
export function stepsFrom(value: unknown): Steps | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const given = value as Record<string, unknown>;
  const present = ITEMS.filter((item) => Object.hasOwn(given, item));
  if (!present.every((item) => isStep(given[item]))) return null;
  return Object.fromEntries(present.map((item) => [item, given[item]]));
}

/** Null for what is no pulse. */
export function pulseFrom(value: unknown): Pulse | null {
  if (typeof value !== 'object' || value === null) return null;
  const { at, kind, steps } = value as Record<string, unknown>;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return null;
  if (kind !== 'daily' && kind !== 'weekly') return null;
  const known = stepsFrom(steps);
  return known && { at, kind, steps: known };
}
