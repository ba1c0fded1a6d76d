/** Why something did not happen, in a sentence that says what holds still and what may be tried. */

import { m } from '../core/i18n';
import type { AccountRefusal, Outcome } from './types';

export type NotDone = Exclude<Outcome, { kind: 'done' }>;

const SENTENCES: Record<
  Exclude<AccountRefusal, 'too_many_attempts' | 'cancelled'>,
  () => string
> = {
  account_disabled: m.accounts_disabled,
  account_gone: m.accounts_gone,
  busy: m.accounts_busy,
  code_mistyped: m.accounts_code_mistyped,
  device_name_invalid: m.accounts_device_name_invalid,
  holds_records: m.accounts_not_prepared,
  invite_invalid: m.accounts_invite_invalid,
  invite_needed: m.accounts_invite_needed,
  kdf_refused: m.accounts_kdf_refused,
  kdf_unavailable: m.accounts_kdf_unavailable,
  left_behind: m.accounts_left_behind,
  locked: m.accounts_locked,
  name_invalid: m.accounts_name_invalid,
  name_taken: m.accounts_name_taken,
  no_room: m.accounts_no_room,
  no_storage: m.accounts_no_storage,
  not_found: m.accounts_not_found,
  not_prepared: m.accounts_not_prepared,
  old_app: m.accounts_old_app,
  owner_taken: m.accounts_owner_taken,
  passkey_refused: m.accounts_passkey_refused,
  passkey_unable: m.accounts_passkey_unable,
  passkeys_unavailable: m.accounts_passkeys_unavailable,
  too_many_passkeys: m.accounts_too_many_passkeys,
  ring_damaged: m.accounts_ring_damaged,
  server_refused: m.accounts_refused,
  signed_out: m.accounts_sign_in_first,
  stale_credentials: m.accounts_stale,
  token_expired: m.accounts_sign_in_first,
  token_invalid: m.accounts_sign_in_first,
  token_reused: m.accounts_sign_in_first,
  unauthenticated: m.accounts_sign_in_first,
  weak_common: m.accounts_weak_common,
  weak_short: m.accounts_weak_short,
  wrong_credentials: m.accounts_wrong_passphrase,
};

/** The field a refusal is about; null for what is about none, or about one the screen does not have. */
export type Field = 'name' | 'passphrase' | 'invite' | 'code' | 'old' | 'file';

/** The parts of a form that can take the focus. */
export type Fields = Partial<Record<Field, { focus: () => void }>>;

export interface Refused {
  field: Field | null;
  /** Null for what the person stopped: they know. */
  text: string | null;
}

const FIELDS: Partial<Record<AccountRefusal, Field>> = {
  cancelled: 'passphrase',
  name_invalid: 'name',
  name_taken: 'name',
  invite_needed: 'invite',
  invite_invalid: 'invite',
  weak_short: 'passphrase',
  weak_common: 'passphrase',
  wrong_credentials: 'passphrase',
  code_mistyped: 'code',
};

/** `wrong` says what wrong credentials mean on a screen that asks for others than name and passphrase. */
export function refusedBy(outcome: NotDone, wrong?: Refused): Refused {
  if (outcome.kind === 'unheard') return { field: null, text: sentenceFor(outcome) };
  if (wrong && outcome.code === 'wrong_credentials') return wrong;
  return { field: FIELDS[outcome.code] ?? null, text: sentenceFor(outcome) };
}

export function sentenceFor(outcome: NotDone): string | null {
  if (outcome.kind === 'unheard') {
    return outcome.reason === 'garbled' ? m.accounts_garbled() : m.accounts_unheard();
  }
  if (outcome.code === 'cancelled') return null;
  if (outcome.code === 'too_many_attempts') return tooMany(outcome.retry_after);
  return SENTENCES[outcome.code]();
}

function tooMany(seconds?: number): string {
  if (!seconds) return m.accounts_too_many_while();
  const wait =
    seconds < 90
      ? m.core_seconds({ count: Math.ceil(seconds) })
      : m.core_minutes({ count: Math.ceil(seconds / 60) });
  return m.accounts_too_many({ wait });
}

/** What was wrong with this very field, if anything. */
export function saidOf(refused: Refused | null, field: Field): string | null {
  return refused?.field === field ? refused.text : null;
}
