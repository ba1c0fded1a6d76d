/** Whether the plan comes up today, and with which words. The shell asks this; nothing else decides it. */

import type { LocalDate, Vault } from '../../vault/vault';
import { allPulses } from '../pulse/records';
import { readAnchor } from '../trends/records';
import { keyOf, type Reason } from '../trends/rules';
import { weekOf, weeksOf } from '../trends/weeks';
import { allPlans, putAside, readQuiet } from './records';
import { raisedOn, type WarningPlan } from './rules';

export interface Raised {
  reasons: Reason[];
  /** Null when none is written yet. */
  plan: WarningPlan | null;
}

/** Null while there is nothing to say, or nothing new. Refused as the vault refuses. */
export async function raisedNow(vault: Vault, today: LocalDate): Promise<Raised | null> {
  const { list: pulses } = await allPulses(vault);
  const { list: plans } = await allPlans(vault);
  const reasons = raisedOn(today, {
    weeks: weeksOf(pulses),
    anchor: await readAnchor(vault),
    // A plan of another phone is a plan too: its lines hold until somebody chooses between them.
    lines: plans.flatMap(({ lines }) => lines),
    quiet: await readQuiet(vault),
  });
  return reasons.length === 0 ? null : { reasons, plan: plans[0] ?? null };
}

/** "Not now": quiet until something new. */
export async function quietFor(vault: Vault, { reasons }: Raised, today: LocalDate): Promise<void> {
  await putAside(vault, reasons.map(keyOf), weekOf(today));
}
