/** What a person did with the practices, and how they like the player. */

import { now } from '../core/clock';
import { quietly } from '../vault/quietly';
import { openVault, VaultError, type Vault } from '../vault/vault';
import {
  changedSettings,
  dayOf,
  discard,
  keepLog,
  keepPlayerSettings,
  localDateOf,
  LOGS,
  logsOn,
  PLAYER_DEFAULTS,
  playerSettings,
  SETTINGS,
  type DamagedLog,
  type PlayerSettings,
  type PracticeLog,
} from './records';

/** Why finished practices are not kept yet. They wait here, on the screen. */
export type Unkept = 'no_room' | 'other';

/** A log not kept yet. Its id is taken before the first attempt, so that a repeated one is no second log. */
interface Waiting {
  log: PracticeLog;
  id: string | null;
}

interface Keeper {
  newId: () => string;
  keep: (log: PracticeLog, id: string) => Promise<void>;
}

const KEEP_TRYING_MS = 20_000;

export class Logbook {
  /** Today's, the newest first. */
  logs = $state.raw<PracticeLog[]>([]);
  /** Today's that did not open. What a later Interlude wrote is whole, and not counted among them. */
  damaged = $state.raw<DamagedLog[]>([]);
  settings = $state.raw<PlayerSettings>(PLAYER_DEFAULTS);
  unkept = $state<Unkept | null>(null);

  #opening: Promise<void> | null = null;
  #heard: Vault | null = null;
  #waiting: Waiting[] = [];
  #keeping: Promise<boolean> | null = null;
  #said = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A phone that keeps nothing can still be practised with. */
  open(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<void> {
    const isOpen = await quietly(async () => {
      const vault = await this.#records();
      this.settings = await playerSettings(vault);
      await this.#read(vault);
    });
    if (!isOpen) this.#opening = null; // A locked phone may be open at the next visit.
  }

  /** True when it is kept. If not, it waits, `unkept` says why, and a full phone is tried anew. */
  log(log: PracticeLog): Promise<boolean> {
    this.#waiting.push({ log, id: null });
    return this.keepWaiting();
  }

  /** One attempt at a time: a log must not be kept twice because a timer and a thumb met. */
  keepWaiting(): Promise<boolean> {
    this.#keeping ??= this.#keepAll().finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  /** Goes on without keeping what could not be kept. */
  letGo(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.unkept = null;
  }

  /** In force at once, and kept where the phone can. */
  async change(settings: PlayerSettings): Promise<void> {
    const changes = changedSettings(this.settings, settings);
    this.settings = settings;
    await quietly(async () => keepPlayerSettings(await this.#records(), changes));
  }

  /** Says no more of the damaged logs shown now, and leaves them as they are. */
  leaveDamaged(): void {
    this.damaged.forEach(({ id }) => this.#said.add(id));
    this.damaged = [];
  }

  /** Takes them away for good; what cannot be taken away stays, unmentioned. */
  async removeDamaged(): Promise<void> {
    const told = this.damaged;
    this.leaveDamaged();
    await quietly(async () => discard(await this.#records(), told));
  }

  /** Asked for anew each time: after "erase everything" it is another one. */
  async #records(): Promise<Vault> {
    const vault = await openVault();
    if (vault !== this.#heard) vault.onChange((collection) => this.#onChange(vault, collection));
    this.#heard = vault;
    return vault;
  }

  #onChange(vault: Vault, collection: string): void {
    if (collection === LOGS) void quietly(() => this.#read(vault));
    if (collection === SETTINGS)
      void quietly(async () => (this.settings = await playerSettings(vault)));
  }

  async #read(vault: Vault): Promise<void> {
    const { logs, damaged } = await logsOn(vault, localDateOf(now()));
    this.logs = logs;
    this.damaged = damaged.filter(({ id, code }) => code !== 'too_new' && !this.#said.has(id));
  }

  async #keepAll(): Promise<boolean> {
    clearTimeout(this.#timer);
    try {
      const { newId, keep } = await this.#keeper();
      for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
        next.id ??= newId();
        await keep(next.log, next.id);
        this.#waiting = this.#waiting.filter((waiting) => waiting !== next);
      }
      this.unkept = null;
      return true;
    } catch (error) {
      if (this.#waiting.length === 0) return true;
      if (isFull(error)) this.#tryLater();
      else this.unkept = 'other';
      return false;
    }
  }

  /** While the app is locked a log can be put away, and read by nobody. */
  async #keeper(): Promise<Keeper> {
    try {
      const vault = await this.#records();
      return { newId: () => vault.newId(), keep: (log, id) => keepLog(vault, log, id) };
    } catch (error) {
      if (!(error instanceof VaultError && error.code === 'locked')) throw error;
      const { newId, boxUp } = await import('../vault/while-locked');
      return { newId, keep: (log, id) => boxUp(LOGS, log, dayOf(log), id) };
    }
  }

  #tryLater(): void {
    this.unkept = 'no_room';
    this.#timer = setTimeout(() => void this.keepWaiting(), KEEP_TRYING_MS);
  }
}

export const logbook = new Logbook();

function isFull(error: unknown): boolean {
  return error instanceof VaultError && error.code === 'no_room';
}
