/** Adding and ending days off. Apart from reading them, which reminders do. */

import { addDays, type LocalDate } from '../core/zones';
import type { Policy } from '../vault/sync/policies';
import type { Kept, Vault } from '../vault/vault';
import { TIME_OFF, type ListedOff, type TimeOff } from './time-off';

/** Ended on one phone and named on the other it is both. */
export const TIME_OFF_POLICY: Policy = 'fields';

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export async function addTimeOff(vault: Vault, off: TimeOff, id: string): Promise<void> {
  await vault.add(TIME_OFF, off, undefined, id);
}

/** Takes it away and hands back what `restoreTimeOff` needs; null when it is gone already. */
export async function removeTimeOff(vault: Vault, id: string): Promise<Kept<TimeOff> | null> {
  const kept = await vault.get<TimeOff>(TIME_OFF, id);
  if (kept) await vault.remove(TIME_OFF, id);
  return kept;
}

export async function restoreTimeOff(vault: Vault, kept: Kept<TimeOff>): Promise<void> {
  await vault.restore(TIME_OFF, kept);
}

/**
 * From `on` one works once more. What was off before stays; one that begins only then goes whole. Hands back
 * what `undoEnd` needs; null when it is gone already.
 */
export async function endTimeOff(
  vault: Vault,
  off: ListedOff,
  on: LocalDate,
): Promise<Kept<TimeOff> | null> {
  if (off.from >= on) return removeTimeOff(vault, off.id);
  const kept = await vault.get<TimeOff>(TIME_OFF, off.id);
  if (kept) await changeEnd(vault, off.id, addDays(on, -1));
  return kept;
}

/** As it was before `endTimeOff`. */
export async function undoEnd(vault: Vault, kept: Kept<TimeOff>): Promise<void> {
  if (await vault.get<TimeOff>(TIME_OFF, kept.id)) await changeEnd(vault, kept.id, kept.value.to);
  else await restoreTimeOff(vault, kept);
}

async function changeEnd(vault: Vault, id: string, to: LocalDate | null): Promise<void> {
  await vault.change<TimeOff>(TIME_OFF, id, (before) => ({ ...before, to }));
}
