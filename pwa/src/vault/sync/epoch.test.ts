import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeviceWrap } from '../../core/db';
import { randomBytes } from '../../core/bytes';
import { ringOf, wrapFor } from '../device';
import { meanwhile } from '../testing';
import { aPhone, outbox, seen, twoPhones, WELL, type Both, type Phone } from './testing';

let both: Both;
/** The phone `here`, after its ring was turned: the former key is still in it. */
let turned: Phone;
/** Another one with the next key. */
let other: Phone;
beforeAll(async () => {
  both = await twoPhones();
  const wrap = ((await both.here.disk()).keys as DeviceWrap[])[0]!;
  const ring = await ringOf(wrap);
  ring.keys.set(2, randomBytes(32));
  const keys = [await wrapFor(wrap.owner, { ...ring, cur: 2 })];
  const like = { ...both.here, disk: () => Promise.resolve({ keys }) };
  turned = await aPhone(both.line.post, like);
  other = await aPhone(both.line.post, like);
});
beforeEach(async () => {
  await both.anew();
  await turned.empty();
  await other.empty();
});
afterAll(async () => {
  await turned.modules.closeVault();
  await other.modules.closeVault();
  await both.close();
});

test('an edit sealed before the ring was turned is sealed anew, and sent', async () => {
  const { here, server } = both;
  await here.vault.add('notes', { n: 1 });
  const [entry] = await outbox(here);
  const [row] = (await here.disk()).records as never[];
  await turned.modules.inTransaction(['records', 'outbox'], 'readwrite', async (tx) => {
    await tx.objectStore('records').put(row!);
    await tx.objectStore('outbox').put(entry!);
  });
  server.epoch = 2;

  expect(await turned.sync()).toEqual(WELL);

  expect(server.rows).toMatchObject([{ id: entry!.id, version: 2, epoch: 2 }]);
  expect(await seen(turned, 'notes')).toEqual({ [entry!.id]: { n: 1 } });
});

test('records of both epochs are taken by a phone that has both keys', async () => {
  const { here } = both;
  const { id } = await here.vault.add('notes', { n: 1 });
  await here.sync();
  both.server.epoch = 2;
  const later = await turned.vault.add('notes', { n: 2 });
  await turned.sync();
  expect(await seen(turned, 'notes')).toEqual({ [id]: { n: 1 }, [later.id]: { n: 2 } });

  // The other phone has not heard of the new key: it keeps the record apart, and harms nothing.
  await here.sync();
  expect(await seen(here, 'notes')).toEqual({ [id]: { n: 1 } });
  const theirs = (await here.disk()).theirs as { id: string; why: string }[];
  expect(new Set(theirs.map((row) => row.id))).toEqual(new Set([id, later.id]));
  expect(theirs.every(({ why }) => why === 'too_new')).toBe(true);
});

test('a phone without the new key keeps its edits until it has it', async () => {
  const { here, server } = both;
  await here.vault.add('notes', { n: 1 });
  server.epoch = 2;
  expect(await here.sync()).toMatchObject({ trouble: 'key_missing' });
  expect(await outbox(here)).toHaveLength(1);
  expect(server.rows).toEqual([]);
});

/** Records that lie at the server under the former key when the ring is turned; one was deleted. */
async function former(count: number): Promise<string[]> {
  const { here, server } = both;
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push((await here.vault.add('notes', { n })).id);
  await here.vault.remove('notes', ids[0]!);
  await here.sync();
  server.epoch = 2;
  return ids;
}

const epochs = (rows: { epoch: number }[]) => [...new Set(rows.map(({ epoch }) => epoch))];

test('all that lies under the former key is sealed anew, and is what it was', async () => {
  const { server } = both;
  await former(120);
  const before = await seen(both.here, 'notes');

  expect(await turned.sync()).toEqual(WELL);

  expect(epochs((await turned.disk()).records as never[])).toEqual([2]);
  expect(epochs(server.rows)).toEqual([2]);
  expect(server.rows).toHaveLength(120);
  expect(await seen(turned, 'notes')).toEqual(before);
  expect(Object.keys(before)).toHaveLength(119);
});

test('once it is done nothing is written again', async () => {
  const { line } = both;
  await former(5);
  await turned.sync();
  line.requests.length = 0;

  await turned.sync();

  expect(line.requests.flatMap(({ ops }) => ops)).toEqual([]);
});

test('stopped after any request, it goes on where it was', async () => {
  const { server, line } = both;
  await former(120);
  for (let cut = 0; epochs(server.rows).length > 1 || epochs(server.rows)[0] === 1; cut++) {
    expect(cut).toBeLessThan(20);
    line.fates.push('well', cut % 2 ? 'unanswered' : 'lost');
    await turned.sync();
  }
  line.fates.length = 0;
  expect(await turned.sync()).toEqual(WELL);
  expect(epochs((await turned.disk()).records as never[])).toEqual([2]);
  expect(server.rows).toHaveLength(120);
});

test('what is edited meanwhile stays edited', async () => {
  const { server } = both;
  const ids = await former(60);
  both.line.fates.push('well', 'lost');
  await turned.sync();
  await turned.vault.change('notes', ids[30]!, { n: 'mine' });

  expect(await turned.sync()).toEqual(WELL);

  expect((await seen(turned, 'notes'))[ids[30]!]).toEqual({ n: 'mine' });
  expect(epochs(server.rows)).toEqual([2]);
});

test('two phones that seal anew at once make no second record of any', async () => {
  const { server, line } = both;
  await former(60);
  const before = await seen(both.here, 'notes');
  line.fates.push('well', 'lost');
  await turned.sync();
  expect(await outbox(turned)).toHaveLength(50);
  expect(await other.sync()).toEqual(WELL);

  expect(await turned.sync()).toEqual(WELL);
  expect(await other.sync()).toEqual(WELL);

  expect(await seen(turned, 'notes')).toEqual(before);
  expect(await seen(other, 'notes')).toEqual(before);
  expect(server.rows).toHaveLength(60);
});

test('what does not open stays as it is, and holds nothing up', async () => {
  const row = { id: 'e613deef-52dd-e766-c339-f34cf38336fb', collection: 'notes', slot: '' };
  const damaged = { ...row, version: 1, epoch: 1, seq: null, sealed: Uint8Array.of(1, 2, 3) };
  await turned.modules.inTransaction(['records'], 'readwrite', (tx) =>
    tx.objectStore('records').put(damaged),
  );
  await former(3);

  expect(await turned.sync()).toEqual(WELL);

  const rows = (await turned.disk()).records as { epoch: number }[];
  expect(rows.filter(({ epoch }) => epoch === 1)).toEqual([damaged]);
  expect(rows).toHaveLength(4);
});

test('what is edited at the very moment of sealing it anew stays edited', async () => {
  const { server } = both;
  const ids = await former(2);
  meanwhile('encrypt', () => turned.vault.change('notes', ids[1]!, { n: 'mine' }));

  expect(await turned.sync()).toEqual(WELL);

  expect(await seen(turned, 'notes')).toEqual({ [ids[1]!]: { n: 'mine' } });
  expect(epochs(server.rows)).toEqual([2]);
  expect(epochs((await turned.disk()).records as never[])).toEqual([2]);
});
