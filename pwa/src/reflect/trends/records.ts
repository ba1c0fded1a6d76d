/** The weeks somebody chose as good enough, or how such a week is from memory. Sealed. */

import type { Policy } from '../../vault/sync/policies';
import type { Vault } from '../../vault/vault';
import { stepsFrom } from '../pulse/rules';
import { NO_ANCHOR, type Anchor } from './usual';
import { isWeekName } from './weeks';

export const ANCHOR = 'anchor';
export const ANCHOR_POLICY: Policy = { fields: NO_ANCHOR };

export async function readAnchor(vault: Vault): Promise<Anchor> {
  return anchorFrom((await vault.singleton<unknown>(ANCHOR))?.value);
}

/** Only what changes: another tab's fields are kept, and those of a later Interlude. */
export async function changeAnchor(
  vault: Vault,
  change: (before: Anchor) => Partial<Anchor>,
): Promise<void> {
  await vault.updateSingleton<object>(ANCHOR, NO_ANCHOR, (before) => ({
    ...before,
    ...change(anchorFrom(before)),
  }));
}

/** Field by field: what is none is as if it had not been chosen. */
export function anchorFrom(value: unknown): Anchor {
  if (typeof value !== 'object' || value === null) return NO_ANCHOR;
  const { weeks, steps, first_unusual } = value as Record<string, unknown>;
  return {
    weeks: Array.isArray(weeks) ? weeks.filter(isWeekName) : NO_ANCHOR.weeks,
    steps: stepsFrom(steps),
    first_unusual: first_unusual === true,
  };
}
