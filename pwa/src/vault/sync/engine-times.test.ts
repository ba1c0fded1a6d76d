import { expect, test, vi } from 'vitest';
import type { Means } from './engine';
import {
  add,
  anEngine,
  asked,
  onPage,
  pass,
  refusing,
  scene,
  settled,
  started,
} from './engine-testing';
import { outbox } from './testing';

onPage();

test('it looks a second after a write, once for several', async () => {
  const engine = await started();
  await add(1);
  await add(2);
  await settled();
  expect(engine.state.waiting).toBe(2);
  await pass(999);
  expect(asked()).toBe(0);
  await pass(1);
  expect(asked()).toBe(1);
  expect(engine.state.waiting).toBe(0);
});

test('what another phone wrote is no reason to look again', async () => {
  await scene.both.there.vault.add('notes', { n: 1 });
  await scene.both.there.sync();
  await started();
  await pass(60_000);
  expect(asked()).toBe(0);
});

test('in silence it waits longer each time, up to five minutes, and begins anew after an answer', async () => {
  scene.both.line.chance = () => 'lost';
  const engine = anEngine();
  engine.start();
  await settled();
  expect(engine.state.trouble).toBe('unheard');
  for (const seconds of [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) {
    const before = asked();
    await pass(seconds * 1000 - 1);
    expect(asked()).toBe(before);
    await pass(1);
    expect(asked()).toBe(before + 1);
  }
  scene.both.line.chance = () => 'well';
  window.dispatchEvent(new Event('online'));
  await settled();
  expect(engine.state.trouble).toBeNull();
  const before = asked();
  await pass(600_000);
  expect(asked()).toBe(before);
});

test('a time that the server names holds against every trigger', async () => {
  const post = refusing(429, { code: 'too_many_attempts' }, 90);
  const engine = await started({ post });
  expect(engine.state.trouble).toBe('server_refused');
  expect(post).toHaveBeenCalledTimes(1);
  window.dispatchEvent(new Event('online'));
  await add(1);
  await settled();
  await pass(89_999);
  expect(post).toHaveBeenCalledTimes(1);
  await pass(1);
  expect(post).toHaveBeenCalledTimes(2);
});

test('a time of many years does not silence it for good', async () => {
  const post = refusing(503, { code: 'busy' }, 10 ** 9);
  await started({ post });
  await pass(3_600_000);
  expect(post).toHaveBeenCalledTimes(2);
});

test.each([
  ['token_expired', 'sign_in_expired'],
  ['unauthenticated', 'sign_in_expired'],
  ['signed_out', 'sign_in_ended'],
  ['token_reused', 'sign_in_ended'],
  ['account_disabled', 'sign_in_ended'],
] as const)(
  '%s is told as %s; nothing is lost, and it does not knock by itself',
  async (code, trouble) => {
    await add(1);
    const post = refusing(401, { code });
    const engine = await started({ post });
    expect(engine.state).toMatchObject({ trouble, waiting: 1 });
    await add(2);
    await settled();
    await pass(3_600_000);
    expect(post).toHaveBeenCalledTimes(1);
    expect(engine.state.waiting).toBe(2);
  },
);

test('two engines, as of two tabs, never run at the same time', async () => {
  let inside = 0;
  let most = 0;
  const post: Means['post'] = async (request) => {
    most = Math.max(most, ++inside);
    await new Promise((go) => setImmediate(go));
    inside--;
    return scene.both.line.post(request);
  };
  await add(1);
  await Promise.all([anEngine({ post }).syncNow(), anEngine({ post }).syncNow()]);
  expect(most).toBe(1);
  expect(scene.both.server.rows).toHaveLength(1);
});

test('without locks one page still runs one at a time, and a run that fails stops none after it', async () => {
  vi.stubGlobal('navigator', { serviceWorker: undefined });
  let inside = 0;
  let most = 0;
  const post: Means['post'] = async (request) => {
    most = Math.max(most, ++inside);
    await new Promise((go) => setImmediate(go));
    inside--;
    if (asked() === 0) scene.both.line.requests.push(request);
    else return scene.both.line.post(request);
    throw new RangeError('a mistake of ours');
  };
  const first = anEngine({ post }).syncNow();
  const second = anEngine({ post }).syncNow();
  await expect(first).rejects.toThrow('a mistake of ours');
  expect(await second).toMatchObject({ trouble: null });
  expect(most).toBe(1);
});

test('after it was stopped nothing wakes it', async () => {
  const engine = await started();
  await add(1);
  await settled();
  engine.stop();
  window.dispatchEvent(new Event('online'));
  vi.advanceTimersByTime(600_000);
  await engine.syncNow();
  await settled();
  expect(asked()).toBe(0);
  expect(await outbox(scene.both.here)).toMatchObject([{ sent: false }]);
});

test('where the browser can, it asks to be woken; where it cannot, nothing is amiss', async () => {
  const register = vi.fn(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
  Object.assign(scene.worker, { getRegistration: () => Promise.resolve({ sync: { register } }) });
  scene.both.line.fates.push('lost');
  await started();
  expect(register).toHaveBeenCalledExactlyOnceWith('interlude-sync');
});

test('woken while the server is gone it does not ask to be woken again before it was heard', async () => {
  const wake = () => scene.worker.dispatchEvent(new MessageEvent('message', { data: 'sync' }));
  // A browser with a network wakes at once: it knows nothing of the server.
  const register = vi.fn(() => Promise.resolve(void setImmediate(wake)));
  Object.assign(scene.worker, { getRegistration: () => Promise.resolve({ sync: { register } }) });
  scene.both.line.chance = () => 'lost';
  anEngine().start();
  await settled();
  expect(register).toHaveBeenCalledTimes(1);
  expect(asked()).toBe(2);

  scene.both.line.chance = () => 'well';
  window.dispatchEvent(new Event('online'));
  await settled();
  scene.both.line.chance = () => 'lost';
  window.dispatchEvent(new Event('online'));
  await settled();
  expect(register).toHaveBeenCalledTimes(2);
});
