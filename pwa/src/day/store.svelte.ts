import { now, thisZone } from '../core/clock';
import { addDays, wallClockOf } from '../core/zones';
import { VaultError, type Kept, type Vault, type VaultErrorCode } from '../vault/vault';
import {
  addSession,
  changeSession,
  DAY_SETTINGS,
  daySettings,
  SESSIONS,
  sessionsOn,
} from './records';
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

/** The day as it is now: its sessions, its gaps, and which of them we are in. */
export class Day {
  state = $state<'loading' | 'ready' | 'no_storage'>('loading');
  /** Why the last change was not kept; null once one was. */
  trouble = $state<VaultErrorCode | null>(null);
  /** The time that could not be kept: it stays on screen until it is, or is let go. */
  unkept = $state.raw<SessionTime | null>(null);
  damaged = $state(0);
  removed = $state.raw<Kept<SessionTime> | null>(null);
  now = $state(now().getTime());
  zone = $state(thisZone());
  /** Yesterday's, today's and tomorrow's: what a night, a journey or a late entry can touch. */
  sessions = $state.raw<Session[]>([]);
  settings = $state.raw<DaySettings>(USUAL_DAY);

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
      const [found, settings] = await Promise.all([
        sessionsOn(this.#vault, dates),
        daySettings(this.#vault),
      ]);
      if (turn !== this.#loading) return; // a later load knows more
      this.sessions = found.sessions;
      this.damaged = found.damaged;
      this.settings = settings;
      this.state = 'ready';
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.state = 'no_storage';
    }
  }

  /** True when it is kept. When not, `unkept` holds it and `trouble` says why. */
  add(time: SessionTime): Promise<boolean> {
    const id = this.#vault.newId(); // taken before the first attempt: a repeated one is no second session
    return this.keep((vault) => addSession(vault, time, id), time);
  }

  change(id: string, time: SessionTime): Promise<boolean> {
    return this.keep((vault) => changeSession(vault, id, time), time);
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
    if (collection === SESSIONS || collection === DAY_SETTINGS) void this.load();
  }

  #tick(instant: number): void {
    this.now = instant;
    this.zone = thisZone();
    if (this.state === 'loading') return;
    if (wallClockOf(instant, this.zone).on !== this.#loaded_on) void this.load();
  }
}
