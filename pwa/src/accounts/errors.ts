/** A refusal on the way to an account, and what a screen is told of it. */

import type { Answer, Silence } from '../core/http/client';
import { VaultError, type VaultErrorCode } from '../vault/vault';
import type { AccountRefusal, Outcome } from './types';

/** Thrown within this room, turned into an Outcome at its door. */
export class Refused extends Error {
  constructor(
    readonly code: AccountRefusal,
    readonly retry_after: number | null = null,
  ) {
    super(code);
    this.name = 'Refused';
  }
}

/** Nothing was heard of the server, so nothing is known of what it did. */
export class Unheard extends Error {
  constructor(readonly reason: Silence) {
    super(reason);
    this.name = 'Unheard';
  }
}

const UNSIGNED: readonly string[] = [
  'unauthenticated',
  'token_expired',
  'token_invalid',
  'signed_out',
  'token_reused',
  'account_gone',
  'account_disabled',
] satisfies AccountRefusal[];

const WIRE: readonly string[] = [
  ...UNSIGNED,
  'invite_needed',
  'invite_invalid',
  'name_taken',
  'owner_taken',
  'wrong_credentials',
  'stale_credentials',
  'too_many_attempts',
  'busy',
  'passkey_refused',
  'passkeys_unavailable',
  'too_many_passkeys',
  'not_found',
];

/** Whether it says that there is no sign-in, or none any more. */
export function isUnsigned(code: string): boolean {
  return UNSIGNED.includes(code);
}

/** The data of an answer. Throws Refused or Unheard for anything else. */
export function dataOf<T>(answer: Answer<T>): T {
  if (answer.kind === 'answered') return answer.data;
  if (answer.kind === 'unheard') throw new Unheard(answer.reason);
  if (answer.kind === 'unchanged') throw new Unheard('garbled');
  const { code, retry_after } = answer.problem;
  throw new Refused(WIRE.includes(code) ? (code as AccountRefusal) : 'server_refused', retry_after);
}

const OF_VAULT: Partial<Record<VaultErrorCode, AccountRefusal>> = {
  no_room: 'no_room',
  no_storage: 'no_storage',
  old_app: 'old_app',
  ring_damaged: 'ring_damaged',
  ring_changed: 'not_prepared',
  damaged: 'left_behind',
  locked: 'locked',
};

/** What a screen is told. A mistake of ours is no refusal, and is thrown on. */
export function outcomeOf(error: unknown): Exclude<Outcome, { kind: 'done' }> {
  if (error instanceof Unheard) return { kind: 'unheard', reason: error.reason };
  if (error instanceof Refused) {
    const { code, retry_after } = error;
    return { kind: 'refused', code, ...(retry_after !== null && { retry_after }) };
  }
  const code = error instanceof VaultError && OF_VAULT[error.code];
  if (code) return { kind: 'refused', code };
  throw error;
}
