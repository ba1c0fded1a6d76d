/** Reading a collection whole, with what could not be read counted, and the shapes records share. */

import type { Kept, LocalDate, Vault } from '../../vault/vault';

export type Listed<T> = T & { id: string };

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
  return foundIn(await vault.list<unknown>(collection), parse);
}

/** Of a few dates; each date is one slot, so nothing else is opened. */
export async function findOn<T>(
  vault: Vault,
  collection: string,
  dates: readonly LocalDate[],
  parse: Parse<T>,
): Promise<Found<T>> {
  const listings = await Promise.all(dates.map((on) => vault.list<unknown>(collection, on)));
  const found = listings.map((listing) => foundIn(listing, parse));
  return {
    list: found.flatMap(({ list }) => list),
    damaged: found.reduce((sum, { damaged }) => sum + damaged, 0),
  };
}

function foundIn<T>(
  { kept, damaged }: { kept: Kept<unknown>[]; damaged: unknown[] },
  parse: Parse<T>,
): Found<T> {
  const list = kept.flatMap(({ id, value }) => {
    const read = parse(value);
    return read ? [{ ...read, id }] : [];
  });
  return { list, damaged: damaged.length + kept.length - list.length };
}

export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function isOneOf<T extends string>(all: readonly T[], value: unknown): value is T {
  return (all as readonly unknown[]).includes(value);
}

/** The words somebody typed, within what is kept of them. */
export function tidy(text: string, most: number): string {
  return text.trim().slice(0, most).trim();
}
