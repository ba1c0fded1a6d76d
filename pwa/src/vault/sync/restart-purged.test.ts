import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inStepWith, seen, WELL, twoPhones, type Both } from './testing';

let both: Both;
beforeAll(async () => {
  both = await twoPhones();
});
beforeEach(() => both.anew());
afterAll(() => both.close());

async function expectEqual(): Promise<void> {
  const { here, there, server } = both;
  await inStepWith(both);
  expect(await seen(here, 'notes')).toEqual(await seen(there, 'notes'));
  const live = server.rows.filter(({ purgeable }) => !purgeable).map(({ id }) => id);
  const ids = Object.keys(await seen(here, 'notes'));
  expect(live.sort()).toEqual(expect.arrayContaining(ids.sort()));
  expect(await here.vault.waiting()).toBe(0);
  expect(await there.vault.waiting()).toBe(0);
}

test('a phone that was away while tombstones were purged learns that they are gone', async () => {
  const { here, there, server } = both;
  const gone = await here.vault.add('notes', { n: 1 });
  const stays = await here.vault.add('notes', { n: 2 });
  await inStepWith(both);
  await here.vault.remove('notes', gone.id);
  await here.sync();
  server.purge();
  expect(server.rows).toHaveLength(1);

  expect(await there.sync()).toEqual(WELL);
  // Nobody told it by a sealed mark, so it deleted nothing; the other phone knows.
  expect(await seen(there, 'notes')).toHaveProperty(gone.id);
  await expectEqual();
  expect(await seen(there, 'notes')).toEqual({ [stays.id]: { n: 2 } });
  expect(here.refused).toEqual([]);
});

test('what nobody knows to be gone comes back to all, rather than be lost', async () => {
  const { here, there, server } = both;
  const { id } = await here.vault.add('notes', { n: 1 });
  await inStepWith(both);
  await here.vault.remove('notes', id);
  await here.sync();
  server.purge();
  await here.empty();
  await expectEqual();
  expect(await seen(here, 'notes')).toEqual({ [id]: { n: 1 } });
  await there.vault.change('notes', id, { n: 2 });
  await expectEqual();
  expect(await seen(here, 'notes')).toEqual({ [id]: { n: 2 } });
});

test('an edit beats a deletion that was purged meanwhile', async () => {
  const { here, there, server } = both;
  const { id } = await here.vault.add('notes', { n: 1 });
  await inStepWith(both);
  for (const n of [2, 3]) await here.vault.change('notes', id, { n });
  await here.sync();
  await here.vault.remove('notes', id);
  await here.sync();
  server.purge();
  await there.vault.change('notes', id, { n: 9 });
  await expectEqual();
  expect(await seen(here, 'notes')).toEqual({ [id]: { n: 9 } });
  expect(here.refused).toEqual([]);
});

test('a deletion that was purged meanwhile is not told again', async () => {
  const { here, there, server } = both;
  const { id } = await here.vault.add('notes', { n: 1 });
  await inStepWith(both);
  await here.vault.remove('notes', id);
  await here.sync();
  server.purge();
  await there.vault.remove('notes', id);
  await expectEqual();
  expect(server.rows).toEqual([]);
  expect((await there.disk()).ancestors).toEqual([]);
});

test('a reading of many pages from 0 is not sent back to 0 by rows purged before it began', async () => {
  const { here, there, line, server } = both;
  for (let n = 0; n < 600; n++) await here.vault.add('notes', { n });
  const gone = await here.vault.add('notes', { n: 'gone' });
  await here.sync();
  await here.vault.remove('notes', gone.id);
  await here.sync();
  server.purge();
  line.requests.length = 0;
  expect(await there.sync()).toEqual(WELL);
  expect(line.requests.map(({ cursor, floor }) => [cursor, floor])).toEqual([
    [0, 0],
    [250, 602],
    [500, 602],
  ]);
  expect(Object.keys(await seen(there, 'notes'))).toHaveLength(600);
});

test('a record that is full to the brim comes back too', async () => {
  const { here, there, server } = both;
  const brim = 131_068 - JSON.stringify({ type: 'notes', value: '' }).length;
  const { id } = await here.vault.add('notes', 'x'.repeat(brim));
  await inStepWith(both);
  await here.vault.remove('notes', id);
  await here.sync();
  server.purge();
  await here.empty();
  await expectEqual();
  expect(Object.keys(await seen(here, 'notes'))).toEqual([id]);
  expect(there.refused).toEqual([]);
});

test('what came after an edit whose answer was lost is taken once that edit is answered', async () => {
  const { here, there, line, server } = both;
  const { id } = await here.vault.add('notes', { n: 1 });
  const gone = await here.vault.add('notes', { n: 'gone' });
  await inStepWith(both);
  await there.vault.change('notes', id, { n: 2 });
  line.fates.push('unanswered');
  await there.sync();
  await here.sync();
  await here.vault.change('notes', id, { n: 3 });
  await here.vault.remove('notes', gone.id);
  await here.sync();
  server.purge();

  // All is read before anything is sent, so the later version comes before the answer to the earlier.
  expect(await there.sync()).toEqual(WELL);

  expect(await seen(there, 'notes')).toMatchObject({ [id]: { n: 3 } });
  expect((await there.disk()).theirs).toEqual([]);
  await expectEqual();
});
