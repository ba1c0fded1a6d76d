/** A hard hour as it stands: told of once, quiet for an hour, asked about when the day is over. */

import { now } from '../../core/clock';
import { keepQuiet, quietAt, type Quiet } from '../../reminders/quiet';
import { localDateOf } from '../../practices/records';
import { openVault, VaultError, type Vault } from '../../vault/vault';
import { isHard } from '../rules';
import { today } from '../store.svelte';
import { addHard, answerHard, hardOn, type ListedHard } from './records';
import type { After } from './rules';

const MINUTE = 60_000;
const QUIET_MINUTES = 60;

class HardHours {
  /** Null where nothing is kept quiet: it was not wanted, or the phone could not keep it. */
  quiet = $state.raw<Quiet | null>(null);
  /** The phone could not keep that it was hard. It is of no use to say so twice. */
  unkept = $state(false);

  /**
   * Coming here is the one tap. Coming once more within the hour, as by going back, is no second one: false
   * then, and nothing begins by itself.
   */
  async arrive(): Promise<boolean> {
    this.unkept = false;
    const instant = now();
    const isNew = !isHard(today.hardAt, instant.getTime());
    try {
      const vault = await openVault();
      this.quiet = await quietAt(vault, instant.getTime());
      if (await this.#isToldOf(vault, instant)) return false;
      today.hardAt = instant.getTime();
      await addHard(vault, instant, localDateOf(instant));
      await this.#hush(vault, instant.getTime());
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      today.hardAt = instant.getTime();
      this.unkept = error.code !== 'locked';
    }
    return isNew;
  }

  /** Whatever is quiet knocks as before: that is what the screen says next to it. */
  async unhush(): Promise<void> {
    const { quiet } = this;
    this.quiet = null;
    try {
      await keepQuiet(await openVault(), null);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.quiet = quiet;
    }
  }

  async #isToldOf(vault: Vault, instant: Date): Promise<boolean> {
    const [last] = await hardOn(vault, localDateOf(instant));
    const isRecent = last && instant.getTime() - Date.parse(last.at) < QUIET_MINUTES * MINUTE;
    if (isRecent) today.hardAt = Date.parse(last.at);
    return Boolean(isRecent);
  }

  async #hush(vault: Vault, instant: number): Promise<void> {
    // To the whole minute, so that what is said is what is kept.
    const until = Math.ceil(instant / MINUTE) * MINUTE + QUIET_MINUTES * MINUTE;
    if (this.quiet && this.quiet.until >= until) return;
    const quiet = { since: this.quiet?.since ?? instant, until };
    await keepQuiet(vault, quiet);
    this.quiet = quiet;
  }
}

export const hardHours = new HardHours();

/** One answer is for all of the day. */
export async function answer(vault: Vault, hours: readonly ListedHard[], after: After) {
  for (const { id } of hours) await answerHard(vault, id, after);
}
