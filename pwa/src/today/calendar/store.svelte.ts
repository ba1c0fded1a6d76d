/** Bringing times in from a calendar file: read, looked at, and only then kept. */

import { now, thisZone } from '../../core/clock';
import { wallClockOf } from '../../core/zones';
import { addSession } from '../../day/sessions-keeping';
import type { Session, SessionTime } from '../../day/rules';
import { openVault, VaultError, type Vault, type VaultErrorCode } from '../../vault/vault';
import { readCalendar, type Unreadable } from './read';
import { bringIn, broughtFrom, calendarNamed, calendars, takeAway, type Calendar } from './records';
import { changeBy, sessionOf, type Found } from './rules';

/** What was found in a file, before anything is kept. */
export interface Preview {
  found: Found;
  times: SessionTime[];
  /** The same calendar, from before. */
  before: Calendar | null;
  /** What was brought in from it and still stands. */
  kept: Session[];
}

export class CalendarImport {
  /** The times that were brought in from each, the latest first. */
  known = $state.raw<Calendar[]>([]);
  preview = $state.raw<Preview | null>(null);
  unreadable = $state<Unreadable | null>(null);
  /** Those of the preview that are left out, by their place in it. */
  left_out = $state.raw<ReadonlySet<number>>(new Set());
  /** 0 to 1 while it is being kept or taken away; null while nothing is. */
  share = $state<number | null>(null);
  isReading = $state(false);
  /** How many times are kept now. */
  done = $state<number | null>(null);
  trouble = $state<VaultErrorCode | null>(null);
  /** What was taken away, to have it back. */
  taken = $state.raw<SessionTime[]>([]);
  #turn = 0;

  async open(): Promise<void> {
    await this.#kept(async (vault) => (this.known = await calendars(vault)));
  }

  async read(file: Blob): Promise<void> {
    this.letGo();
    const turn = ++this.#turn;
    this.isReading = true;
    const found = await readCalendar(file);
    if (turn !== this.#turn) return; // another file was picked meanwhile
    this.isReading = false;
    if (typeof found === 'string') {
      this.unreadable = found;
      return;
    }
    await this.#kept(async (vault) => {
      const times = found.busy.map((busy) => sessionOf(busy, thisZone()));
      const before = await calendarNamed(vault, found.name);
      const kept = before ? await broughtFrom(vault, before.id, today()) : [];
      if (turn === this.#turn) this.preview = { found, times, before, kept };
    });
  }

  toggle(at: number): void {
    const next = new Set(this.left_out);
    if (!next.delete(at)) next.add(at);
    this.left_out = next;
  }

  letGo(): void {
    [this.preview, this.unreadable, this.done, this.trouble] = [null, null, null, null];
    this.left_out = new Set();
    this.taken = [];
  }

  /** True when all of it is kept. Stopped half way, the same once more goes on. */
  async bringIn(): Promise<boolean> {
    const { preview } = this;
    if (!preview) return false;
    const wanted = preview.times.filter((_, at) => !this.left_out.has(at));
    return this.#working(async (vault, tell) => {
      const { name } = preview.found;
      const before = await calendarNamed(vault, name);
      const kept = before ? await broughtFrom(vault, before.id, today()) : [];
      await bringIn(vault, { name, change: changeBy(wanted, kept), on: today(), tell });
      this.known = await calendars(vault);
      [this.preview, this.done] = [null, wanted.length];
    });
  }

  async takeAway(calendar: Calendar): Promise<void> {
    this.letGo();
    await this.#working(async (vault, tell) => {
      this.taken = await takeAway(vault, calendar, today(), tell);
      this.known = await calendars(vault);
    });
  }

  /** They come back as times of one's own: which calendar they were from is forgotten. */
  async undo(): Promise<void> {
    const { taken } = this;
    await this.#working(async (vault, tell) => {
      for (const [at, session] of taken.entries()) {
        const { on, at: start, minutes, zone } = session;
        await addSession(vault, { on, at: start, minutes, zone });
        this.taken = taken.slice(at + 1);
        tell((at + 1) / taken.length);
      }
    });
  }

  async #working(
    work: (vault: Vault, tell: (share: number) => void) => Promise<void>,
  ): Promise<boolean> {
    this.share = 0;
    this.trouble = null;
    const isKept = await this.#kept((vault) => work(vault, (share) => (this.share = share)));
    this.share = null;
    return isKept;
  }

  async #kept(work: (vault: Vault) => Promise<unknown>): Promise<boolean> {
    try {
      await work(await openVault());
      return true;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.trouble = error.code;
      return false;
    }
  }
}

export const calendarImport = new CalendarImport();

function today(): string {
  return wallClockOf(now().getTime(), thisZone()).on;
}
