/** Tells the server when to knock, once this phone and the server are in step. */

import { now } from '../core/clock';
import { accountRow } from '../accounts/standing';
import { openVault } from '../vault/vault';
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
    const owner = (await accountRow())?.owner;
    if (!owner) return 'waiting';
    const { reminders } = await allReminders(await openVault());
    const planned = planOf(reminders, now().getTime());
    const plan = JSON.stringify(planned);
    const told = await keptPlan(owner);
    if (told?.plan === plan && (await this.#stands(told.version))) return 'told';
    return this.#replace(owner, planned, plan);
  }

  /** Another phone may have told the server since. Asked once while this page is open. */
  async #stands(version: number): Promise<boolean> {
    if (this.#asked !== version) {
      const answer = await getPlan();
      if (answer.kind !== 'answered') throw new Error('unheard');
      this.#asked = answer.data.version;
    }
    return this.#asked === version;
  }

  #asked: number | null = null;

  async #replace(owner: string, planned: Planned[], plan: string): Promise<Telling> {
    const found = await getPlan();
    if (found.kind !== 'answered') return 'waiting';
    if (!planned.length && !found.data.reminders.length) return 'told';
    const answer = await putPlan({ based_on: found.data.version, reminders: planned });
    if (answer.kind === 'refused' && answer.problem.code === 'plan_changed') return 'changed';
    if (answer.kind !== 'answered') return 'waiting';
    this.#asked = answer.data.version;
    await keepPlan({ owner, version: answer.data.version, plan });
    return 'told';
  }
}

export const planner = new Planner();
