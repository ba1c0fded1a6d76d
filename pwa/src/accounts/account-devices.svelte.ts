import { AccountState } from './account-state.svelte';
import { deleteDevice, signOutOthers } from './api';
import { allDevices, nameDevice } from './devices';
import { Refused } from './errors';
import { prepareRotation, sendRotation, type PreparedRotation } from './rotation';
import { tellTabs } from './standing';
import type { AccountRefusal, Device, Outcome, Prepared } from './types';

/** The phones of the account: named, signed out, and left behind with a next key when one was stolen. */
export class AccountDevices extends AccountState {
  #rotation: PreparedRotation | null = null;

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
}

export function refuse(code: AccountRefusal): never {
  throw new Refused(code);
}
