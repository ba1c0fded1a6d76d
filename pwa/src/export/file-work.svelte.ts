/** Making a sealed file and taking one in: what is under way, how far it is, and why it did not happen. */

import { Refused as AccountError, outcomeOf } from '../accounts/errors';
import { deriveRoot, type Watch } from '../accounts/kdf';
import { agreedKdf, bytesFrom, isUsual, newKdf, type Kdf } from '../accounts/kdf-rules';
import { refusedBy, type Refused } from '../accounts/refusals';
import { mustBeGood } from '../accounts/secrets';
import type { Busy } from '../accounts/types';
import { m } from '../core/i18n';
import { fitting } from '../vault/carried-shape';
import { carried } from '../vault/carry';
import { VaultError } from '../vault/errors';
import { FileError } from '../vault/file-error';
import type { Known } from '../vault/leaving';
import { fileKey, openFile, readFile, sealFile } from '../vault/sealed-file';
import { takeIn, type TakenIn } from '../vault/take-in';
import { fileRefusal } from './file-words';

export type Done<T> = { done: T } | { refused: Refused };

/** `left` did not open here, so the file is without them. */
export interface Sealed {
  file: Blob;
  left: number;
}

export class FileWork {
  busy = $state.raw<Busy | null>(null);
  #stopping: AbortController | null = null;

  /** Stops a derivation; what is being written is written whole. */
  stop(): void {
    this.#stopping?.abort();
  }

  /** Everything on this phone, sealed by a passphrase of the file's own. */
  seal(known: Known, passphrase: string): Promise<Done<Sealed>> {
    return this.#attempt(async (watch) => {
      await mustBeGood(passphrase);
      const kdf = newKdf();
      const key = await keyOf(passphrase, kdf, watch);
      watch.tell('opening', null);
      const { unopened, ...what } = fitting(await carried(known));
      const bytes = await sealFile(key, kdf, { unopened, ...what });
      return { file: new Blob([bytes]), left: unopened.records + unopened.drafts };
    });
  }

  /** Nothing on this phone is changed unless all of it is taken. */
  takeIn(file: Blob, passphrase: string): Promise<Done<TakenIn>> {
    return this.#attempt(async (watch) => {
      const found = await readFile(file);
      const kdf = agreedKdf(found.head.kdf);
      if (!kdf || !isUsual(kdf)) throw new FileError('too_new');
      const key = await keyOf(passphrase, kdf, watch);
      watch.tell('opening', null);
      const what = await openFile(key, found);
      return takeIn(what, (share) => watch.tell('bringing', share));
    });
  }

  async #attempt<T>(work: (watch: Watch) => Promise<T>): Promise<Done<T>> {
    this.#stopping = new AbortController();
    const tell: Watch['tell'] = (doing, share) => (this.busy = { doing, share });
    try {
      return { done: await work({ tell, signal: this.#stopping.signal }) };
    } catch (error) {
      return { refused: refusalOf(error) };
    } finally {
      this.busy = null;
    }
  }
}

async function keyOf(passphrase: string, kdf: Kdf, watch: Watch): Promise<CryptoKey> {
  if (!passphrase) throw new AccountError('wrong_credentials');
  return fileKey(await deriveRoot(passphrase, kdf, watch), bytesFrom(kdf.salt)!);
}

function refusalOf(error: unknown): Refused {
  if (error instanceof FileError) return fileRefusal(error.code);
  if (error instanceof VaultError && error.code === 'stale') {
    return { field: null, text: m.export_stale() };
  }
  return refusedBy(outcomeOf(error), fileRefusal('does_not_open'));
}
