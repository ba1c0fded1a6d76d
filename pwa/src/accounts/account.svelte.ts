import type { AccountRow } from '../core/db';
import { everything, type Everything } from '../vault/everything';
import { dropLeaving, formerWrap } from '../vault/leaving';
import { forgetRing } from '../vault/ring';
import { unsentCount } from '../vault/unsent';
import { AccountDevices, refuse } from './account-devices.svelte';
import { bringing } from './alone';
import { registration } from './api';
import { abandon, put, type Arriving } from './arriving';
import { allDevices } from './devices';
import { eraseAccount } from './erase-account';
import { Refused } from './errors';
import { asJson } from './as-json';
import { tidyName } from './names';
import { changePassphrase } from './new-passphrase';
import { comeInByPasskey } from './passkeys';
import { inPassing } from './patience';
import {
  openWithCode,
  prepareRecovery,
  sendRecovery,
  type PreparedRecovery,
  type Recovering,
} from './recovery';
import { comeIn } from './sign-in';
import { signOutHere } from './sign-out';
import { prepareSignUp, sendSignUp, type PreparedSignUp } from './sign-up';
import { accountRow, tellTabs } from './standing';
import type { HoldsRecords, Outcome, Prepared } from './types';

/** The account of this phone, as the screens see it. No method rejects for what server or phone refuse. */
export class Account extends AccountDevices {
  #sign_up: PreparedSignUp | null = null;
  #recovering: Recovering | null = null;
  #recovery: PreparedRecovery | null = null;
  #arriving: Arriving | null = null;

  /** Stops a derivation, which then answers `cancelled`; else lets go of a sign-in not settled yet. */
  cancel(): void {
    this.stop();
    const arriving = this.busy ? null : this.#arriving;
    if (!arriving) return;
    this.#arriving = null;
    void abandon(arriving);
  }

  /** Asks whether an account can be made here, and sets `invite_needed`. */
  askRegistration(): Promise<Outcome> {
    return this.done(async () => {
      this.invite_needed = (await registration()).invite_needed;
    });
  }

