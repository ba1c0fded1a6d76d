/** Reading a collection whole, with what could not be read counted, and the shapes records share. */

import type { LocalDate, Vault } from '../../vault/vault';

export type Listed<T> = T & { id: string; on: LocalDate | null };

export interface Found<T> {
  list: Listed<T>[];
  /** Records that could not be read. They stay where they are. */
  damaged: number;
}

export type Parse<T> = (value: unknown) => T | null;

export async function findAll<T>(
  vault: Vault,
  collection: string,
  parse: Parse<T>,
): Promise<Found<T>> {
  const { kept, damaged } = await vault.list<unknown>(collection);
  const list = kept.flatMap(({ id, on, value }) => {
    const read = parse(value);
    // A room that keeps a day of its own in its records knows it better.
    return read ? [{ on, ...read, id }] : [];
  });
  return { list, damaged: damaged.length + kept.length - list.length };
}

export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function isOneOf<T extends string>(all: readonly T[], value: unknown): value is T {
  return (all as readonly unknown[]).includes(value);
}

/** An instant as our records write it. */
export function isMoment(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

/** The words somebody typed, within what is kept of them. */
export function tidy(text: string, most: number): string {
  return text.trim().slice(0, most).trim();
}

/** The newest moment first; two of one moment keep the same order everywhere. */
export function newestFirst<T extends { at: string; id: string }>(a: T, b: T): number {
  return Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? -1 : 1);
}
