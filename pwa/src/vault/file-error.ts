/** Why a sealed file was not taken. Nothing on this phone was changed by it. */

/**
 * - `not_a_file`: it does not begin as a sealed file of Interlude does
 * - `too_new`: a later Interlude wrote it
 * - `too_large`: over `MOST_BYTES`; refused before it is read, and never written
 * - `too_many`: over `MOST_RECORDS`
 * - `does_not_open`: another passphrase, or any bit of it was altered
 * - `damaged`: it opens, and is not what Interlude writes
 * - `of_another`: this phone has an account, and it is another's
 */
export type FileErrorCode =
  'not_a_file' | 'too_new' | 'too_large' | 'too_many' | 'does_not_open' | 'damaged' | 'of_another';

export class FileError extends Error {
  readonly code: FileErrorCode;

  constructor(code: FileErrorCode, cause?: unknown) {
    super(code, { cause });
    this.name = 'FileError';
    this.code = code;
  }
}
