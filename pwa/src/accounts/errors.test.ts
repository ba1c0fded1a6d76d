import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { Answer, Problem } from '../core/http/client';
import { closeVault, VaultError, type VaultErrorCode } from '../vault/vault';
import { Account } from './account.svelte';
import { dataOf, outcomeOf } from './errors';

afterEach(() => {
  vi.unstubAllGlobals();
});

const problem = (code: string, retry_after: number | null = null): Problem => {
  return { status: 400, code, title: '', detail: null, retry_after };
};

function told(answer: Answer<unknown>): unknown {
  try {
    return dataOf(answer);
  } catch (error) {
    return outcomeOf(error);
  }
}

test('an answer is its data', () => {
  expect(told({ kind: 'answered', data: 7, etag: null })).toBe(7);
});

test.each([
  'unauthenticated',
  'token_expired',
  'token_invalid',
  'signed_out',
  'token_reused',
  'account_gone',
  'account_disabled',
  'invite_needed',
  'invite_invalid',
  'name_taken',
  'owner_taken',
  'wrong_credentials',
  'stale_credentials',
  'too_many_attempts',
  'busy',
  'not_found',
])('the API’s %s is told as it is', (code) => {
  expect(told({ kind: 'refused', problem: problem(code) })).toEqual({ kind: 'refused', code });
});

test.each(['wrong_origin', 'kdf_too_weak', 'invalid_input', 'ring_damaged', 'constructor'])(
  'what only a phone may say, or this version has no word for (%s), is a refusal all the same',
  (code) => {
    const refusal = { kind: 'refused', code: 'server_refused' };
    expect(told({ kind: 'refused', problem: problem(code) })).toEqual(refusal);
  },
);

test('how long to wait is told along with why', () => {
  expect(told({ kind: 'refused', problem: problem('busy', 3) })).toEqual({
    ...{ kind: 'refused', code: 'busy' },
    retry_after: 3,
  });
});

test.each(['no_network', 'timeout', 'garbled'] as const)('silence (%s) is told', (reason) => {
  expect(told({ kind: 'unheard', reason })).toEqual({ kind: 'unheard', reason });
});

test('“not modified” is nothing this room asked for', () => {
  expect(told({ kind: 'unchanged' })).toEqual({ kind: 'unheard', reason: 'garbled' });
});

test.each<[VaultErrorCode, string]>([
  ['no_room', 'no_room'],
  ['no_storage', 'no_storage'],
  ['old_app', 'old_app'],
  ['ring_damaged', 'ring_damaged'],
  ['ring_changed', 'not_prepared'],
  ['damaged', 'left_behind'],
])('the vault’s %s is told as %s', (theirs, code) => {
  expect(outcomeOf(new VaultError(theirs))).toEqual({ kind: 'refused', code });
});

test('a mistake of ours is no refusal', () => {
  expect(() => outcomeOf(new RangeError('ours'))).toThrow(RangeError);
  expect(() => outcomeOf(new VaultError('too_large'))).toThrow(VaultError);
});

test('on a phone that keeps nothing there is no account, and opening it never rejects', async () => {
  await closeVault();
  vi.stubGlobal('indexedDB', undefined);
  const account = new Account(vi.fn());
  await account.open({ drafts: [] });
  expect(account).toMatchObject({ status: 'none', name: null, bringing: null });
  expect(await account.signIn('Quill', 'lamp corridor mug')).toEqual({
    ...{ kind: 'refused', code: 'no_storage' },
  });
  account.close();
});

test('nor on one that forbids it', async () => {
  await closeVault();
  const open = () => {
    throw new DOMException('private window', 'SecurityError');
  };
  vi.stubGlobal('indexedDB', { open });
  const account = new Account(vi.fn());
  await account.open({ drafts: [] });
  expect(account.status).toBe('none');
  expect(await account.signIn('Quill', 'lamp corridor mug')).toEqual({
    ...{ kind: 'refused', code: 'no_storage' },
  });
  account.close();
});
