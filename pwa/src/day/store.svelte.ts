import { now, thisZone } from '../core/clock';
import { addDays, wallClockOf } from '../core/zones';
import { VaultError, type Kept, type Vault, type VaultErrorCode } from '../vault/vault';
import { DAY_SETTINGS, daySettings, SESSIONS, sessionsOn, type FoundSessions } from './records';
import {
  momentOf,
  planDay,
  USUAL_DAY,
  whichDay,
  type DaySettings,
  type Session,
  type SessionTime,
} from './rules';
import { everyMinute } from './ticker';
import { WEEKLY, weeklyOn, weeklyTimes, type Weekly } from './weekly';

/** The day as it is now: its sessions, its gaps, and which of them we are in. */
export class Day {
  state = $state<'loading' | 'ready' | 'no_storage'>('loading');
  /** Why the last change was not kept; null once one was. */
  trouble = $state<VaultErrorCode | null>(null);
  /** The time that could not be kept: it stays on screen until it is, or is let go. */
  unkept = $state.raw<SessionTime | null>(null);
  damaged = $state(0);
  removed = $state.raw<Kept<SessionTime> | null>(null);
  weekly = $state.raw<Weekly>({});
  /** Days said to have no sessions. */
  free = $state.raw<FoundSessions['free']>([]);
  now = $state(now().getTime());
  zone = $state(thisZone());
  /** Yesterday's, today's and tomorrow's: what a night, a journey or a late entry can touch. */
  sessions = $state.raw<Session[]>([]);
  settings = $state.raw<DaySettings>(USUAL_DAY);

  isFree = $derived(this.free.some(({ on }) => on === this.on));
  on = $derived(whichDay(this.now, this.zone, this.sessions));
  plan = $derived(planDay(this.on, this.zone, this.sessions, this.settings));
  moment = $derived(momentOf(this.plan, this.now));

  #vault: Vault;
  #unkept_write: (() => Promise<boolean>) | null = null;
  #loading = 0;
  #loaded_on = '';
  #stops: (() => void)[] = [];

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Loads, then follows the clock and whatever this tab or another writes, until `close`. */
  async open(): Promise<void> {
    this.close();
    this.#stops = [
      this.#vault.onChange((collection) => this.#follow(collection)),
      everyMinute((instant) => this.#tick(instant)),
    ];
    await this.load();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  async load(): Promise<void> {
    const turn = ++this.#loading;
    const today = wallClockOf(this.now, this.zone).on;
    this.#loaded_on = today;
    const dates = [addDays(today, -1), today, addDays(today, 1)];
    try {
      const [found, settings, weekly] = await Promise.all([
        sessionsOn(this.#vault, dates),
        daySettings(this.#vault),
        weeklyTimes(this.#vault),
      ]);
      if (turn !== this.#loading) return; // a later load knows more
      const worked = dates.filter((on) => !found.free.some((free) => free.on === on));
      this.sessions = [
        ...found.sessions.filter(({ on }) => worked.includes(on)),
        ...worked.flatMap((on) => weeklyOn(weekly, on, this.zone, found.sessions)),
      ];
      [this.weekly, this.free] = [weekly, found.free];
      this.damaged = found.damaged;
      this.settings = settings;
      this.state = 'ready';
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.state = 'no_storage';
    }
  }

  newId(): string {
    return this.#vault.newId();
  }

  /** Tries the change that was not kept once more. */
  retry(): Promise<boolean> {
    return this.#unkept_write?.() ?? Promise.resolve(true);
  }

  /** The offers to undo and to try once more have been seen long enough. */
  letGo(): void {
    this.removed = null;
    this.#settle(null, null);
  }

  /** Writes, then shows what stands. True when kept; when not, `time` waits and can be tried once more. */
  async keep(
    write: (vault: Vault) => Promise<unknown>,
    time: SessionTime | null = null,
  ): Promise<boolean> {
    const removed = this.removed;
    try {
      await write(this.#vault);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.#settle(error.code, time, () => this.keep(write, time));
      return false;
    }
    // What was taken away before this is the past now, unless this is what took it away.
    if (this.removed === removed) this.removed = null;
    this.#settle(null, null);
    await this.load();
    return true;
  }

  #settle(
    trouble: VaultErrorCode | null,
    unkept: SessionTime | null,
    write: (() => Promise<boolean>) | null = null,
  ): void {
    this.trouble = trouble;
    this.unkept = unkept;
    this.#unkept_write = write;
  }

  #follow(collection: string): void {
    if ([SESSIONS, DAY_SETTINGS, WEEKLY].includes(collection)) void this.load();
  }

  #tick(instant: number): void {
    this.now = instant;
    this.zone = thisZone();
    if (this.state === 'loading') return;
    if (wallClockOf(instant, this.zone).on !== this.#loaded_on) void this.load();
  }
}
