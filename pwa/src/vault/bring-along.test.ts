import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTransaction, type AccountRow, type LeavingWrap, type PassphraseWrap } from '../core/db';
import { bringAlong, type Moved } from './bring-along';
import { keysOf, phoneWrap } from './device';
import { everything } from './everything';
import { exchangeRing, type Arrival, type Exchange } from './exchange';
import { Keys } from './keys';
import { dropLeaving, type Known } from './leaving';
import { makeRing } from './ring';
import { emptyPhone, meanwhile, onDisk } from './testing';
import { closeVault, openVault, type Vault } from './vault';
import { copyRing } from './wraps';

const MONDAY = '2026-11-23';
const OWNER = '8d2b7c14-05af-4e39-a6d1-91c37be2f508';
const KNOWN: Known = {
  drafts: ['journal', 'letter'],
  singletons: [{ collection: 'template', key: 'weekly' }],
};
const summary = { key: 'helped', empty: 0, next: (before: number) => before + 1 };
const ring = makeRing();
const quiet = () => undefined;

let vault: Vault;
beforeEach(async () => {
  vault = await emptyPhone();
});
afterEach(() => {
  vi.restoreAllMocks();
});

function arrival(): Arrival {
  const kdf = { algorithm: 'argon2id' as const, memory_kib: 65536, passes: 3, lanes: 1, salt: '' };
  const sealed = Uint8Array.of(1);
  const wrap: PassphraseWrap = {
    name: 'passphrase',
    owner: OWNER,
    sealed,
    kdf,
    credential_version: 1,
  };
  const account: AccountRow = { name: 'account', owner: OWNER, device_id: OWNER, sign_in: 'live' };
  return { ring: copyRing(ring), wrap, account };
}

/** Gives the phone the account's ring; `vault` is then the account's. */
async function exchange(how: Exchange = 'bring_along'): Promise<void> {
  await exchangeRing(await phoneWrap(), arrival(), how);
  await closeVault();
  vault = await openVault();
}

/** A little of everything a phone may hold before it has an account. */
async function useThePhone(): Promise<void> {
  await vault.addCounted('log', { n: 1 }, MONDAY, summary);
  await vault.addCounted('log', { n: 2 }, '2026-11-24', summary);
  await vault.add('journal', { text: 'Grüße' });
  await vault.putSingleton('settings', { sound: true });
  await vault.putSingleton('template', { hours: 8 }, 'weekly');
  await vault.saveDraft('journal', 'half a sent');
  await vault.remove('log', (await vault.add('log', { n: 9 }, MONDAY)).id);
}

const values = async (collection: string) =>
  (await vault.list<unknown>(collection)).kept.map(({ value }) => value);

test('everything a phone held is the account’s, opens, and waits to be sent', async () => {
  await useThePhone();
  const logs = (await vault.list('log')).kept;
  await exchange();
  const told: Moved[] = [];
  const moved = await bringAlong(KNOWN, (so_far) => told.push(so_far));

  expect(moved).toEqual({ done: 7, all: 7, damaged: 0 });
  expect(told.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  const brought = (await vault.list('log')).kept;
  expect(brought.map(({ id }) => id).sort()).toEqual(logs.map(({ id }) => id).sort());
  expect(await vault.list('log', MONDAY)).toMatchObject({ kept: [{ value: { n: 1 } }] });
  expect(await values('journal')).toEqual([{ text: 'Grüße' }]);
  expect(await vault.singleton('settings')).toMatchObject({ value: { sound: true } });
  expect(await vault.singleton('template', 'weekly')).toMatchObject({ value: { hours: 8 } });
  expect(await vault.draft('journal')).toBe('half a sent');
  expect(await vault.waiting()).toBe(5);
  expect(await vault.recount('helped', 'log', (kept) => kept.length)).toBe(2);
});

test('the former ring goes last, and nothing sealed by it is left', async () => {
  await useThePhone();
  const former = await keysOf(await phoneWrap());
  await exchange();
  await bringAlong(KNOWN, quiet);

  const disk = await onDisk();
  expect((disk['keys'] as { name: string }[]).map(({ name }) => name)).toEqual([
    'device',
    'passphrase',
  ]);
  expect(disk['leaving']).toEqual([]);
  const names = (disk['drafts'] as { name: string }[]).map(({ name }) => name);
  expect(names).not.toContain(await former.nameOf('drafts', 'journal'));
  expect(await bringAlong(KNOWN, quiet)).toBeNull();
});

test('what was brought goes to the server as new, whatever became of it before', async () => {
  const { id } = await vault.add('log', { n: 1 }, MONDAY);
  await vault.change('log', id, { n: 2 });
  await exchange();
  await bringAlong(KNOWN, quiet);
  expect((await onDisk())['outbox']).toMatchObject([
    { id, version: 1, base: 0, after: [], epoch: 1, sent: false },
  ]);
});

/** Lets `after` changes of the database through; then the tab is dead, and does nothing more. */
function killAfter(after: number): { struck: boolean } {
  const state = { struck: false };
  let left = after;
  for (const method of ['put', 'add', 'delete', 'clear'] as const) {
    const original = IDBObjectStore.prototype[method] as (...given: unknown[]) => IDBRequest;
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...given: unknown[]
    ) {
      if (left-- > 0) return original.apply(this, given);
      if (!state.struck) this.transaction.abort();
      state.struck = true;
      throw new DOMException('the tab is dead', 'AbortError');
    } as never);
  }
  return state;
}

