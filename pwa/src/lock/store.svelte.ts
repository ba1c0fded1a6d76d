/** The app lock as the screens see it: whether it is on, open, and how it is opened. */

import { Refused as AccountError, outcomeOf } from '../accounts/errors';
import type { Watch } from '../accounts/kdf';
import { newKdf } from '../accounts/kdf-rules';
import { refusedBy, type NotDone, type Refused } from '../accounts/refusals';
import { ringByPasskey } from '../accounts/passkeys';
import { derive, mustBeGood } from '../accounts/secrets';
import { tellTabs } from '../accounts/standing';
import type { Busy } from '../accounts/types';
import { m } from '../core/i18n';
import {
  changeGrace,
  isLocked,
  lockNow,
  lockRow,
  opener,
  ringBy,
  turnOff,
  turnOn,
  unlockWith,
  USUAL_GRACE_MINUTES,
} from '../vault/app-lock';
import { dropPasskey, passkeyRow } from '../vault/passkey';
import { forgetRing } from '../vault/ring';
import { VaultError, whenIdle } from '../vault/vault';

/** - `open`: it is on, and this page was opened */
export type LockStatus = 'opening' | 'off' | 'open' | 'locked';

/** A write that never ends must not keep a phone open. */
const PATIENCE_MS = 3000;

export class Lock {
  status = $state<LockStatus>('opening');
  grace_minutes = $state(USUAL_GRACE_MINUTES);
  /** Whether the account's passphrase opens it, or one of its own. */
  hasAccount = $state(false);
  /** A passkey opens this phone too. */
  hasPasskey = $state(false);
  busy = $state.raw<Busy | null>(null);

  readonly #renew: () => void;
  #stopping: AbortController | null = null;

  constructor(renew: () => void) {
    this.#renew = renew;
  }

  /** A phone whose storage does not open has no lock; the vault says why. */
  async read(): Promise<void> {
    const row = await lockRow().catch(() => undefined);
    this.grace_minutes = row?.grace_minutes ?? USUAL_GRACE_MINUTES;
    const found = await opener().catch(() => null);
    this.hasAccount = row ? row.own === null : found !== null;
    this.hasPasskey = (await passkeyRow().catch(() => undefined)) !== undefined;
    const isShut = row !== undefined && (await isLocked());
    this.status = row ? (isShut ? 'locked' : 'open') : 'off';
  }

  stop(): void {
    this.#stopping?.abort();
  }

  /** Null when this page is open. */
  unlock(passphrase: string): Promise<Refused | null> {
    return this.#attempt(async (watch) => {
      const ring = await this.#ring(passphrase, watch);
      const row = await lockRow();
      if (row) await unlockWith(row.owner, ring);
    });
  }

  unlockByPasskey(): Promise<Refused | null> {
    return this.#attempt(async () => {
      const row = await lockRow();
      if (row) await unlockWith(row.owner, await ringByPasskey());
    });
  }

  /** The passphrase stays. */
  async dropPasskey(): Promise<void> {
    await dropPasskey().catch(() => undefined);
    await this.read();
  }

  /** With an account the passphrase must be its own; without one it is for this phone alone. */
  turnOn(passphrase: string): Promise<Refused | null> {
    return this.#attempt(async (watch) => {
      if (this.hasAccount) {
        forgetRing(await this.#ring(passphrase, watch)); // only to know that it opens
        await turnOn(null, this.grace_minutes);
      } else {
        await mustBeGood(passphrase);
        const made = await derive(passphrase, newKdf(), watch);
        await turnOn(made, this.grace_minutes);
      }
      tellTabs('ring');
    });
  }

  turnOff(): Promise<Refused | null> {
    return this.#attempt(async () => {
      await turnOff();
      tellTabs('ring');
    });
  }

  async setGrace(minutes: number): Promise<void> {
    this.grace_minutes = minutes;
    await changeGrace(minutes).catch(() => undefined);
  }

  /** What was typed is sealed first; then the page starts anew, with nothing in its memory. */
  async lockNow(): Promise<void> {
    if (this.status !== 'open') return;
    this.status = 'locked';
    await Promise.race([whenIdle(), new Promise((go) => setTimeout(go, PATIENCE_MS))]);
    lockNow();
    this.#renew();
  }

  /** Rejects with Refused `wrong_credentials`. */
  async #ring(passphrase: string, watch: Watch) {
    const found = await opener();
    if (!found || !passphrase) throw new AccountError('wrong_credentials');
    const { credentials } = await derive(passphrase, found.kdf, watch);
    const ring = await ringBy(credentials);
    if (!ring) throw new AccountError('wrong_credentials');
    return ring;
  }

  async #attempt(work: (watch: Watch) => Promise<void>): Promise<Refused | null> {
    this.#stopping = new AbortController();
    const tell: Watch['tell'] = (doing, share) => (this.busy = { doing, share });
    try {
      await work({ tell, signal: this.#stopping.signal });
      return null;
    } catch (error) {
      return refusedBy(notDone(error), { field: 'passphrase', text: m.lock_wrong() });
    } finally {
      this.busy = null;
      await this.read();
    }
  }
}

/** Another tab was quicker, or this page is locked by now: both mean to look once more. */
function notDone(error: unknown): NotDone {
  const isPassed = error instanceof VaultError && ['locked', 'not_found'].includes(error.code);
  return isPassed ? { kind: 'refused', code: 'not_prepared' } : outcomeOf(error);
}

export const lock = new Lock(() => location.reload());
