/** A reminder's sealed record: when to knock, and why. The server is given another, poorer thing. */

import { isLocalDate, isTimeOfDay, isZone } from '../core/zones';
import type { Policy } from '../vault/sync/policies';
import type { Kept, Vault } from '../vault/vault';
import { KINDS, type Kind, type Listed, type Move, type Reminder } from './rules';

export const REMINDERS = 'reminders';
/** Moved on one phone and paused on the other it is both. */
export const REMINDERS_POLICY: Policy = 'fields';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface FoundReminders {
  reminders: Listed[];
  /** Records that could not be read. They stay where they are. */
  damaged: number;
}

export async function allReminders(vault: Vault): Promise<FoundReminders> {
  const { kept, damaged } = await vault.list<unknown>(REMINDERS);
  const found = kept.map(({ id, value }) => {
    const reminder = parseReminder(value);
    return reminder && { id, ...reminder };
  });
  const reminders = found.filter((reminder) => reminder !== null);
  const inOrder = reminders.sort((a, b) => order(a).localeCompare(order(b)));
  return { reminders: inOrder, damaged: damaged.length + kept.length - reminders.length };
}

const order = ({ at, id }: Listed) => `${at} ${id}`;

/** Null for what is no reminder: it is counted as damaged, never guessed at. */
export function parseReminder(value: unknown): Reminder | null {
  const given = fieldsOf(value);
  const { kind, text, at, weekdays, zone, state, paused_until, skips, moves, anyway, plan_id } =
    given;
  if (!isKind(kind) || typeof text !== 'string' || !isTimeOfDay(at) || !isZone(zone)) return null;
  if (!isList(weekdays, isWeekday) || !isList(skips, isLocalDate)) return null;
  if (!isList(moves, isMove) || typeof plan_id !== 'string' || !UUID.test(plan_id)) return null;
  if (state !== 'on' && state !== 'off') return null;
  if (paused_until !== null && paused_until !== 'open' && !isLocalDate(paused_until)) return null;
  const always = anyway === true ? { anyway } : {};
  return { kind, text, at, weekdays, zone, state, paused_until, skips, moves, plan_id, ...always };
}

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export function addReminder(vault: Vault, reminder: Reminder, id: string): Promise<Kept<Reminder>> {
  return vault.add(REMINDERS, reminder, undefined, id);
}

/** Only the fields named change: what a later Interlude keeps of it stays. */
export function changeReminder(
  vault: Vault,
  id: string,
  changes: Partial<Reminder>,
): Promise<Kept<Reminder>> {
  return vault.change<Reminder>(REMINDERS, id, (before) => ({ ...before, ...changes }));
}

/** Takes it away and hands back what `restoreReminder` needs; null when it is gone already. */
export async function removeReminder(vault: Vault, id: string): Promise<Kept<Reminder> | null> {
  const kept = await vault.get<Reminder>(REMINDERS, id);
  if (kept) await vault.remove(REMINDERS, id);
  return kept;
}

export function restoreReminder(vault: Vault, kept: Kept<Reminder>): Promise<Kept<Reminder>> {
  return vault.restore(REMINDERS, kept);
}

function isKind(value: unknown): value is Kind {
  return (KINDS as readonly unknown[]).includes(value);
}

function isWeekday(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 7;
}

function isMove(value: unknown): value is Move {
  const { from, on, at } = fieldsOf(value);
  return isLocalDate(from) && isLocalDate(on) && isTimeOfDay(at);
}

function isList<T>(value: unknown, is: (each: unknown) => each is T): value is T[] {
  return Array.isArray(value) && value.every(is);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