async function contents(): Promise<unknown> {
  const { records, drafts, unopened } = await everything(KNOWN);
  const logs = records.map(({ collection, on, value }) => JSON.stringify([collection, on, value]));
  return { logs: logs.sort(), drafts, unopened };
}

test('killed at any step and opened once more, it ends with the same', async () => {
  await useThePhone();
  const before = await contents();
  let kills = 0;
  for (let after = 0; ; after++) {
    vault = await emptyPhone();
    await useThePhone();
    const dying = killAfter(after);
    await exchange()
      .then(() => bringAlong(KNOWN, quiet))
      .catch(() => undefined);
    vi.restoreAllMocks();
    if (!dying.struck) break;
    kills++;
    // At every moment all of it is on the phone, under one ring or the other.
    expect(await contents()).toEqual(before);
    if ((await phoneWrap()).owner !== OWNER) continue;
    await bringAlong(KNOWN, quiet);
    expect(await contents()).toEqual(before);
    expect((await onDisk())['leaving']).toEqual([]);
    expect((await onDisk())['outbox']).toHaveLength(5);
    expect((await onDisk())['keys']).toHaveLength(2);
  }
  expect(kills).toBeGreaterThan(40);
}, 60_000);

test('however often it is killed, it goes on', async () => {
  const strikes = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(strikes, async (all) => {
      vault = await emptyPhone();
      await useThePhone();
      const before = await contents();
      await exchange();
      for (const after of all) {
        killAfter(after);
        await bringAlong(KNOWN, quiet).catch(() => undefined);
        vi.restoreAllMocks();
        expect(await contents()).toEqual(before);
      }
      await bringAlong(KNOWN, quiet);
      expect(await contents()).toEqual(before);
      expect((await onDisk())['leaving']).toEqual([]);
    }),
    { numRuns: 15 },
  );
}, 60_000);

test('two tabs that bring at once bring each thing once', async () => {
  await useThePhone();
  const before = await contents();
  await exchange();
  await Promise.all([bringAlong(KNOWN, quiet), bringAlong(KNOWN, quiet)]);
  expect(await contents()).toEqual(before);
  expect(await vault.waiting()).toBe(5);
});

const spoil = (collection: string) =>
  inTransaction(['records'], 'readwrite', async (tx) => {
    const records = tx.objectStore('records');
    for (const row of await records.index('collection').getAll(collection))
      await records.put({ ...row, sealed: row.sealed.with(40, row.sealed[40]! ^ 1) });
  });

test('what does not open stays with its ring, is counted, and stops nothing', async () => {
  await useThePhone();
  await spoil('journal');
  await exchange();
  const moved = await bringAlong(KNOWN, quiet);

  expect(moved).toEqual({ done: 6, all: 7, damaged: 1 });
  expect((await onDisk())['leaving']).toMatchObject([{ collection: 'journal' }]);
  expect((await onDisk())['keys']).toMatchObject([{}, { name: 'leaving' }, {}]);
  expect(await values('log')).toHaveLength(2);
  expect(await bringAlong(KNOWN, quiet)).toEqual({ done: 0, all: 1, damaged: 1 });

  await dropLeaving();
  expect(await bringAlong(KNOWN, quiet)).toBeNull();
  expect((await onDisk())['keys']).toHaveLength(2);
});

