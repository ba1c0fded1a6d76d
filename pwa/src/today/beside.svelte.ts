/** What else Today may have to say, looked for once the first screen stands. */

import { now, thisZone } from '../core/clock';
import { wallClockOf } from '../core/zones';
import { keepQuiet } from '../reminders/quiet';
import type { Listed, Reminder } from '../reminders/rules';
import { reminders } from '../reminders/store.svelte';
import { quietlyWithVault } from '../vault/quietly';
import type { Vault } from '../vault/vault';
import { HARD, hardOn, type ListedHard } from './hard/records';
import type { After } from './hard/rules';
import { answer } from './hard/store.svelte';
import { ASKINGS, answerAsking, askings } from './serious/records';
import { questionFor, type Question } from './serious/rules';
import { today } from './store.svelte';

class Beside {
  /** Hard hours of this day that nobody has been asked about. */
  hard = $state.raw<ListedHard[]>([]);
  /** What somebody wanted to be asked by now. */
  question = $state.raw<Question | null>(null);
  /** What a reminder was before the last change, to have it back. */
  before = $state.raw<{ id: string; was: Partial<Reminder> } | null>(null);

  #heard: Vault | null = null;
  #turn = 0;

  async open(): Promise<void> {
    const opening = reminders.open();
    await quietlyWithVault(async (vault) => {
      if (vault !== this.#heard)
        vault.onChange((collection) => {
          if (collection === HARD || collection === ASKINGS)
            void quietlyWithVault((open) => this.#read(open));
        });
      this.#heard = vault;
      await this.#read(vault);
    });
    await opening;
  }

  close(): void {
    this.before = null;
    reminders.close();
  }

  async answerHard(after: After): Promise<void> {
    const { hard } = this;
    await quietlyWithVault((vault) => answer(vault, hard, after));
    // It goes once it is kept. A phone that cannot keep it does not ask for ever.
    this.#turn += 1;
    this.hard = [];
  }

  /** `all`: it asks no more. */
  async answerQuestion(days: number | 'all'): Promise<void> {
    const { question } = this;
    if (question) await quietlyWithVault((vault) => answerAsking(vault, question.id, days));
    this.#turn += 1;
    this.question = null;
  }

  async change(reminder: Listed, changes: Partial<Reminder>): Promise<void> {
    const { skips, moves, state } = reminder;
    const isKept = await reminders.change(reminder.id, changes);
    if (isKept) this.before = { id: reminder.id, was: { skips, moves, state } };
  }

  async undo(): Promise<void> {
    const { before } = this;
    if (before && (await reminders.change(before.id, before.was))) this.before = null;
  }

  async unhush(): Promise<void> {
    await quietlyWithVault((vault) => keepQuiet(vault, null));
  }

  async #read(vault: Vault): Promise<void> {
    const turn = ++this.#turn;
    const worked = today.day?.on;
    const [hard, wanted] = await Promise.all([worked ? hardOn(vault, worked) : [], askings(vault)]);
    if (turn !== this.#turn) return; // a later one knows more
    this.question = questionFor(wanted, wallClockOf(now().getTime(), thisZone()).on);
    // What is offered stays as it is: it would change under somebody's thumb.
    this.hard = hard.filter(({ after }) => after === null);
  }
}

export const beside = new Beside();
