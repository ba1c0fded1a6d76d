/** Takes out of the box what was done while the app was locked, and keeps it like everything else. */

import type { BoxRow } from '../core/db';
import type { Bytes } from '../core/bytes';
import { openFromBox } from './box';
import { Changes } from './changes';
import { contentOf, isDeleted, type Live } from './content';
import { keysOf, mustBeOurs, phoneWrap } from './device';
import { VaultError } from './errors';
import type { Keys } from './keys';
import { LANDING_STORES, landRecord, putLanding, type Landing } from './landing';
import { ROUNDS } from './records';
import { transact } from './transact';
import { writing } from './writing';

/** Goes on wherever it was left. What no ring of this owner can have meant is dropped; nobody wrote it here. */
export function emptyBox(owner: string, x: Bytes): Promise<void> {
  return writing(async () => {
    const rows = await transact(['box'], 'readonly', (tx) => tx.objectStore('box').getAll());
    if (rows.length === 0) return;
    const keys = await keysOf(await phoneWrap());
    const collections = new Set<string>();
    for (const row of rows) {
      const content = contentFrom(await openFromBox(x, owner, row.id, row.sealed));
      if (content) collections.add(content.type);
      await take(keys, row, content);
    }
    const changes = new Changes();
    for (const collection of collections) changes.announce(collection);
    changes.close();
  });
}

async function take(keys: Keys, row: BoxRow, content: Live | null): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const landing = content ? await landRecord(keys, row.id, content) : {};
    if (await moved(keys.owner, row, landing)) return;
  }
  throw new VaultError('stale');
}

function moved(owner: string, row: BoxRow, landing: Landing): Promise<boolean> {
  return transact(['box', ...LANDING_STORES], 'readwrite', async (tx) => {
    await mustBeOurs(tx, owner);
    if (!(await tx.objectStore('box').get(row.id))) return true; // another tab took it out
    if (!(await putLanding(tx, landing))) return false;
    await tx.objectStore('box').delete(row.id);
    return true;
  });
}

function contentFrom(json: unknown): Live | null {
  const { type } = (json ?? {}) as { type?: unknown };
  if (typeof type !== 'string') return null;
  const content = contentOf(json, type);
  return typeof content === 'string' || isDeleted(content) ? null : content;
}