test('a former ring that does not open loses nothing that a later attempt may open', async () => {
  await useThePhone();
  await exchange();
  const shut = await inTransaction(['keys'], 'readwrite', async (tx) => {
    const row = (await tx.objectStore('keys').get('leaving')) as LeavingWrap;
    await tx.objectStore('keys').put({ ...row, sealed: row.sealed.with(20, row.sealed[20]! ^ 1) });
    return row;
  });
  expect(await bringAlong(KNOWN, quiet)).toEqual({ done: 0, all: 7, damaged: 7 });

  await inTransaction(['keys'], 'readwrite', (tx) => tx.objectStore('keys').put(shut));
  expect(await bringAlong(KNOWN, quiet)).toEqual({ done: 7, all: 7, damaged: 0 });
});

test('a draft of a field that no room knows is left, not lost', async () => {
  await vault.saveDraft('of a later Interlude', 'half');
  await exchange();
  expect(await bringAlong(KNOWN, quiet)).toEqual({ done: 0, all: 1, damaged: 1 });
  const known = { drafts: ['of a later Interlude'] };
  expect(await bringAlong(known, quiet)).toEqual({ done: 1, all: 1, damaged: 0 });
  expect(await vault.draft('of a later Interlude')).toBe('half');
});

test('a draft begun since is the newer one', async () => {
  await vault.saveDraft('journal', 'before');
  await exchange();
  await vault.saveDraft('journal', 'after');
  await bringAlong(KNOWN, quiet);
  expect(await vault.draft('journal')).toBe('after');
});

test('of a setting the account has too, its value holds and ours fills what it lacks', async () => {
  await vault.putSingleton('settings', { sound: true, dim: 2, ours: 1 });
  await exchange();
  await vault.putSingleton('settings', { sound: false, theirs: 1 });
  await bringAlong(KNOWN, quiet);

  const merged = { sound: false, theirs: 1, dim: 2, ours: 1 };
  expect(await vault.singleton('settings')).toMatchObject({ version: 2, value: merged });
  expect(await vault.waiting()).toBe(1);
});

test('a setting that adds nothing to the account’s is written no second time', async () => {
  await vault.putSingleton('settings', { sound: true });
  await exchange();
  await vault.putSingleton('settings', { sound: false });
  await bringAlong(KNOWN, quiet);
  expect(await vault.singleton('settings')).toMatchObject({ version: 1, value: { sound: false } });
});

test('a setting removed in the account comes back: an edit beats a removal', async () => {
  await vault.putSingleton('settings', { sound: true });
  await exchange();
  const { id } = await vault.putSingleton('settings', { sound: false });
  await vault.remove('settings', id);
  await bringAlong(KNOWN, quiet);
  expect(await vault.singleton('settings')).toMatchObject({ version: 3, value: { sound: true } });
});

test('the account’s own setting, not here yet, can be told from what was brought', async () => {
  await vault.putSingleton('settings', { sound: true });
  await vault.add('log', {});
  await exchange();
  await bringAlong(KNOWN, quiet);
  const settings = (await vault.singleton('settings'))!;
  const { ancestors, records } = await onDisk();
  const row = (records as { id: string; sealed: unknown }[]).find(({ id }) => id === settings.id)!;
  expect(ancestors).toEqual([
    { id: settings.id, version: 1, epoch: 1, seq: 0, sealed: row.sealed },
  ]);

  await vault.putSingleton('settings', { sound: false });
  expect((await onDisk())['ancestors']).toEqual(ancestors);
});

test('a setting of the account that does not open is not written over', async () => {
  await vault.putSingleton('settings', { sound: true });
  await exchange();
  await vault.putSingleton('settings', { sound: false });
  await spoil('settings');
  expect(await bringAlong(KNOWN, quiet)).toEqual({ done: 0, all: 1, damaged: 1 });
  expect((await onDisk())['records']).toMatchObject([{ version: 1 }]);
});

