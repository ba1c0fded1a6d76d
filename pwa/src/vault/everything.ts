/** All that this phone can open, in the clear: for a person who wants to read it, or to hand it on. */

import { carried } from './carry';
import type { Known } from './leaving';
import type { LocalDate } from './types';

export interface Everything {
  records: { collection: string; id: string; on: LocalDate | null; value: unknown }[];
  drafts: { field: string; text: unknown }[];
  /** How many did not open, or have a name that no room of this version knows. */
  unopened: { records: number; drafts: number };
}

/** What still waits to be brought along from the former ring is in it too. */
export async function everything(known: Known): Promise<Everything> {
  const { records, drafts, unopened } = await carried(known);
  const plain = records.map(({ id, content: { type, on, value } }) => ({
    ...{ collection: type, id, on: on ?? null, value },
  }));
  return { records: plain, drafts, unopened };
}
