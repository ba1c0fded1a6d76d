/** The vault's way to the database: the same transactions, with refusals in the vault's codes. */

import { inTransaction, type Mode, type StoreName, type Transaction } from '../core/db';
import { asRefusal, VaultError } from './errors';

export async function transact<Names extends StoreName, M extends Mode, T>(
  names: Names[],
  mode: M,
  work: (tx: Transaction<Names, M>) => Promise<T>,
): Promise<T> {
  if (!globalThis.indexedDB) throw new VaultError('no_storage');
  try {
    return await inTransaction(names, mode, work);
  } catch (error) {
    throw asRefusal(error);
  }
}
