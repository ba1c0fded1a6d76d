/** The pulses somebody kept: dated, sealed, and never changed. */

import { thisZone } from '../../core/clock';
import { wallClockOf } from '../../core/zones';
import type { Policy } from '../../vault/sync/policies';
import { VaultError, type LocalDate, type Vault } from '../../vault/vault';
import { pulseFrom, type Pulse } from './rules';

export const PULSES = 'pulses';
export const PULSES_POLICY: Policy = 'append';

export interface ListedPulse extends Pulse {
  id: string;
  /** The day on the calendar of where it was kept. */
  on: LocalDate;
}

export interface FoundPulses {
  /** The earliest first. */
  list: ListedPulse[];
  /** Records that could not be read. They stay where they are. */
  damaged: number;
}

export async function allPulses(vault: Vault): Promise<FoundPulses> {
  const { kept, damaged } = await vault.list<unknown>(PULSES);
  const list = kept.flatMap(({ id, on, value }) => {
    const pulse = pulseFrom(value);
    return pulse ? [{ id, on: on ?? dayOf(pulse), ...pulse }] : [];
  });
  const moment = ({ at }: Pulse) => Date.parse(at);
  return {
    list: list.sort((a, b) => moment(a) - moment(b) || (a.id < b.id ? -1 : 1)),
    damaged: damaged.length + kept.length - list.length,
  };
}

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export async function addPulse(vault: Vault, pulse: Pulse, id: string): Promise<void> {
  await vault.add(PULSES, pulse, dayOf(pulse), id);
}

/** One that is gone already is gone. */
export async function removePulse(vault: Vault, id: string): Promise<void> {
  await vault.remove(PULSES, id).catch((error: unknown) => {
    if (!(error instanceof VaultError && error.code === 'not_found')) throw error;
  });
}

function dayOf(pulse: Pulse): LocalDate {
  return wallClockOf(new Date(pulse.at), thisZone()).on;
}
