/**
 * Half-written things of one room. Each remembers which record it is of, so that one never gets into
 * another, and going from one to the next loses neither.
 */

import type { Vault } from '../../vault/vault';
import { fieldsOf, type Parse } from './found';

export interface Draft<T> {
  /** Null for a new one. */
  of: string | null;
  value: T;
}

export async function readDrafts<T>(
  vault: Vault,
  field: string,
  parse: Parse<T>,
): Promise<Draft<T>[]> {
  const text = await vault.draft(field);
  return text === null ? [] : draftsFrom(text, parse);
}

/** What cannot be read is left out: a draft never stands in the way of writing. */
export function draftsFrom<T>(text: string, parse: Parse<T>): Draft<T>[] {
  let all: unknown;
  try {
    all = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(all)) return [];
  return all.flatMap((each: unknown) => {
    const { of, value } = fieldsOf(each);
    const read = parse(value);
    return read && (of === null || typeof of === 'string') ? [{ of, value: read }] : [];
  });
}

export async function keepDraft<T>(
  vault: Vault,
  field: string,
  draft: Draft<T>,
  parse: Parse<T>,
): Promise<void> {
  const others = await othersThan(vault, field, draft.of, parse);
  await vault.saveDraft(field, JSON.stringify([...others, draft]));
}

export async function dropDraft<T>(
  vault: Vault,
  field: string,
  of: string | null,
  parse: Parse<T>,
): Promise<void> {
  const others = await othersThan(vault, field, of, parse);
  if (others.length) await vault.saveDraft(field, JSON.stringify(others));
  else await vault.dropDraft(field);
}

async function othersThan<T>(vault: Vault, field: string, of: string | null, parse: Parse<T>) {
  return (await readDrafts(vault, field, parse)).filter((draft) => draft.of !== of);
}
