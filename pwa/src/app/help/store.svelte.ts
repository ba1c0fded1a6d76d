/**
 * The person's own numbers as they stand on the screen, and what is half typed. It outlives the page:
 * on a phone that keeps nothing, this memory is all there is.
 */

import {
  dropDraft,
  isSame,
  keepDraft,
  keepOwnNumbers,
  NO_NUMBERS,
  readDraft,
  readOwnNumbers,
  type OwnNumber,
  type OwnNumbers,
  type Whose,
} from './records';

type Drafts = Record<Whose, OwnNumber | null>;

const NO_DRAFTS: Drafts = { trusted: null, service: null };
const EACH: Whose[] = ['trusted', 'service'];

export class OwnNumbersStore {
  kept = $state.raw<OwnNumbers>(NO_NUMBERS);
  /** What stands in an open form; `null` while the form is closed. */
  drafts = $state.raw<Drafts>(NO_DRAFTS);
  /** What was kept has been read, or cannot be. Until then nobody knows what a form would overwrite. */
  isRead = $state(false);
  country = $state<string | null>(null);

  async read(): Promise<void> {
    this.isRead = false;
    await this.#readKept().catch(leaveIt);
    await Promise.all(EACH.map((whose) => this.#readDraft(whose)));
    this.isRead = true;
  }

  /** Shown at once, kept if it can be: a full phone must not stand between a person and a number. */
  choose(country: string): void {
    this.country = country;
    void this.#keep({ country });
  }

  open(whose: Whose): void {
    this.#put(whose, this.kept[whose]);
  }

  type(whose: Whose, number: OwnNumber): void {
    this.#put(whose, number);
    void keepDraft(whose, number).catch(leaveIt);
  }

  leave(whose: Whose): void {
    this.#put(whose, null);
    void dropDraft(whose).catch(leaveIt);
  }

  /** Resolves false when the phone would not keep it; the draft then stays as it is. */
  async keep(whose: Whose): Promise<boolean> {
    const sent = this.drafts[whose];
    if (!sent) return true;
    const number = { name: sent.name.trim(), phone: sent.phone.trim() };
    if (!(await this.#keep({ [whose]: number }))) return false;
    // Letters typed while it was being kept are not kept yet: then the form stays open over them.
    if (this.drafts[whose] !== sent) return true;
    // Its draft goes first: one left behind would reopen the form over the number at the next start.
    await dropDraft(whose).catch(leaveIt);
    if (this.drafts[whose] === sent) this.#put(whose, null);
    return true;
  }

  async #keep(change: Partial<OwnNumbers>): Promise<boolean> {
    try {
      this.kept = await keepOwnNumbers(change);
      return true;
    } catch {
      return false;
    }
  }

  async #readKept(): Promise<void> {
    const before = this.kept;
    const kept = await readOwnNumbers();
    if (this.kept === before) this.kept = kept;
    this.country ??= kept.country;
  }

  /** What this page holds is newer than what it managed to seal. */
  async #readDraft(whose: Whose): Promise<void> {
    const sealed = await readDraft(whose).catch(() => null);
    const draft = this.drafts[whose] ?? sealed;
    if (draft && isSame(draft, this.kept[whose])) this.leave(whose);
    else this.#put(whose, draft);
  }

  #put(whose: Whose, draft: OwnNumber | null): void {
    this.drafts = { ...this.drafts, [whose]: draft };
  }
}

/** What could not be read or sealed is said on every screen by the shell; memory still holds it here. */
function leaveIt(): void {}

export const ownNumbers = new OwnNumbersStore();