  /** Derives the keys and makes the recovery code. Nothing is sent but by `signUp`. */
  prepareSignUp(name: string, passphrase: string, invite?: string): Promise<Prepared> {
    return this.attempt(async (watch) => {
      this.#sign_up = await prepareSignUp(name, passphrase, invite ?? null, watch);
      return { kind: 'ready', code: this.#sign_up.code } as const;
    });
  }

  /** Sends what was prepared, the same each time: after a lost answer it may be called once more. */
  signUp(): Promise<Outcome> {
    return this.once('signUp', () =>
      this.done(async (watch) => {
        const prepared = this.#sign_up ?? refuse('not_prepared');
        await this.standDown();
        watch.tell('sending', null);
        await sendSignUp(prepared);
        this.#sign_up = null;
        await this.#arrived(false);
      }),
    );
  }

  signIn(name: string, passphrase: string): Promise<Outcome | HoldsRecords> {
    return this.once('signIn', () =>
      this.attempt(async (watch) => {
        const row = await this.standDown();
        return this.#land(await comeIn(name, passphrase, this.#knownId(name, row), watch));
      }),
    );
  }

  signInByPasskey(): Promise<Outcome | HoldsRecords> {
    return this.once('signIn', () =>
      this.attempt(async (watch) => {
        const row = await this.standDown();
        return this.#land(await comeInByPasskey(row, watch));
      }),
    );
  }

  /** After `holds_records`. */
  settle(choice: 'bring_along' | 'erase'): Promise<Outcome> {
    return this.once('settle', () =>
      this.done(async (watch) => {
        const arriving = this.#arriving ?? refuse('not_prepared');
        if (choice === 'bring_along') await this.#makeWay();
        watch.tell('opening', null);
        await put(arriving, choice);
        this.#arriving = null;
        await this.#arrived(true);
      }),
    );
  }

  /** Takes away what could not be brought along, and the old ring with it: only after a clear yes. */
  dropLeft(): Promise<Outcome> {
    return this.done(async () => {
      await this.bring();
      await bringing(dropLeaving);
      this.bringing = null;
    });
  }

  /** Rejects as the vault refuses. */
  everything(): Promise<Everything> {
    return everything(this.rooms);
  }

  /** Rejects as the vault refuses. */
  async exportAll(): Promise<Blob> {
    return asJson(await this.everything());
  }

  recover(name: string, code: string): Promise<Outcome> {
    return this.done(async (watch) => {
      this.#recovering = await openWithCode(name, code, watch);
    });
  }

  /** Derives anew and makes another code. Nothing is sent but by `finishRecovery`. */
  prepareRecovered(passphrase: string): Promise<Prepared> {
    return this.attempt(async (watch) => {
      const recovering = this.#recovering ?? refuse('not_prepared');
      this.#recovery = await prepareRecovery(recovering, passphrase, watch);
      return { kind: 'ready', code: this.#recovery.code } as const;
    });
  }

  finishRecovery(): Promise<Outcome | HoldsRecords> {
    return this.once('finishRecovery', () =>
      this.attempt(async (watch) => {
        const prepared = this.#recovery ?? refuse('not_prepared');
        await this.standDown();
        const landed = await this.#land(await sendRecovery(prepared, watch));
        if (this.#recovering) forgetRing(this.#recovering.ring);
        this.#recovery = this.#recovering = null;
        return landed;
      }),
    );
  }

  changePassphrase(old: string, next: string): Promise<Outcome> {
    return this.done((watch) => changePassphrase(old, next, watch));
  }

  /** How many records hold what no server has: told before `signOut` throws them away. */
  unsent(): Promise<number> {
    return unsentCount();
  }

  /** Deletes what is personal on this phone, with or without a network, and starts the page anew. */
  signOut(): Promise<Outcome> {
    return this.once('signOut', () =>
      this.done(async () => {
        if (!(await accountRow())) refuse('not_prepared');
        await signOutHere();
        await this.#leave();
      }),
    );
  }

  /** Takes the account away everywhere, then what is personal on this phone, and starts the page anew. */
  erase(passphrase: string): Promise<Outcome> {
    return this.once('erase', () =>
      this.done(async (watch) => {
        await eraseAccount(passphrase, watch);
        await this.#leave();
      }),
    );
  }

  async #leave(): Promise<void> {
    await this.read();
    this.devices = null;
    this.renew();
  }

  /** Onto an empty phone, or one of this account; else it waits for `settle`. */
  async #land(arriving: Arriving): Promise<Outcome | HoldsRecords> {
    const count = await put(arriving, 'unless_held');
    if (count > 0) {
      this.#arriving = arriving;
      return { kind: 'holds_records', count };
    }
    await this.#arrived(arriving.has_new_ring === true);
    return { kind: 'done' };
  }

  /** `has_new_ring`: what the pages of this phone have opened is no longer their own. */
  async #arrived(has_new_ring: boolean): Promise<void> {
    tellTabs(has_new_ring ? 'ring' : 'sign_in');
    await this.read();
    // What it could not finish it goes on with when the page is opened next.
    await this.bring().catch(() => undefined);
    // A device without a name is given one; the others see it nameless until then.
    await inPassing(allDevices());
    if (has_new_ring) this.renew();
  }

  /** Its place in the list and its name there stay, when it is the same account as before. */
  #knownId(name: string, row: AccountRow | undefined): string | undefined {
    const isSame = tidyName(name)?.toLowerCase() === this.name?.toLowerCase();
    return isSame ? row?.device_id : undefined;
  }

  /** What was left half way last time is finished first; what cannot be is for a person to let go. */
  async #makeWay(): Promise<void> {
    await this.bring();
    if (await formerWrap()) throw new Refused('left_behind');
  }
}

export const account = new Account(() => location.reload());
