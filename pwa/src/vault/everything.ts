/** All that this phone can open, in the clear: for a person who wants to take it along. */

import type { LocalRow, RecordRow } from '../core/db';
import { isDeleted } from './content';
import { keysOf, phoneWrap } from './device';
import { openRow } from './edit';
import type { Keys } from './keys';
import { formerWrap, isDraft, openDraft, type Known } from './leaving';
import { transact } from './transact';
import type { LocalDate } from './types';

export interface Everything {
  records: { collection: string; id: string; on: LocalDate | null; value: unknown }[];
  drafts: { field: string; text: unknown }[];
  /** How many did not open, or have a name that no room of this version knows. */
  unopened: { records: number; drafts: number };
}

/** What still waits to be brought along from the former ring is in it too. */
export async function everything(known: Known): Promise<Everything> {
  const found: Everything = { records: [], drafts: [], unopened: { records: 0, drafts: 0 } };
  const { records, drafts, leaving } = await rows();
  const keys = await keysOf(await phoneWrap());
  await addRecords(found, keys, records);
  await addDrafts(found, keys, drafts, known);
  const former = await formerWrap();
  const theirs = former ? await keysOf(former).catch(() => null) : null;
  const older = leaving.filter(isDraft).map(({ id, ...row }) => ({ ...row, name: id }));
  await addRecords(
    found,
    theirs,
    leaving.filter((row) => !isDraft(row)),
  );
  await addDrafts(found, theirs, older, known);
  return found;
}

function rows(): Promise<{ records: RecordRow[]; drafts: LocalRow[]; leaving: RecordRow[] }> {
  return transact(['records', 'drafts', 'leaving'], 'readonly', async (tx) => ({
    records: await tx.objectStore('records').getAll(),
    drafts: await tx.objectStore('drafts').getAll(),
    leaving: await tx.objectStore('leaving').getAll(),
  }));
}

async function addRecords(
  { records, unopened }: Everything,
  keys: Keys | null,
  found: RecordRow[],
): Promise<void> {
  for (const row of found) {
    const content = keys ? await openRow(keys, row) : 'not_authentic';
    if (typeof content === 'string') unopened.records++;
    else if (!isDeleted(content)) {
      const { id, collection } = row;
      records.push({ collection, id, on: content.on ?? null, value: content.value });
    }
  }
}

async function addDrafts(
  { drafts, unopened }: Everything,
  keys: Keys | null,
  found: LocalRow[],
  known: Known,
): Promise<void> {
  for (const row of found) {
    const draft = keys ? await openDraft(keys, row, known) : null;
    if (draft) drafts.push(draft);
    else unopened.drafts++;
  }
}
