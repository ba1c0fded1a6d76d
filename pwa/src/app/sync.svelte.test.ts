import { waitFor } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { account } from '../accounts/account.svelte';
import { inTransaction, type AccountRow } from '../core/db';
import { emptyPhone } from '../vault/testing';
import { ServerModel } from '../vault/sync/server-model';
import type { SyncRequest } from '../vault/sync/wire';
import type { Vault } from '../vault/vault';
import { Sync } from './sync.svelte';

let vault: Vault;
let sync: Sync;
let server: ServerModel;
let asked: SyncRequest[];
let isHeard: boolean;

beforeEach(async () => {
  vault = await emptyPhone();
  [sync, server] = [new Sync(), new ServerModel()];
  [asked, isHeard] = [[], true];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (!isHeard) throw new TypeError('Failed to fetch');
    const body = (await request.json()) as SyncRequest;
    asked.push(body);
    return Response.json(server.answer(body).body);
  });
});

afterEach(() => {
  sync.close();
  account.close();
  account.status = 'opening';
  vi.unstubAllGlobals();
});

/** As the disk of a phone says it that has an account. */
async function withAccount(sign_in: AccountRow['sign_in'] = 'live'): Promise<void> {
  const row: AccountRow = { name: 'account', owner: vault.owner, device_id: 'd', sign_in };
  await inTransaction(['sync'], 'readwrite', (tx) => tx.objectStore('sync').put(row));
}

async function atRest(): Promise<void> {
  await waitFor(() => expect(sync.state.doing).toBe(false), { timeout: 5000 });
}

const write = () => vault.add('sessions', { at: '10:00' }, '2026-11-25');
const status = () => account.status;

test('on a phone with no account nothing is asked, and nothing is said', async () => {
  await write();
  await sync.open();
  await sync.now();
  expect(status()).toBe('none');
  expect(asked).toEqual([]);
  expect(sync.line).toBeNull();
  expect(sync.state.waiting).toBe(0);
});

test('with a live sign-in it looks at once, and says nothing once all is in step', async () => {
  await withAccount();
  await write();
  await sync.open();
  await waitFor(() => expect(asked.some(({ ops }) => ops.length === 1)).toBe(true));
  await waitFor(() => expect(sync.state.last_sync_at).not.toBeNull());
  expect(sync.line).toBeNull();
});

test('opened twice, it begins once', async () => {
  await withAccount();
  await Promise.all([sync.open(), sync.open()]);
  await waitFor(() => expect(sync.state.last_sync_at).not.toBeNull());
  await atRest();
  expect(asked).toHaveLength(1);
});

test('what waits for want of a network is said on every screen', async () => {
  isHeard = false;
  await withAccount();
  await write();
  await sync.open();
  await waitFor(() => expect(sync.line).toBe('waiting'));
  expect(sync.state).toMatchObject({ waiting: 1, trouble: 'unheard' });
});

test('and no longer once it has arrived', async () => {
  isHeard = false;
  await withAccount();
  await write();
  await sync.open();
  await waitFor(() => expect(sync.line).toBe('waiting'));
  isHeard = true;
  await sync.now();
  await waitFor(() => expect(sync.line).toBeNull());
  expect(sync.state.waiting).toBe(0);
});

test('an expired sign-in is said with what waits, and the server is not asked', async () => {
  await withAccount('expired');
  await write();
  await sync.open();
  await waitFor(() => expect(sync.state.waiting).toBe(1));
  expect(sync.line).toBe('sign_in');
  expect(asked).toEqual([]);
});

test('who goes on without a sign-in is not asked for it any more', async () => {
  await withAccount('ended');
  await sync.open();
  expect(sync.line).toBe('sign_in');
  sync.hush();
  expect(sync.line).toBeNull();
});

test('signed in anew, it looks without being told', async () => {
  await withAccount('expired');
  await write();
  await sync.open();
  await waitFor(() => expect(sync.state.waiting).toBe(1));
  await withAccount('live');
  account.status = 'signed_in';
  flushSync();
  await waitFor(() => expect(asked.some(({ ops }) => ops.length === 1)).toBe(true));
});

test('an account made here begins it', async () => {
  await write();
  await sync.open();
  await withAccount();
  account.status = 'signed_in';
  flushSync();
  await waitFor(() => expect(asked.some(({ ops }) => ops.length === 1)).toBe(true));
});

describe('an edit the server would not take', () => {
  beforeEach(async () => {
    server.quota = 0;
    await withAccount();
    await write();
    await sync.open();
    await waitFor(() => expect(sync.rejected).toHaveLength(1));
  });

  test('is named, with its day, its reason and what it says', () => {
    expect(sync.rejected[0]).toMatchObject({
      code: 'quota_full',
      what: expect.stringMatching(/^A session time, .*2026/) as string,
    });
    expect(JSON.parse(sync.rejected[0]!.text!)).toEqual({ at: '10:00' });
    expect(sync.line).toBe('look');
  });

  test('can be tried once more', async () => {
    server.quota = Infinity;
    await sync.retry(sync.rejected[0]!.op);
    await waitFor(() => expect(sync.rejected).toEqual([]));
    await waitFor(() => expect(sync.state.waiting).toBe(0));
  });

  test('and refused once more is there once more', async () => {
    const { op } = sync.rejected[0]!;
    await sync.retry(op);
    await waitFor(() => expect(sync.rejected[0]?.op).not.toBe(op));
    expect(sync.rejected).toHaveLength(1);
  });

  test('can be let go', async () => {
    await sync.letGo(sync.rejected[0]!.op);
    await waitFor(() => expect(sync.rejected).toEqual([]));
    expect((await vault.list('sessions')).kept).toEqual([]);
    expect(sync.line).toBeNull();
  });

  test('that another tab settled meanwhile is no trouble', async () => {
    const { op } = sync.rejected[0]!;
    await sync.letGo(op);
    await sync.letGo(op);
    expect(sync.refusal).toBeNull();
  });
});

test('a key that is missing asks for a sign-in once, and what is told of it later undoes none', async () => {
  await withAccount();
  await write();
  server.epoch = 2;
  await sync.open();
  await waitFor(() => expect(status()).toBe('expired'));
  await atRest();

  await withAccount();
  account.status = 'signed_in';
  await sync.now();
  await atRest();

  expect(sync.state.trouble).toBe('key_missing');
  expect(status()).toBe('signed_in');
});
