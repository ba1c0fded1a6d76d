/** What Today asks, where somebody wants to be asked: at most each once a day. */

import { now } from '../../core/clock';
import { addAnswer, isAnswered } from '../../practices/helps/records';
import type { After } from '../../practices/helps/rules';
import { logsOn, localDateOf, type PracticeLog } from '../../practices/records';
import { practices } from '../../practices/store.svelte';
import { quietlyWithVault } from '../../vault/quietly';
import type { Vault } from '../../vault/vault';
import { isKind } from '../../day/rules';
import { today } from '../store.svelte';
import { isHard, partOf } from '../rules';
import {
  addCloseness,
  ASKS,
  asksOf,
  changeAsks,
  closenessOn,
  NOTHING_ASKED,
  type Asks,
  type Close,
} from './records';

/** What was done longer ago is not asked about. */
const RECENT_MS = 15 * 60_000;
/** A session that ended longer ago is not asked about. */
const ENDED_MS = 60 * 60_000;

class AskingToday {
  asks = $state.raw<Asks>(NOTHING_ASKED);
  /** The practice to ask about; null while there is nothing to ask. */
  helped = $state.raw<PracticeLog | null>(null);
  closeness = $state(false);
  /** What there is to ask is known. */
  isRead = $state(false);
  unkept = $state(false);

  /** Not asked once more on that day while the app is open. */
  #passed = new Set<string>();
  #heard: Vault | null = null;

  async open(): Promise<void> {
    await quietlyWithVault(async (vault) => {
      if (vault !== this.#heard)
        vault.onChange((collection) => void (collection === ASKS && this.open()));
      this.#heard = vault;
      this.asks = await asksOf(vault);
      await this.#look(vault);
    });
    this.isRead = true;
  }

  async change(changes: Partial<Asks>): Promise<void> {
    this.asks = { ...this.asks, ...changes };
    const isKept = await quietlyWithVault((vault) => changeAsks(vault, changes));
    this.unkept = !isKept;
  }

  async #look(vault: Vault): Promise<void> {
    const instant = now();
    const on = localDateOf(instant);
    const mayAsk = (what: keyof Asks) => this.asks[what] && !this.#passed.has(`${what} ${on}`);
    if (mayAsk('helped') && !(await isAnswered(vault, on))) {
      const [last] = (await logsOn(vault, on)).logs;
      const isRecent = last && instant.getTime() - Date.parse(last.ended_at) < RECENT_MS;
      this.helped = isRecent && practices.find(last.practice_id) ? last : null;
    } else this.helped = null;
    const isOpen = mayAsk('closeness') && hasEnded(instant.getTime());
    this.closeness = isOpen && (await closenessOn(vault, on)).length === 0;
  }

  async answerHelped(after: After): Promise<void> {
    const { helped } = this;
    if (!helped) return;
    this.pass('helped');
    const answer = {
      practice_id: helped.practice_id,
      moment: partAt(Date.parse(helped.started_at)),
      after,
      at: now().toISOString(),
    };
    await quietlyWithVault((vault) => addAnswer(vault, answer, localDateOf(now())));
  }

  async answerCloseness(how: Close): Promise<void> {
    this.pass('closeness');
    const at = now();
    await quietlyWithVault((vault) =>
      addCloseness(vault, { at: at.toISOString(), how }, localDateOf(at)),
    );
  }

  pass(what: keyof Asks): void {
    this.#passed.add(`${what} ${localDateOf(now())}`);
    if (what === 'helped') this.helped = null;
    else this.closeness = false;
  }
}

/** On a day without sessions it is between them. */
function partAt(instant: number) {
  const plan = today.day?.plan;
  return plan ? partOf(plan, instant, isHard(today.hardAt, instant)) : ('between' as const);
}

/** A session ended a while ago, and none runs. */
function hasEnded(instant: number): boolean {
  const plan = today.day?.plan;
  if (!plan || today.day?.moment.kind === 'session') return false;
  return plan.sessions
    .filter(isKind('session'))
    .some(({ to }) => to <= instant && instant - to < ENDED_MS);
}

export const asking = new AskingToday();
