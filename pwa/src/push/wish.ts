/** Whether a person wants this phone knocked at. Of this phone alone, and no secret. */

import { transact } from '../vault/transact';

const NAME = 'push_wished';

export async function isWished(): Promise<boolean> {
  const row = await transact(['meta'], 'readonly', (tx) => tx.objectStore('meta').get(NAME));
  return row?.value === true;
}

export async function wish(value: boolean): Promise<void> {
  await transact(['meta'], 'readwrite', (tx) => tx.objectStore('meta').put({ name: NAME, value }));
}
