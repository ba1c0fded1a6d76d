/** What a room has to put right when records of its own were taken away elsewhere. */

import { countAnew, LOGS } from '../practices/records';
import { openVault } from '../vault/vault';

export async function onerased(collection: string): Promise<void> {
  if (collection === LOGS) await countAnew(await openVault());
}
