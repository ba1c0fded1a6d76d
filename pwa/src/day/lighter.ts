/** A lighter week, as far as the day knows of it: until when, and what is lighter in it. */

import { isLocalDate, type LocalDate } from '../core/zones';
import type { Vault } from '../vault/vault';
import { fieldsOf } from './records';

export const LIGHTER = 'lighter_week';

export interface LighterWeek {
  /** The last day of it; null while there is none. */
  until: LocalDate | null;
  /** Null: as many as usual. */
  sessions_a_day: number | null;
  no_intakes: boolean;
  fewer_reminders: boolean;
  /** One booked rest. */
  rest_on: LocalDate | null;
}

export const NOT_LIGHTER: LighterWeek = {
  until: null,
  sessions_a_day: null,
  no_intakes: false,
  fewer_reminders: false,
  rest_on: null,
};

/** Field by field: one that is out of bounds is as usual; null for what is no such record. */
export function lighterFrom(value: unknown): LighterWeek | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { until, sessions_a_day, no_intakes, fewer_reminders, rest_on } = fieldsOf(value);
  return {
    until: isLocalDate(until) ? until : null,
    sessions_a_day: isLimit(sessions_a_day) ? sessions_a_day : null,
    no_intakes: no_intakes === true,
    fewer_reminders: fewer_reminders === true,
    rest_on: isLocalDate(rest_on) ? rest_on : null,
  };
}

function isLimit(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 24;
}

/** Its last day is part of it; the day after it is over, with nothing to do. */
export function isLighter({ until }: Pick<LighterWeek, 'until'>, on: LocalDate): boolean {
  return until !== null && on <= until;
}

export async function lighterWeek(vault: Vault): Promise<{ week: LighterWeek; damaged: number }> {
  const kept = await vault.singleton<unknown>(LIGHTER);
  const week = kept && lighterFrom(kept.value);
  return { week: week ?? NOT_LIGHTER, damaged: kept && !week ? 1 : 0 };
}

/** The lighter week a day lies in; null on a day as usual. */
export async function lighterOn(vault: Vault, on: LocalDate): Promise<LighterWeek | null> {
  const { week } = await lighterWeek(vault);
  return isLighter(week, on) ? week : null;
}
