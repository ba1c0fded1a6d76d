/** Days off: a holiday, an illness, a day. Nothing is counted, and it ends by itself. */

import { addDays, isLocalDate, type LocalDate } from '../core/zones';
import type { Vault } from '../vault/vault';
import { fieldsOf } from './records';

export const TIME_OFF = 'time_off';

export const OFF_KINDS = ['day', 'holiday', 'illness'] as const;
export type OffKind = (typeof OFF_KINDS)[number];

export interface TimeOff {
  from: LocalDate;
  /** The last day of it; null until somebody says so. */
  to: LocalDate | null;
  kind: OffKind;
}

export interface ListedOff extends TimeOff {
  id: string;
}

export interface FoundOff {
  list: ListedOff[];
  /** Records that could not be read. They stay where they are. */
  damaged: number;
}

export async function allTimeOff(vault: Vault): Promise<FoundOff> {
  const { kept, damaged } = await vault.list<unknown>(TIME_OFF);
  const list = kept.flatMap(({ id, value }) => {
    const off = offFrom(value);
    return off ? [{ ...off, id }] : [];
  });
  return {
    list: list.sort((a, b) => (a.from < b.from || (a.from === b.from && a.id < b.id) ? -1 : 1)),
    damaged: damaged.length + kept.length - list.length,
  };
}

/** Null for what is no time off. */
export function offFrom(value: unknown): TimeOff | null {
  const { from, to, kind } = fieldsOf(value);
  if (!isLocalDate(from) || !(to === null || isLocalDate(to))) return null;
  if (to !== null && to < from) return null;
  return { from, to, kind: OFF_KINDS.find((each) => each === kind) ?? 'day' };
}

const holds = (on: LocalDate) => (off: TimeOff) =>
  off.from <= on && (off.to === null || on <= off.to);

export function isOff(list: readonly TimeOff[], on: LocalDate): boolean {
  return list.some(holds(on));
}

/** Nothing comes after this date, so what ends on it has no end. */
const LAST_DATE: LocalDate = '9999-12-31';

/** The first day after it that is not off; `open` where nobody has said; null when that day is not off. */
export function backOn(list: readonly TimeOff[], on: LocalDate): LocalDate | 'open' | null {
  if (!isOff(list, on)) return null;
  let back = on;
  for (;;) {
    const here = list.filter(holds(back));
    if (here.some(({ to }) => to === null || to === LAST_DATE)) return 'open';
    const last = here
      .map(({ to }) => to!)
      .sort()
      .at(-1);
    if (last === undefined) return back;
    back = addDays(last, 1);
  }
}
