/** For tests of the screens: the account as a screen finds it, with every answer of its own choosing. */

import { vi } from 'vitest';
import { account } from './account.svelte';
import { newAccount, recovery } from './half-made.svelte';
import type { Busy, Device, Outcome, Status } from './types';

export const CODE = '7K2M-Q0RT-1VWX-99AB-CDEF-GH3J-KM5N';
export const DONE: Outcome = { kind: 'done' };
export const NO_SIGNAL: Outcome = { kind: 'unheard', reason: 'no_network' };

export const refused = (code: Extract<Outcome, { kind: 'refused' }>['code'], after?: number) =>
  ({ kind: 'refused', code, ...(after && { retry_after: after }) }) as const;

/** As after a cold start: nothing typed, nothing half made, no answer kept. */
export function standing(status: Status, name: string | null = null): void {
  vi.restoreAllMocks();
  Object.assign(account, { status, name, ended_because: null, devices: null });
  Object.assign(account, { busy: null, bringing: null, invite_needed: false });
  newAccount.clear();
  recovery.clear();
  vi.spyOn(account, 'askRegistration').mockResolvedValue(DONE);
  vi.spyOn(account, 'cancel').mockReturnValue();
  vi.spyOn(account, 'unsent').mockResolvedValue(0);
  vi.stubGlobal('scrollTo', vi.fn());
}

type Asked = 'prepareSignUp' | 'signUp' | 'signIn' | 'settle' | 'recover' | 'prepareRecovered';
type Also = 'finishRecovery' | 'changePassphrase' | 'loadDevices' | 'nameDevice' | 'dropLeft';
type Rest = 'signOutDevice' | 'signOutOthers' | 'signOut' | 'erase';

/** Answers one after the other to what the account is asked to do. */
export function answering(what: Asked | Also | Rest, ...answers: unknown[]) {
  const spy = vi.spyOn(account, what as 'signUp');
  for (const answer of answers) spy.mockResolvedValueOnce(answer as Outcome);
  return spy;
}

/** Busy until `finish` is called with the answer. */
export function busyWith(what: Asked | Also | Rest, busy: Busy) {
  let finish!: (answer: unknown) => void;
  vi.spyOn(account, what as 'signUp').mockImplementation(() => {
    account.busy = busy;
    return new Promise<Outcome>((resolve) => {
      finish = (answer) => {
        account.busy = null;
        resolve(answer as Outcome);
      };
    });
  });
  return { finish: (answer: unknown) => finish(answer) };
}

export function aDevice(changes: Partial<Device> = {}): Device {
  const on = '2026-11-25';
  const device = { id: 'd1', name: 'Work phone', created_on: on, last_seen_on: on, is_this: false };
  return { ...device, ...changes };
}
