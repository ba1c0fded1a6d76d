/** Writes practice logs as the app itself does, sealed and counted, so many a day up to now. */

import { keepLog } from '../../../pwa/src/practices/records';
import { openVault } from '../../../pwa/src/vault/vault';

const A_DAY = 10;
const DAY_MS = 86_400_000;

globalThis.seed = async (count) => {
  const vault = await openVault();
  for (let at = 0; at < count; at += 1) {
    const ended = new Date(Date.now() - Math.floor(at / A_DAY) * DAY_MS - (at % A_DAY) * 60_000);
    await keepLog(vault, {
      practice_id: `practice-${at % 60}`,
      form: at % 3 ? 'full' : 'short',
      started_at: new Date(ended.getTime() - 60_000).toISOString(),
      ended_at: ended.toISOString(),
      seconds_done: 60,
      ended: 'finished',
    });
  }
};
