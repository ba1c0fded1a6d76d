/** Rows sealed under the phone's former ring, on their way to the account's. */

import type { LeavingWrap, LocalRow, RecordRow } from '../core/db';
import { openJson } from './envelope';
import type { Keys } from './keys';
import { transact } from './transact';

/** What the rooms keep under names that cannot be read back from the disk. */
export interface Known {
  /** The fields of all drafts. */
  drafts: readonly string[];
  /** Records there is one of under a key; those without a key are found by themselves. */
  singletons?: readonly { collection: string; key: string }[];
}

/** No slot of a day looks like this. */
const DRAFT = 'draft';

/** Its keyed name says nothing without the former ring; its field must be known to open it. */
export function draftLeaving({ name, version, epoch, sealed }: LocalRow): RecordRow {
  return { id: name, collection: '', slot: DRAFT, version, epoch, seq: null, sealed };
}

export function isDraft({ slot }: RecordRow): boolean {
  return slot === DRAFT;
}

/** The way to open what is leaving; undefined when nothing is. */
export function formerWrap(): Promise<LeavingWrap | undefined> {
  return transact(['keys'], 'readonly', async (tx) => {
    return (await tx.objectStore('keys').get('leaving')) as LeavingWrap | undefined;
  });
}

/** Drafts first, whose names are short: a person may go on with one at any moment. */
export async function leavingIds(): Promise<string[]> {
  const ids = await transact(['leaving'], 'readonly', (tx) =>
    tx.objectStore('leaving').getAllKeys(),
  );
  return ids.sort((one, other) => one.length - other.length);
}

export function leavingRow(id: string): Promise<RecordRow | undefined> {
  return transact(['leaving'], 'readonly', (tx) => tx.objectStore('leaving').get(id));
}

/** Deletes what could not be opened, and the ring it was sealed by: only after a clear yes. */
export function dropLeaving(): Promise<void> {
  return transact(['keys', 'leaving'], 'readwrite', async (tx) => {
    await tx.objectStore('keys').delete('leaving');
    await tx.objectStore('leaving').clear();
  });
}

/** Null when it does not open, or no room of this version knows its field. */
export async function openDraft(
  keys: Keys,
  { name, version, epoch, sealed }: LocalRow,
  { drafts }: Known,
): Promise<{ field: string; text: unknown } | null> {
  for (const field of drafts) {
    if ((await keys.nameOf('drafts', field)) !== name) continue;
    const place = { kind: 'drafts', id: field, version, epoch } as const;
    const opened = await openJson(keys, place, sealed);
    return typeof opened === 'string' ? null : { field, text: opened.json };
  }
  return null;
}
