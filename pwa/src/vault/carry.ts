/** All that this phone can open, whole, as it is carried to another phone: there is no ring in it. */

import type { LocalRow, RecordRow } from '../core/db';
import { isDeleted, type Live } from './content';
import { keysOf, phoneWrap } from './device';
import { openRow } from './edit';
import type { Keys } from './keys';
import { singletonKey } from './landing';
import { formerWrap, isDraft, openDraft, type Known } from './leaving';
import { transact } from './transact';

export interface Carried {
  /** The id that all of it was sealed for. */
  owner: string;
  /** `key` is null for one of many; else the other phone's ring gives it the id. */
  records: { id: string; key: string | null; content: Live }[];
  drafts: { field: string; text: unknown }[];
  /** How many did not open, or have a name that no room of this version knows. */
  unopened: { records: number; drafts: number };
}

/** What still waits to be brought along from the former ring is in it too. */
export async function carried(known: Known): Promise<Carried> {
  const { records, drafts, leaving } = await rows();
  const keys = await keysOf(await phoneWrap());
  const former = await formerWrap();
  const theirs = former ? await keysOf(former).catch(() => null) : null;
  const found = new Found(keys.owner, known);
  for (const row of records) await found.addRecord(keys, row);
  for (const row of drafts) await found.addDraft(keys, row);
  for (const { id, ...row } of leaving) {
    if (isDraft({ id, ...row })) await found.addDraft(theirs, { ...row, name: id });
    else await found.addRecord(theirs, { id, ...row });
  }
  return found.all;
}

class Found {
  readonly all: Carried;
  readonly #known: Known;

  constructor(owner: string, known: Known) {
    this.all = { owner, records: [], drafts: [], unopened: { records: 0, drafts: 0 } };
    this.#known = known;
  }

  async addRecord(keys: Keys | null, row: RecordRow): Promise<void> {
    const content = keys ? await openRow(keys, row) : 'not_authentic';
    if (!keys || typeof content === 'string') this.all.unopened.records++;
    else if (!isDeleted(content)) {
      const key = await singletonKey(keys, row, this.#known);
      this.all.records.push({ id: row.id, key, content: withoutMark(content) });
    }
  }

  async addDraft(keys: Keys | null, row: LocalRow): Promise<void> {
    const draft = keys ? await openDraft(keys, row, this.#known) : null;
    if (draft) this.all.drafts.push(draft);
    else this.all.unopened.drafts++;
  }
}

/** How it came to a server is nothing to another phone. */
function withoutMark(content: Live): Live {
  const copy = { ...content };
  delete copy.given_back;
  return copy;
}

function rows(): Promise<{ records: RecordRow[]; drafts: LocalRow[]; leaving: RecordRow[] }> {
  return transact(['records', 'drafts', 'leaving'], 'readonly', async (tx) => ({
    records: await tx.objectStore('records').getAll(),
    drafts: await tx.objectStore('drafts').getAll(),
    leaving: await tx.objectStore('leaving').getAll(),
  }));
}
