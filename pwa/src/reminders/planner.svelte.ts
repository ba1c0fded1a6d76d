/** Tells the server when to knock, once this phone and the server are in step. */

import { now } from '../core/clock';
import { openVault, type Vault } from '../vault/vault';
import { getPlan, putPlan } from './api';
import { allReminders } from './records';
import { planOf, type Planned, type Reminder } from './rules';
import { silenceAt, type Silence } from './silence';
import { keepPlan, keptPlan, type Told } from './told';

/**
 * - `told`: the server knocks by what stands here
 * - `waiting`: it does not know yet
 * - `changed`: another phone told it something else; come back once that has arrived here
 */
export type Telling = 'told' | 'waiting' | 'changed';

export class Planner {
  /** What the server knows, as far as this phone was told. */
  #plan = $state<string | null>(null);
  #telling: Promise<Telling> | null = null;
  #owed = false;
  /** The server's version, as it last said. */
  #seen: number | null = null;

  /** Reads what was told before this page began. Never rejects. */
  async open(): Promise<void> {
    const told = await openVault()
      .then(keptPlan, () => null)
      .catch(() => null);
    this.#plan ??= told?.plan ?? null;
  }

  /** Whether the server knocks by these. What was changed since it was told, it does not know yet. */
  knows(reminders: Reminder[], instant: number, silence: Silence | null): boolean {
    return this.#plan === JSON.stringify(planOf(reminders, instant, silence));
  }

  /** Call it whenever nothing waits to be sent and all has been fetched. Never rejects. */
  async tell(): Promise<Telling> {
    if (this.#telling) {
      this.#owed = true;
      return this.#telling;
    }
    this.#telling = this.#tell().catch(() => 'waiting' as const);
    const telling = await this.#telling;
    this.#telling = null;
    if (!this.#owed) return telling;
    this.#owed = false;
    return this.tell();
  }

  async #tell(): Promise<Telling> {
    const vault = await openVault();
    const { reminders } = await allReminders(vault);
    const instant = now().getTime();
    const planned = planOf(reminders, instant, await silenceAt(vault, instant));
    const told = await keptPlan(vault);
    if (told?.plan !== JSON.stringify(planned) || !(await this.#stands(told.version))) {
      return this.#replace(vault, planned);
    }
    this.#plan = told.plan;
    return 'told';
  }

  /** Another phone may have told the server since. Asked once while this page is open. */
  async #stands(version: number): Promise<boolean> {
    if (this.#seen !== version) {
      const answer = await getPlan();
      if (answer.kind === 'answered') this.#seen = answer.data.version;
    }
    return this.#seen === version;
  }

  async #replace(vault: Vault, planned: Planned[]): Promise<Telling> {
    const found = await getPlan();
    if (found.kind !== 'answered') return 'waiting';
    const plan = JSON.stringify(planned);
    const isNothing = !planned.length && !found.data.reminders.length;
    if (isNothing) return this.#keep(vault, { version: found.data.version, plan });
    const answer = await putPlan({ based_on: found.data.version, reminders: planned });
    if (answer.kind === 'refused' && answer.problem.code === 'plan_changed') return 'changed';
    if (answer.kind !== 'answered') return 'waiting';
    return this.#keep(vault, { version: answer.data.version, plan });
  }

  /** A full phone keeps no note of it, and tells the same once more the next time. */
  async #keep(vault: Vault, told: Told): Promise<Telling> {
    [this.#seen, this.#plan] = [told.version, told.plan];
    await keepPlan(vault, told).catch(() => undefined);
    return 'told';
  }
}

export const planner = new Planner();
