/** Keeps what has to hold and where one is. Apart from reading it, which the first screen does. */

import type { Policy } from '../vault/sync/policies';
import type { Vault } from '../vault/vault';
import { TAGS, type Tag } from './format';
import { NEEDS } from './needs';
import type { Where } from './rules';
import { isRecord } from './summary';

/** `where`, and each need by its tag. */
export type NeedsChange = Partial<Record<Tag, boolean>> & { where?: Where | null };

const NOTHING = { where: null, ...Object.fromEntries(TAGS.map((tag) => [tag, false])) };

export const NEEDS_POLICY: Policy = { fields: NOTHING };

/** Only the fields named change: another phone's are kept, and those of a later Interlude. */
export async function keepNeeds(vault: Vault, change: NeedsChange): Promise<void> {
  await vault.updateSingleton<unknown>(NEEDS, NOTHING, (before) => ({
    ...NOTHING,
    ...(isRecord(before) && before),
    ...change,
  }));
}
