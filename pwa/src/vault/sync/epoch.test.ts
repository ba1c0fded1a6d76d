import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeviceWrap } from '../../core/db';
import { randomBytes } from '../../core/bytes';
import { ringOf, wrapFor } from '../device';
import { aPhone, outbox, seen, twoPhones, WELL, type Both, type Phone } from './testing';

let both: Both;
/** The phone `here`, after its ring was turned: the former key is still in it. */
let turned: Phone;
beforeAll(async () => {
  both = await twoPhones();
  const wrap = ((await both.here.disk()).keys as DeviceWrap[])[0]!;
  const ring = await ringOf(wrap);
  ring.keys.set(2, randomBytes(32));
  const keys = [await wrapFor(wrap.owner, { ...ring, cur: 2 })];
  const like = { ...both.here, disk: () => Promise.resolve({ keys }) };
  turned = await aPhone(both.line.post, like);
});
beforeEach(async () => {
  await both.anew();
  await turned.empty();
});
afterAll(async () => {
  await turned.modules.closeVault();
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
  expect((await here.disk()).theirs).toMatchObject([{ id: later.id, why: 'too_new' }]);
});

test('a phone without the new key keeps its edits until it has it', async () => {
  const { here, server } = both;
  await here.vault.add('notes', { n: 1 });
  server.epoch = 2;
  expect(await here.sync()).toMatchObject({ trouble: 'server_refused' });
  expect(await outbox(here)).toHaveLength(1);
  expect(server.rows).toEqual([]);
});
