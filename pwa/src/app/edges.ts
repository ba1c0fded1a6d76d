/** How edges stood, for a room that may not see the one they live in. */

import type { LocalDate } from '../core/zones';
import { openVault } from '../vault/vault';

/** For each date, how many edges were said to be kept and bent. Refused as the vault refuses. */
export async function edgesOn(
  dates: readonly LocalDate[],
): Promise<{ kept: number; bent: number }[]> {
  const { ledgerOn } = await import('../boundaries/ledger/records');
  const { list } = await ledgerOn(await openVault(), dates);
  return dates.map((date) => {
    const said = list.filter(({ on }) => on === date);
    const kept = said.filter(({ how }) => how === 'kept').length;
    return { kept, bent: said.length - kept };
  });
}
