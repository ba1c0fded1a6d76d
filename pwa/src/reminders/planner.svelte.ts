/** Tells the server when to knock, once this phone and the server are in step. */

import { now } from '../core/clock';
import { openVault, type Vault } from '../vault/vault';
import { getPlan, putPlan } from './api';
import { allReminders } from './records';
import { planOf, type Planned } from './rules';
import { keptPlan, keepPlan } from './told';

/**
 * - `told`: the server knocks by what stands here
 * - `waiting`: it does not know yet
 * - `changed`: another phone told it something else; come back once that has arrived here
 */
export type Telling = 'told' | 'waiting' | 'changed';

export class Planner {
  state = $state<Telling>('waiting');

  #telling: Promise<Telling> | null = null;
  #owed = false;
  /** The server's version, as it last said. */
  #seen: number | null = null;

  /** Call it whenever nothing waits to be sent and all has been fetched. Never rejects. */
  async tell(): Promise<Telling> {
    if (this.#telling) {
      this.#owed = true;
      return this.#telling;
    }
    this.#telling = this.#tell().catch(() => 'waiting' as const);
    this.state = await this.#telling;
    this.#telling = null;
    if (!this.#owed) return this.state;
    this.#owed = false;
    return this.tell();
  }

  async #tell(): Promise<Telling> {
    const vault = await openVault();
    const { reminders } = await allReminders(vault);
    const planned = planOf(reminders, now().getTime());
    const told = await keptPlan(vault);
    if (told?.plan === JSON.stringify(planned) && (await this.#stands(told.version))) return 'told';
    return this.#replace(vault, planned);
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
    if (!planned.length && !found.data.reminders.length) return 'told';
    const answer = await putPlan({ based_on: found.data.version, reminders: planned });
    if (answer.kind === 'refused' && answer.problem.code === 'plan_changed') return 'changed';
    if (answer.kind !== 'answered') return 'waiting';
    this.#seen = answer.data.version;
    await keepPlan(vault, { version: answer.data.version, plan: JSON.stringify(planned) });
    return 'told';
  }
}

export const planner = new Planner();
