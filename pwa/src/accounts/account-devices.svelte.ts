import { AccountState, type NotDone } from './account-state.svelte';
import { deleteDevice, passkeys, signOutOthers } from './api';
import { allDevices, nameDevice } from './devices';
import { Refused } from './errors';
import { makePasskey, proven, removePasskey, tryPasskey, type Trying } from './passkeys';
import { prepareRotation, sendRotation, type PreparedRotation } from './rotation';
import { tellTabs } from './standing';
import type { AccountRefusal, Device, Outcome, Passkey, Prepared } from './types';

/** The phones of the account: named, signed out, and left behind with a next key when one was stolen. */
export class AccountDevices extends AccountState {
  passkeys = $state.raw<Passkey[] | null>(null);
  #rotation: PreparedRotation | null = null;
  #trying: Trying | null = null;

  /** Derives the keys and makes another code. Nothing is sent but by `rotate`. */
  prepareRotation(passphrase: string): Promise<Prepared> {
    return this.attempt(async (watch) => {
      this.#rotation = await prepareRotation(passphrase, watch);
      return { kind: 'ready', code: this.#rotation.code } as const;
    });
  }

  /** Ends every other sign-in, and seals anew from now on; the page starts anew with the next key. */
  rotate(): Promise<Outcome> {
    return this.once('rotate', () =>
      this.done(async (watch) => {
        await sendRotation(this.#rotation ?? refuse('not_prepared'), watch);
        this.#rotation = null;
        tellTabs('ring');
        this.renew();
      }),
    );
  }

  loadDevices(): Promise<Outcome> {
    return this.done(async () => {
      this.devices = await allDevices();
    });
  }

  nameDevice(id: string, name: string): Promise<Outcome> {
    return this.done(async () => {
      const kept = await nameDevice(id, name);
      const renamed = (one: Device) => (one.id === id ? { ...one, name: kept } : one);
      this.devices = this.devices?.map(renamed) ?? null;
    });
  }

  signOutDevice(id: string): Promise<Outcome> {
    return this.done(async () => {
      await deleteDevice(id);
      this.devices = this.devices?.filter((one) => one.id !== id) ?? null;
    });
  }

  signOutOthers(): Promise<Outcome> {
    return this.done(async () => {
      await signOutOthers();
      this.devices = this.devices?.filter((one) => one.is_this) ?? null;
    });
  }

  loadPasskeys(): Promise<Outcome> {
    return this.done(async () => {
      this.passkeys = (await passkeys()).passkeys;
    });
  }

  removePasskey(id: string): Promise<Outcome> {
    return this.done(async () => {
      await removePasskey(id);
      this.passkeys = this.passkeys?.filter((one) => one.id !== id) ?? null;
    });
  }

  /** Asks the phone to make one; `tryPasskey` shows that it opens. With an account the passphrase is proven first. */
  makePasskey(auth: string | null, name: string): Promise<Outcome> {
    return this.done(async () => {
      this.#trying = await makePasskey(auth, name);
    });
  }

  /** What the server takes as proof of the passphrase. */
  prove(passphrase: string): Promise<{ kind: 'proven'; auth: string } | NotDone> {
    return this.attempt(async (watch) => {
      return { kind: 'proven', auth: await proven(passphrase, watch) } as const;
    });
  }

  /** `again`: it has to be asked once more. */
  tryPasskey(): Promise<Outcome | { kind: 'again' }> {
    return this.once('tryPasskey', () =>
      this.attempt(async () => {
        const isKept = await tryPasskey(this.#trying ?? refuse('not_prepared'));
        if (!isKept) return { kind: 'again' } as const;
        this.#trying = null;
        return { kind: 'done' } as const;
      }),
    );
  }
}

export function refuse(code: AccountRefusal): never {
  throw new Refused(code);
}