test('of a record the account has with other content, both are kept', async () => {
  const { id } = await vault.add('log', { n: 1 }, MONDAY);
  await vault.add('log', { n: 3 }, MONDAY, 'c0ffee00-1234-5678-9abc-def012345678');
  await exchange();
  await vault.add('log', { n: 2 }, MONDAY, id);
  await vault.add('log', { n: 3 }, MONDAY, 'c0ffee00-1234-5678-9abc-def012345678');
  await bringAlong(KNOWN, quiet);

  expect((await vault.list('log')).damaged).toEqual([]);
  const found = (await values('log')) as { n: number }[];
  expect(found.map(({ n }) => n).sort()).toEqual([1, 2, 3]);
  const inside = await openedWith(await Keys.of(OWNER, copyRing(ring)), 'log');
  expect(inside.filter((content) => 'copy_of' in content)).toEqual([
    { type: 'log', on: MONDAY, value: { n: 1 }, copy_of: id },
  ]);
});

async function openedWith(keys: Keys, collection: string): Promise<object[]> {
  const { openRow } = await import('./edit');
  const rows = (await onDisk())['records'] as Parameters<typeof openRow>[1][];
  const opened = await Promise.all(rows.map((row) => openRow(keys, row)));
  return opened.filter((one) => typeof one === 'object' && one.type === collection) as object[];
}

test('one too long for what it would join stays, and stops nothing', async () => {
  await vault.putSingleton('settings', { ours: 'n'.repeat(70_000) });
  await vault.add('log', { n: 1 });
  await exchange();
  await vault.putSingleton('settings', { theirs: 'n'.repeat(70_000) });
  expect(await bringAlong(KNOWN, quiet)).toEqual({ done: 1, all: 2, damaged: 1 });
  expect((await onDisk())['leaving']).toMatchObject([{ collection: 'settings' }]);
});

test('a total begun while records were on their way is counted anew, not short', async () => {
  await vault.addCounted('log', { n: 1 }, MONDAY, summary);
  await exchange();
  await vault.addCounted('log', { n: 2 }, MONDAY, summary);
  await bringAlong(KNOWN, quiet);
  expect(await vault.summary('helped')).toBeNull();
  expect(await vault.recount('helped', 'log', (kept) => kept.length)).toBe(2);
});

test('a write of the person while a record is being sealed anew is not undone', async () => {
  await vault.putSingleton('settings', { sound: true, dim: 1 });
  await exchange();
  meanwhile('encrypt', () => vault.putSingleton('settings', { sound: false }));
  await bringAlong(KNOWN, quiet);
  expect(await vault.singleton('settings')).toMatchObject({ value: { sound: false, dim: 1 } });
});

test('a phone that fills up half way says so and goes on when there is room', async () => {
  await useThePhone();
  const before = await contents();
  await exchange();
  let left = 4;
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...given: Parameters<typeof put>
  ) {
    if (left-- <= 0) throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, given);
  });
  await expect(bringAlong(KNOWN, quiet)).rejects.toMatchObject({ code: 'no_room' });
  expect(await contents()).toEqual(before);
  vi.restoreAllMocks();

  expect(await bringAlong(KNOWN, quiet)).toMatchObject({ damaged: 0 });
  expect(await contents()).toEqual(before);
});

test('other tabs hear of what was brought', async () => {
  await useThePhone();
  await exchange();
  const heard = new Set<string>();
  vault.onChange((collection) => heard.add(collection));
  await bringAlong(KNOWN, quiet);
  await vi.waitFor(() =>
    expect(heard).toEqual(new Set(['log', 'journal', 'settings', 'template'])),
  );
});

test('all that can be taken along is in one place, what waits to be brought included', async () => {
  await useThePhone();
  const before = await contents();
  await vault.saveDraft('unknown', 'half');
  await spoil('journal');
  await exchange();
  const found = await everything(KNOWN);
  expect(found.unopened).toEqual({ records: 1, drafts: 1 });
  expect(found.records).toHaveLength(4);
  expect(found.drafts).toEqual([{ field: 'journal', text: 'half a sent' }]);
  expect(found.records.every(({ id, value }) => id && value)).toBe(true);
  expect(before).toMatchObject({ unopened: { records: 0, drafts: 0 } });
});
