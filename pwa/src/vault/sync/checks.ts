/** For tests: two phones of one person that share a record, and how to tell that they are in step. */

import { expect } from 'vitest';
import { inStepWith, MONDAY, rows, type Both } from './testing';

/** A record that both phones have. */
export async function shared(
  { here, there }: Both,
  collection: string,
  value: object,
): Promise<string> {
  const { id } = await here.vault.add(collection, value, MONDAY);
  await here.sync();
  await there.sync();
  return id;
}

/** Both phones hold what the server holds, each in the same version, and nothing waits. */
export async function expectEqual(both: Both): Promise<void> {
  const { here, there, server } = both;
  await inStepWith(both);
  for (const phone of [here, there]) {
    expect(versions(await rows(phone))).toEqual(versions(server.rows));
    await expectRest(both);
  }
}

/** Nothing waits, and nothing is left over from what did. */
export async function expectRest({ here, there }: Both): Promise<void> {
  for (const phone of [here, there]) {
    const { outbox, ancestors, theirs, rejected } = await phone.disk();
    const all = { outbox, ancestors, theirs, rejected };
    expect(all).toEqual({ outbox: [], ancestors: [], theirs: [], rejected: [] });
  }
}

function versions(list: readonly { id: string; version: number }[]): string[] {
  return list.map(({ id, version }) => `${id} ${version}`).sort();
}
