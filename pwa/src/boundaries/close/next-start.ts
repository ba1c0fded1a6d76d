/** The first work start after an instant, from the work hours of this phone. */

import { nextWorkStart, workHours } from '../../day/hours';
import type { Vault } from '../../vault/vault';
import type { NextStart } from './rules';

export async function nextStartOf(vault: Vault): Promise<NextStart> {
  const hours = await workHours(vault);
  return (after) => nextWorkStart(hours, after);
}
