/** A refusal of the vault, with a `code` that never changes its meaning. */

/**
 * - `no_room`: the phone has no space left; nothing was half-written
 * - `not_found`: no such record in this collection
 * - `stale`: it changed meanwhile, and trying anew did not help
 * - `no_storage`: no IndexedDB, or another tab blocks it
 * - `no_crypto`: no WebCrypto, as on an insecure origin
 * - `too_large`: more than 131,068 bytes of JSON in one record
 * - `damaged`: writing over a record that cannot be opened
 * - `ring_damaged`: the keys of this phone cannot be opened; nothing was overwritten
 * - `ring_changed`: another tab gave this phone another ring, or took it away; the page starts anew
 * - `locked`: the app lock is on, and was not opened in this page
 * - `old_app`: the database was written by a later Interlude
 */
export type VaultErrorCode =
  | 'no_room'
  | 'not_found'
  | 'stale'
  | 'no_storage'
  | 'no_crypto'
  | 'too_large'
  | 'damaged'
  | 'ring_damaged'
  | 'ring_changed'
  | 'locked'
  | 'old_app';

export class VaultError extends Error {
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, cause?: unknown) {
    super(code, { cause });
    this.name = 'VaultError';
    this.code = code;
  }
}

/** What the browser says of its storage, in our codes. A mistake of ours stays what it is. */
export function asRefusal(error: unknown): unknown {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') return new VaultError('no_room', error);
  if (name === 'VersionError') return new VaultError('old_app', error);
  // Private windows and broken profiles each refuse in their own words.
  return error instanceof DOMException ? new VaultError('no_storage', error) : error;
}
