import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone, onDisk } from './testing';
import type { Vault } from './vault';

const MONDAY = '2026-11-23';
const counted = { key: 'helped', empty: 0, next: (before: number) => before + 1 };

let vault: Vault;
let kept: string;
beforeEach(async () => {
  vault = await emptyPhone();
  kept = (await vault.addCounted('log', { n: 1 }, MONDAY, counted)).id;
});
afterEach(() => {
  vi.restoreAllMocks();
});

type Fault = (store: IDBObjectStore) => void;
const faults: Record<string, Fault> = {
  'the tab dies': (store) => store.transaction.abort(),
  'a write is refused for lack of room': () => {
    throw new DOMException('full', 'QuotaExceededError');
  },
  // What a browser does when it finds out only as it writes to the disk.
  'the commit is refused for lack of room': (store) => {
    const transaction = store.transaction as IDBTransaction & { _abort(name: string): void };
    transaction._abort('QuotaExceededError');
  },
};

/** Lets `after` writes through, then strikes once. */
function strike(fault: Fault, after: number): void {
  let left = after;
  for (const method of ['put', 'add'] as const) {
    const original = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...args: Parameters<typeof original>
    ) {
      const request = original.apply(this, args);
      if (left-- === 0) fault(this);
      return request;
    });
  }
}

const writes: Record<string, () => Promise<unknown>> = {
  add: () => vault.add('log', { n: 2 }, MONDAY),
  change: () => vault.change('log', kept, { n: 2 }),
  remove: () => vault.remove('log', kept),
  putSingleton: () => vault.putSingleton('settings', { sound: true }),
  addCounted: () => vault.addCounted('log', { n: 2 }, MONDAY, counted),
};

const cases = Object.keys(faults).flatMap((fault) =>
  Object.keys(writes).flatMap((write) => [0, 1, 2].map((after) => ({ fault, write, after }))),
);

test.each(cases)('$fault at step $after of $write: all or nothing', async (given) => {
  const { fault, write, after } = given;
  const before = await onDisk();
  const stepsOfWrite = write === 'addCounted' ? 3 : 2;
  strike(faults[fault]!, after);

  const outcome = await writes[write]!().then(
    () => 'written',
    (error: { code: string }) => error.code,
  );
  vi.restoreAllMocks();

  if (after >= stepsOfWrite) {
    expect(outcome).toBe('written');
    expect(await onDisk()).not.toEqual(before);
  } else {
    expect(outcome).toBe(fault === 'the tab dies' ? 'no_storage' : 'no_room');
    expect(await onDisk()).toEqual(before);
  }
});

test('after a refusal the same write goes through', async () => {
  strike(faults['the commit is refused for lack of room']!, 1);
  await expect(writes.addCounted!()).rejects.toMatchObject({ code: 'no_room' });
  vi.restoreAllMocks();

  await writes.addCounted!();

  expect(await vault.summary('helped')).toBe(2);
  expect(await vault.waiting()).toBe(2);
});

test('however many writes fail, records, outbox and summary agree', async () => {
  const run = fc.array(fc.option(fc.integer({ min: 0, max: 2 })), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(run, async (strikes) => {
      vault = await emptyPhone();
      for (const after of strikes) {
        if (after !== null) strike(faults['the tab dies']!, after);
        await vault.addCounted('log', {}, MONDAY, counted).catch(() => undefined);
        vi.restoreAllMocks();
      }
      const whole = strikes.filter((after) => after === null).length;
      expect((await vault.list('log')).kept).toHaveLength(whole);
      expect(await vault.waiting()).toBe(whole);
      expect(await vault.summary('helped')).toBe(whole || null);
    }),
    { numRuns: 20 },
  );
});
