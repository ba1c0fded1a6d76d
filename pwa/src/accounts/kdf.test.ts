import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import kdfCases from '../../../tests/vectors/il1_account_kdf.json';
import passCases from '../../../tests/vectors/il1_account_passphrases.json';
import { inTransaction } from '../core/db';
import { onDisk } from '../vault/testing';
import { anew, QuickWorker } from './testing-phone';
import { argon } from './argon';
import { deriveRoot, prepare } from './kdf';
import { agreedKdf, newKdf, type Kdf } from './kdf-rules';

vi.mock('./kdf-worker.ts?worker&url', () => ({ default: '/assets/kdf-worker.js' }));

const kdf: Kdf = { ...newKdf(), salt: 'AAAAAAAAAAAAAAAAAAAAAA' };
let stopping: AbortController;
let shares: (number | null)[];
beforeEach(async () => {
  await anew();
  stopping = new AbortController();
  shares = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const derive = (passphrase = 'lamp corridor mug') =>
  deriveRoot(passphrase, kdf, {
    tell: (_, share) => shares.push(share),
    signal: stopping.signal,
  });
const never = () =>
  vi.spyOn(QuickWorker.prototype, 'postMessage').mockImplementation(() => undefined);

test.each(passCases)('Argon2id of “$passphrase” is what Python makes of it', async (given) => {
  const { memory_kib, passes, lanes, salt } = given.kdf;
  const password = new TextEncoder().encode(given.passphrase.normalize('NFKC'));
  const whole = { password, salt: Uint8Array.from(Buffer.from(salt, 'base64url')) };
  const derive = await argon();
  const root = derive({ ...whole, memory_kib, passes, lanes });
  expect(Buffer.from(root).toString('hex')).toBe(given.root);
});

test('the worker answers with the root, and empties what it was given', async () => {
  const answers: unknown[] = [];
  vi.stubGlobal('postMessage', (answer: unknown) => answers.push(answer));
  const { onmessage: before } = globalThis as { onmessage?: unknown };
  await import('./kdf-worker');
  const work = (globalThis as unknown as { onmessage: (e: object) => Promise<void> }).onmessage;
  const small = { memory_kib: 64, passes: 1, lanes: 1, salt: new Uint8Array(16) };
  const password = Uint8Array.of(1, 2, 3);
  await work({ data: 'rehearse' });
  await work({ data: { ...small, password } });
  await work({ data: { ...small, password, memory_kib: -1 } });
  Object.assign(globalThis, { onmessage: before });
  expect(answers).toEqual([expect.any(Uint8Array), null]);
  expect([...password]).toEqual([0, 0, 0]);
});

test.each(kdfCases)('$kdf: agreed is $agreed', ({ kdf: offered, agreed }) => {
  expect(agreedKdf(offered)).toEqual(agreed ? offered : null);
});

test.each([null, undefined, 'argon2id', []])('%s is no way to derive', (offered) => {
  expect(agreedKdf(offered)).toBeNull();
});

test('what this app makes is what it agrees to, with a salt of its own each time', () => {
  expect(agreedKdf(newKdf())).not.toBeNull();
  expect(newKdf().salt).not.toBe(newKdf().salt);
});

test('the same letters in other bytes make the same root', async () => {
  expect(await derive('\u00c5ngstrom immer')).toEqual(await derive('A\u030angstrom immer'));
  expect(await derive('ﬁne')).toEqual(await derive('fine'));
  expect(await derive('fine')).not.toEqual(await derive('Fine'));
});

test('half a character is no mistake of ours', async () => {
  expect(await derive('lamp \ud83e')).toHaveLength(32);
});

describe('while a passphrase is being typed', () => {
  const posted = () => vi.spyOn(QuickWorker.prototype, 'postMessage');
  const begun = () => vi.fn(() => new QuickWorker());

  test('a worker rehearses, and is the one that derives', async () => {
    const [start, post] = [begun(), posted()];
    vi.stubGlobal('Worker', function () {
      return start();
    });
    prepare();
    prepare();
    await derive();
    expect(start).toHaveBeenCalledOnce();
    expect(post.mock.calls.map(([asked]) => asked === 'rehearse')).toEqual([true, false]);
  });

  test('it is let go when no passphrase comes', async () => {
    const start = begun();
    vi.stubGlobal('Worker', function () {
      return start();
    });
    const gone = vi.spyOn(QuickWorker.prototype, 'terminate');
    prepare()();
    expect(gone).toHaveBeenCalledOnce();
    await derive();
    expect(start).toHaveBeenCalledTimes(2);
  });

  test('a phone that can start none is told so when it is asked to derive', async () => {
    vi.stubGlobal('Worker', undefined);
    expect(prepare()).not.toThrow();
    await expect(derive()).rejects.toMatchObject({ code: 'kdf_unavailable' });
  });
});

describe('how far it is', () => {
  test('is not known the first time, and nothing is made up', async () => {
    await derive();
    expect(new Set(shares)).toEqual(new Set([null]));
    const took = { name: 'kdf_ms', value: expect.any(Number) as number };
    await vi.waitFor(async () => expect((await onDisk())['meta']).toEqual([took]));
  });

  test('is reckoned from the last time, and never said to be done before it is', async () => {
    await inTransaction(['meta'], 'readwrite', (tx) =>
      tx.objectStore('meta').put({ name: 'kdf_ms', value: 400 }),
    );
    never();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const second = derive();
    await vi.waitFor(() => expect(shares).toEqual([0]));
    vi.advanceTimersByTime(2000);
    expect(shares[2]).toBeCloseTo(0.5);
    expect(shares.at(-1)).toBe(0.95);
    stopping.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a derivation that cannot be done is said, and its worker let go', () => {
  const ended = () => vi.spyOn(QuickWorker.prototype, 'terminate');

  test('when no worker can be started', async () => {
    vi.stubGlobal('Worker', function () {
      throw new TypeError('blocked');
    });
    await expect(derive()).rejects.toMatchObject({ code: 'kdf_unavailable' });
    vi.stubGlobal('Worker', undefined);
    await expect(derive()).rejects.toMatchObject({ code: 'kdf_unavailable' });
  });

  test('when its script does not come', async () => {
    const gone = ended();
    vi.spyOn(QuickWorker.prototype, 'postMessage').mockImplementation(function (this: QuickWorker) {
      queueMicrotask(() => this.onerror!());
    });
    await expect(derive()).rejects.toMatchObject({ code: 'kdf_unavailable' });
    expect(gone).toHaveBeenCalledOnce();
  });

  test('when there is not enough memory', async () => {
    vi.spyOn(QuickWorker.prototype, 'postMessage').mockImplementation(function (this: QuickWorker) {
      queueMicrotask(() => this.onmessage!({ data: null }));
    });
    await expect(derive()).rejects.toMatchObject({ code: 'kdf_unavailable' });
  });

  test('when it never answers', async () => {
    const gone = ended();
    never();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const attempt = expect(derive()).rejects.toMatchObject({ code: 'kdf_unavailable' });
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    vi.advanceTimersByTime(120_000);
    await attempt;
    expect(gone).toHaveBeenCalledOnce();
  });

  test('when it was stopped, before or after it began', async () => {
    const gone = ended();
    never();
    const attempt = derive();
    await vi.waitFor(() => expect(shares).not.toEqual([]));
    stopping.abort();
    await expect(attempt).rejects.toMatchObject({ code: 'cancelled' });
    await expect(derive()).rejects.toMatchObject({ code: 'cancelled' });
    expect(gone).toHaveBeenCalledTimes(2);
  });
});

test('a phone that keeps nothing derives all the same', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const { closeDb } = await import('../core/db');
  await closeDb();
  expect(await derive()).toHaveLength(32);
});

test('the worker is a script of ours, and a module', async () => {
  const made: unknown[][] = [];
  class Watched extends QuickWorker {
    constructor(...given: unknown[]) {
      super();
      made.push(given);
    }
  }
  vi.stubGlobal('Worker', Watched);
  await derive();
  expect(made).toEqual([['/assets/kdf-worker.js', { type: 'module' }]]);
});
