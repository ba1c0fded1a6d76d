import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Held } from './held';
import { MONDAY, planted, rows, seen, twoPhones, WELL, type Both, type Phone } from './testing';

let both: Both;
beforeAll(async () => {
  both = await twoPhones();
});
beforeEach(() => both.anew());
afterAll(() => both.close());

const state = async (phone: Phone) => (await phone.disk()).sync![0] as Record<string, unknown>;

test('what comes lies in its collection and in the slot of its day', async () => {
  const { here, there } = both;
  await here.vault.add('notes', { n: 1 }, MONDAY);
  await here.vault.add('notes', { n: 2 }, '2026-11-24');
  await here.vault.putSingleton('settings', { sound: true });
  await here.sync();
  await there.sync();

  expect((await there.vault.list('notes', MONDAY)).kept).toMatchObject([{ value: { n: 1 } }]);
  expect((await there.vault.singleton('settings'))?.value).toEqual({ sound: true });
  expect((await rows(there)).every(({ seq }) => seq !== null)).toBe(true);
});

test('pages are taken until there are no more, each with its cursor', async () => {
  const { here, there, line } = both;
  for (let n = 0; n < 620; n++) await here.vault.add('notes', { n });
  await here.sync();
  line.requests.length = 0;
  line.fates.push('well', 'unanswered');

  expect(await there.sync()).toMatchObject({ trouble: 'unheard' });
  expect(await rows(there)).toHaveLength(250);
  expect(await state(there)).toMatchObject({ cursor: 250 });

  expect(await there.sync()).toEqual(WELL);
  expect(await rows(there)).toHaveLength(620);
  expect(line.requests.map(({ cursor }) => cursor)).toEqual([0, 250, 250, 500]);
});

test('the rooms hear of each collection that changed, once a page', async () => {
  const { here, there } = both;
  for (let n = 0; n < 3; n++) await here.vault.add('notes', { n });
  await here.vault.putSingleton('settings', {});
  await here.sync();
  const heard: string[] = [];
  const stop = there.vault.onChange((collection) => heard.push(collection));
  await there.sync();
  await there.sync();
  stop();
  expect(heard.sort()).toEqual(['notes', 'settings']);
});

test('an edit that waits is not written over by what comes, which comes again as a conflict', async () => {
  const { here, there, line } = both;
  const { id } = await here.vault.add('notes', { n: 1 });
  await here.sync();
  await there.sync();
  await there.vault.change('notes', id, { n: 3 });
  await here.vault.change('notes', id, { n: 2 });
  await here.sync();
  // The edit is written while the page flies: nothing but the page is in the answer.
  await there.modules.inTransaction(['outbox'], 'readwrite', (tx) =>
    tx.objectStore('outbox').clear(),
  );
  const entry = { op: crypto.randomUUID(), id, base: 1, after: [], epoch: 1, purgeable: false };
  const [row] = await rows(there);
  line.meanwhile.push(() =>
    there.modules.inTransaction(['outbox'], 'readwrite', async (tx) => {
      const { version, sealed } = row!;
      await tx.objectStore('outbox').add({ ...entry, version, sealed, sent: false });
    }),
  );
  line.fates.push('well', 'lost');
  await there.sync();

  expect(await seen(there, 'notes')).toEqual({ [id]: { n: 3 } });
  expect((await there.disk()).theirs).toMatchObject([{ id, version: 2, why: 'waiting' }]);

  await there.sync();
  expect((await there.disk()).theirs).toEqual([]);
  expect(Object.values(await seen(there, 'notes'))).toEqual(
    expect.arrayContaining([{ n: 2 }, { n: 3 }]),
  );
});

test.each([0, 1])(
  'an edit made while a page is being opened, at step %d, is not written over',
  async (step) => {
    const { here, there } = both;
    const { id } = await here.vault.add('notes', { n: 1 });
    await here.sync();
    await there.sync();
    await here.vault.change('notes', id, { n: 2 });
    await here.sync();
    const opening = crypto.subtle.decrypt.bind(crypto.subtle);
    const spy = vi.spyOn(crypto.subtle, 'decrypt');
    for (let n = 0; n < step; n++) spy.mockImplementationOnce(opening);
    spy.mockImplementationOnce(async (...given) => {
      await there.vault.change('notes', id, { n: 3 });
      return opening(...given);
    });
    await there.sync();
    spy.mockRestore();
    const values = Object.values(await seen(there, 'notes')) as { n: number }[];
    expect(values.map(({ n }) => n).sort()).toEqual([2, 3]);
  },
);

test('what does not open is kept apart and told, and opens by itself after an update', async () => {
  const { here, there, server } = both;
  const id = here.vault.newId();
  const good = await here.vault.add('notes', { n: 1 });
  server.put(await planted(here, { id, epoch: 2 }, { type: 'notes', value: { n: 2 } }));
  await here.sync();
  const told = vi.fn();
  const mended = vi.fn();
  const stop = there.vault.onDamaged(told, mended);

  expect(await there.sync()).toEqual(WELL);
  const held = new Held(there.context);
  await held.tell();

  expect(await seen(there, 'notes')).toEqual({ [good.id]: { n: 1 } });
  expect(there.refused).toEqual([{ id, code: 'too_new' }]);
  await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
  expect(told.mock.calls[0]![0]).toMatchObject({ code: 'too_new' });

  // As if the key of that epoch had come: the row now says what it was sealed for.
  await there.modules.inTransaction(['theirs'], 'readwrite', async (tx) => {
    const row = (await tx.objectStore('theirs').get(id))!;
    await tx.objectStore('theirs').put({ ...row, epoch: 1 });
  });
  await held.tryAnew();
  await held.tell();
  stop();

  expect(await seen(there, 'notes')).toMatchObject({ [id]: { n: 2 } });
  expect((await there.disk()).theirs).toEqual([]);
  await vi.waitFor(() => expect(mended).toHaveBeenCalledOnce());
});

test('a row that rotted on this phone is mended by the same or a later version of the server', async () => {
  const { here, there } = both;
  const { id } = await here.vault.add('notes', { n: 1 }, MONDAY);
  await here.sync();
  await there.sync();
  await there.modules.inTransaction(['records'], 'readwrite', async (tx) => {
    const row = (await tx.objectStore('records').get(id))!;
    await tx.objectStore('records').put({ ...row, sealed: row.sealed.map((byte) => byte ^ 1) });
  });
  await here.vault.change('notes', id, { n: 2 });
  await here.sync();
  await there.sync();
  expect((await there.vault.list('notes', MONDAY)).kept).toMatchObject([{ value: { n: 2 } }]);
});

test('while locked nothing is opened: what waits is sent, and what came is left for later', async () => {
  const { here, there, server } = both;
  await here.vault.add('notes', { n: 1 });
  await here.sync();
  await there.vault.add('notes', { n: 2 });
  const { id } = await there.vault.putSingleton('settings', {});
  server.put(await planted(here, { id }, { type: 'settings', value: { sound: true } }));
  const opening = vi.spyOn(crypto.subtle, 'decrypt');

  const locked = { ...there.context, locked: () => true };
  expect(await there.modules.run(locked)).toEqual(WELL);

  expect(opening).not.toHaveBeenCalled();
  opening.mockRestore();
  expect(server.rows).toHaveLength(3);
  expect(await rows(there)).toHaveLength(2);
  expect(await there.vault.waiting()).toBe(1);
  expect(await state(there)).toMatchObject({ cursor: 0, last_sync_at: null });

  expect(await there.sync()).toEqual(WELL);
  expect(await rows(there)).toHaveLength(3);
  expect(await there.vault.waiting()).toBe(0);
});
