/** Turns a passphrase into the root of an account's keys, in a worker that can be stopped. */

import type { Bytes } from '../core/bytes';
import { inTransaction } from '../core/db';
import { scriptUrl } from '../core/trusted';
import type { Derivation } from './argon';
import { Refused } from './errors';
import { bytesFrom, type Kdf } from './kdf-rules';
import workerUrl from './kdf-worker.ts?worker&url';
import type { Busy } from './types';

/** Who looks on: what is being done, how far it is, and whether it should stop. */
export interface Watch {
  /** A share of 0 to 1 by how long it took last time on this phone, null when it never did. */
  tell: (doing: Busy['doing'], share: number | null) => void;
  signal: AbortSignal;
}

/** The slowest phone that was measured needs five seconds. */
const LIMIT_MS = 120_000;
const TICK_MS = 100;
/** It is nearly there for as long as it takes: only the answer makes it whole. */
const NEARLY = 0.95;

/** Rejects with Refused `cancelled` or `kdf_unavailable`. */
export async function deriveRoot(passphrase: string, kdf: Kdf, watch: Watch): Promise<Bytes> {
  const before = await lastTime();
  const started = performance.now();
  const tell = () => watch.tell('deriving', before && share(performance.now() - started, before));
  const ticking = setInterval(tell, TICK_MS);
  tell();
  try {
    const root = await inWorker(derivationOf(passphrase, kdf), watch.signal);
    void rememberTime(performance.now() - started);
    return root;
  } finally {
    clearInterval(ticking);
  }
}

function share(passed: number, before: number): number {
  return Math.min(passed / before, NEARLY);
}

/**
 * P = NFKC(passphrase): the same letters typed on another keyboard are the same passphrase. Half a
 * character, which some keyboards leave behind, counts as U+FFFD rather than as a mistake of ours.
 */
function derivationOf(passphrase: string, kdf: Kdf): Derivation {
  const { memory_kib, passes, lanes, salt } = kdf;
  const password = new TextEncoder().encode(passphrase.normalize('NFKC'));
  return { password, salt: bytesFrom(salt)!, memory_kib, passes, lanes };
}

function inWorker(derivation: Derivation, signal: AbortSignal): Promise<Bytes> {
  return new Promise<Bytes>((resolve, reject) => {
    const fail = (code: 'cancelled' | 'kdf_unavailable') => () =>
      finish(() => reject(new Refused(code)));
    const worker = ready ?? started();
    ready = null;
    if (!worker) return reject(new Refused('kdf_unavailable'));
    const limit = setTimeout(fail('kdf_unavailable'), LIMIT_MS);
    const stop = fail('cancelled');
    const finish = (settle: () => void) => {
      clearTimeout(limit);
      signal.removeEventListener('abort', stop);
      worker.terminate();
      settle();
    };
    worker.onmessage = ({ data }: MessageEvent<Bytes | null>) =>
      data ? finish(() => resolve(data)) : fail('kdf_unavailable')();
    worker.onerror = fail('kdf_unavailable');
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else worker.postMessage(derivation, [derivation.password.buffer]);
  });
}

let ready: Worker | null = null;

/** While a passphrase is being typed, so that less is left to wait for. Answers with how to let it be. */
export function prepare(): () => void {
  if (!ready) {
    ready = started();
    ready?.postMessage('rehearse');
  }
  return () => {
    ready?.terminate();
    ready = null;
  };
}

function started(): Worker | null {
  try {
    return new Worker(scriptUrl(workerUrl), { type: 'module' });
  } catch {
    return null;
  }
}

const MILLISECONDS = 'kdf_ms';

async function lastTime(): Promise<number | null> {
  const row = await inTransaction(['meta'], 'readonly', (tx) =>
    tx.objectStore('meta').get(MILLISECONDS),
  ).catch(() => undefined);
  return typeof row?.value === 'number' && row.value > 0 ? row.value : null;
}

async function rememberTime(milliseconds: number): Promise<void> {
  await inTransaction(['meta'], 'readwrite', (tx) =>
    tx.objectStore('meta').put({ name: MILLISECONDS, value: Math.round(milliseconds) }),
  ).catch(() => undefined);
}
