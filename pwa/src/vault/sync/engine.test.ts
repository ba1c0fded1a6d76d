import { expect, test, vi } from 'vitest';
import type { SyncState } from './engine';
import { add, anEngine, asked, onPage, refusing, scene, settled, started } from './engine-testing';
import { planted, seen } from './testing';

onPage();

test('it looks at the start, and says how things stand', async () => {
  const engine = anEngine();
  const states: SyncState[] = [];
  engine.onState((state) => states.push(state));
  engine.start();
  await settled();
  expect(asked()).toBe(1);
  expect(states.map(({ doing }) => doing)).toContain(true);
  expect(engine.state).toMatchObject({
    ...{ doing: false, trouble: null, waiting: 0, rejected: 0, refused: 0, former: 0 },
    last_sync_at: expect.any(String),
  });
  expect(states.at(-1)).toEqual(engine.state);
});

test.each<[string, () => void]>([
  ['it is shown', () => scene.page.dispatchEvent(new Event('visibilitychange'))],
  ['the network is back', () => window.dispatchEvent(new Event('online'))],
  [
    'the service worker says so',
    () => scene.worker.dispatchEvent(new MessageEvent('message', { data: 'sync' })),
  ],
])('it looks when %s, whatever the browser thinks of the network', async (_, happens) => {
  await started();
  happens();
  await settled();
  expect(asked()).toBe(1);
});

test.each<[string, () => void]>([
  [
    'it is hidden',
    () => {
      scene.page.visibilityState = 'hidden';
      scene.page.dispatchEvent(new Event('visibilitychange'));
    },
  ],
  [
    'the service worker speaks of something else',
    () => scene.worker.dispatchEvent(new MessageEvent('message', { data: 'release' })),
  ],
])('it does not look when %s', async (_, happens) => {
  await started();
  happens();
  await settled();
  expect(asked()).toBe(0);
});

test('a too old app is told as such', async () => {
  const engine = await started({ post: refusing(426, { code: 'old_app' }) });
  expect(engine.state.trouble).toBe('old_app');
});

test('whoever asks during a run gets one that began after', async () => {
  const engine = anEngine();
  scene.both.line.meanwhile.push(async () => {
    await add(2);
    void engine.syncNow();
  });
  await add(1);
  await engine.syncNow();
  expect(await scene.both.here.vault.waiting()).toBe(0);
});

test('another tab hears how it went', async () => {
  const [one, other] = [await started(), await started()];
  await add(1);
  await one.syncNow();
  await vi.waitUntil(() => other.state.last_sync_at === one.state.last_sync_at);
  expect(other.state).toMatchObject({ waiting: 0, trouble: null });
});

test('when the phone has another ring it stops itself, having taken nothing under the former', async () => {
  const { here, there, line } = scene.both;
  await there.vault.add('notes', { n: 1 });
  await there.sync();
  const engine = await anEngine();
  const { inTransaction } = here.modules;
  const owner = here.vault.owner;
  const give = (to: string) =>
    inTransaction(['keys'], 'readwrite', async (tx) => {
      const wrap = (await tx.objectStore('keys').get('device'))!;
      await tx.objectStore('keys').put({ ...wrap, owner: to });
    });
  line.meanwhile.push(() => give(crypto.randomUUID()));
  expect(await engine.syncNow()).toMatchObject({ trouble: 'other_ring' });
  line.requests.length = 0;
  await engine.syncNow();
  expect(asked()).toBe(0);
  await give(owner);
  expect(await seen(here, 'notes')).toEqual({});

  expect(await anEngine().syncNow()).toMatchObject({ trouble: null });
  expect(Object.values(await seen(here, 'notes'))).toEqual([{ n: 1 }]);
});

test('a phone that is full says so, and goes on when there is room', async () => {
  const engine = anEngine();
  await scene.both.there.vault.add('notes', { n: 1 });
  await scene.both.there.sync();
  const put = IDBObjectStore.prototype.put;
  const full = vi.spyOn(IDBObjectStore.prototype, 'put');
  full.mockImplementation(function (this: IDBObjectStore, ...given: Parameters<typeof put>) {
    if (this.name === 'records') throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, given);
  });
  expect(await engine.syncNow()).toMatchObject({ trouble: 'no_room' });
  full.mockRestore();
  expect(await engine.syncNow()).toMatchObject({ trouble: null });
  expect(Object.values(await seen(scene.both.here, 'notes'))).toEqual([{ n: 1 }]);
});

test('what was not taken is counted and told, and an older version is named as trouble', async () => {
  const { here, server } = scene.both;
  const engine = anEngine();
  const refused = vi.fn();
  engine.onRefused(refused);
  const { id } = await add(1);
  await engine.syncNow();
  const old = await planted(here, { id, version: 1 }, { type: 'notes', value: { n: 0 } });
  await here.vault.change('notes', id, { n: 2 });
  await engine.syncNow();
  server.put(old);
  server.put({ ...old, id: here.vault.newId() });
  const told = vi.fn();
  const stop = here.vault.onDamaged(told);
  expect(await engine.syncNow()).toMatchObject({ trouble: 'rolled_back', refused: 1 });
  await settled();
  expect(refused.mock.calls.map(([{ code }]) => code)).toEqual(['rolled_back', 'not_authentic']);
  expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'not_authentic' }));
  stop();
  expect(await engine.syncNow()).toMatchObject({ trouble: null, refused: 1 });
});

test('refused edits are listed, tried anew and let go by their op', async () => {
  const { server } = scene.both;
  const engine = anEngine();
  server.quota = 0;
  await add(1);
  await add(2);
  expect(await engine.syncNow()).toMatchObject({ rejected: 2, waiting: 0 });
  const [one, other] = await engine.rejected();
  server.quota = Infinity;
  await engine.retryRejected(one!.op);
  expect(engine.state).toMatchObject({ rejected: 1 });
  await engine.letGoRejected(other!.op);
  expect(engine.state).toMatchObject({ rejected: 0 });
  expect(server.rows).toHaveLength(1);
  expect(Object.values(await seen(scene.both.here, 'notes'))).toEqual([one!.value]);
});
