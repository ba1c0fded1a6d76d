/** Brings what a sealed file holds under the ring of this phone: all of it in one step, or nothing. */

import type { Transaction } from '../core/db';
import type { Carried } from './carry';
import { Changes } from './changes';
import { keysOf, mustBeOurs, phoneWrap } from './device';
import { VaultError } from './errors';
import { FileError } from './file-error';
import type { Keys } from './keys';
import {
  LANDING_STORES,
  landDraft,
  landRecord,
  landSingleton,
  putLanding,
  type Landing,
} from './landing';
import { transact } from './transact';
import { writing } from './writing';

/** `there` lay here already, or does not open here and was left alone. */
export interface TakenIn {
  taken: number;
  there: number;
}

const ROUNDS = 5;
/** Told no more often than this many records. */
const TELL_EVERY = 50;

/**
 * What lies here stays: a record that differs from the file's keeps its place, and the file's lies beside it.
 * One that was deleted here comes back. `tell` is given a share of 0 to 1.
 *
 * Rejects with FileError `of_another`, or a VaultError; then nothing was changed.
 */
export function takeIn(what: Carried, tell: (share: number) => void): Promise<TakenIn> {
  return writing(async () => {
    const keys = await keysOf(await phoneWrap());
    await mustBeTheirs(keys, what);
    for (let round = 0; round < ROUNDS; round++) {
      const landings = await decided(keys, what, tell);
      if (await putAll(keys, landings)) return counted(landings);
    }
    throw new VaultError('stale');
  });
}

/** Somebody else's words would go up to this account's server without a word. */
async function mustBeTheirs(keys: Keys, { owner }: Carried): Promise<void> {
  const account = await transact(['sync'], 'readonly', (tx) =>
    tx.objectStore('sync').get('account'),
  );
  if (account && owner !== keys.owner) throw new FileError('of_another');
}

async function decided(
  keys: Keys,
  { records, drafts }: Carried,
  tell: (share: number) => void,
): Promise<(Landing | null)[]> {
  const landings: (Landing | null)[] = [];
  for (const { id, key, content } of records) {
    const landing =
      key === null ? landRecord(keys, id, content, true) : landSingleton(keys, content, key);
    landings.push(await landing);
    if (landings.length % TELL_EVERY === 0) tell(landings.length / (records.length + 1));
  }
  for (const { field, text } of drafts) landings.push(await landDraft(keys, field, text));
  return landings;
}

async function putAll(keys: Keys, landings: readonly (Landing | null)[]): Promise<boolean> {
  const collections = new Set<string>();
  for (const landing of landings) if (landing?.edit) collections.add(landing.edit.row.collection);
  const isPut = await transact([...LANDING_STORES], 'readwrite', async (tx) => {
    await mustBeOurs(tx, keys.owner);
    return putEach(tx, landings);
  }).catch((error: unknown) => {
    if (error instanceof Changed) return false;
    throw error;
  });
  if (isPut) announce(collections);
  return isPut;
}

/** Thrown inside the transaction, which takes back what was put before. */
class Changed extends Error {}

async function putEach(
  tx: Transaction<(typeof LANDING_STORES)[number], 'readwrite'>,
  landings: readonly (Landing | null)[],
): Promise<true> {
  for (const landing of landings) {
    if (landing && !(await putLanding(tx, landing))) throw new Changed();
  }
  return true;
}

function announce(collections: ReadonlySet<string>): void {
  const changes = new Changes();
  for (const collection of collections) changes.announce(collection);
  changes.close();
}

function counted(landings: readonly (Landing | null)[]): TakenIn {
  const taken = landings.filter((one) => one?.edit ?? one?.draft).length;
  return { taken, there: landings.length - taken };
}
