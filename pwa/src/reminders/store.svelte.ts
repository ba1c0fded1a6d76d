import { now, thisZone } from '../core/clock';
import { everyMinute } from '../day/ticker';
import { openVault, VaultError, type Kept, type Vault, type VaultErrorCode } from '../vault/vault';
import { WORK_HOURS } from '../day/hours';
import { LIGHTER } from '../day/lighter';
import { TIME_OFF } from '../day/time-off';
import { QUIET } from './quiet';
import {
  addReminder,
  allReminders,
  changeReminder,
  REMINDERS,
  removeReminder,
  restoreReminder,
} from './records';
import type { Listed, Reminder } from './rules';
import { silenceAt, type Silence } from './silence';

const FOLLOWED: readonly string[] = [REMINDERS, QUIET, WORK_HOURS, TIME_OFF, LIGHTER];

/** The reminders of this phone, as its vault has them. Nothing here asks a server. */
export class Reminders {
  state = $state<'loading' | 'ready' | 'no_storage'>('loading');
  /** Why the last change was not kept; null once one was. */
  trouble = $state<VaultErrorCode | null>(null);
  list = $state.raw<Listed[]>([]);
  now = $state(now().getTime());
  damaged = $state(0);
  /** As it stood when last read; it may be over by now. */
  #silence = $state.raw<Silence>({ quiet: null, hours: [], time_off: [] });
  quiet = $derived(
    this.#silence.quiet && this.now < this.#silence.quiet.until ? this.#silence.quiet : null,
  );
  silence = $derived<Silence>({ ...this.#silence, quiet: this.quiet });
  removed = $state.raw<Kept<Reminder> | null>(null);
  zone = $state(thisZone());

  #vault: Vault | null = null;
  #unkept: (() => Promise<boolean>) | null = null;
  #loading = 0;
  #stops: (() => void)[] = [];

  constructor(private readonly opening: () => Promise<Vault> = openVault) {}

  /** Loads, then follows the clock and whatever this tab or another writes, until `close`. */
  async open(): Promise<void> {
    this.close();
    this.#stops = [
      everyMinute((instant) => {
        this.now = instant;
        this.zone = thisZone();
      }),
    ];
    try {
      this.#vault = await this.opening();
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.state = 'no_storage';
      return;
    }
    this.#stops.push(
      this.#vault.onChange((collection) => {
        if (FOLLOWED.includes(collection)) void this.load();
      }),
    );
    await this.load();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  async load(): Promise<void> {
    const turn = ++this.#loading;
    try {
      const vault = this.#vault!;
      const [found, silence] = await Promise.all([allReminders(vault), silenceAt(vault, this.now)]);
      if (turn !== this.#loading) return; // a later load knows more
      this.list = found.reminders;
      this.#silence = silence;
      this.damaged = found.damaged;
      this.state = 'ready';
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.state = 'no_storage';
    }
  }

  find(plan_id: string): Listed | null {
    return this.list.find((each) => each.plan_id === plan_id) ?? null;
  }

  /** True when it is kept. When not, `trouble` says why and `retry` tries the same once more. */
  add(reminder: Omit<Reminder, 'plan_id'>): Promise<boolean> {
    // Both names are taken before the first attempt: a repeated one is no second reminder.
    const id = this.#vault!.newId();
    const whole = { ...reminder, plan_id: crypto.randomUUID() };
    return this.#keep((vault) => addReminder(vault, whole, id));
  }

  change(id: string, changes: Partial<Reminder>): Promise<boolean> {
    return this.#keep((vault) => changeReminder(vault, id, changes));
  }

  /** True when it is gone; `removed` is what `undoRemove` gives back. */
  remove(id: string): Promise<boolean> {
    return this.#keep(async (vault) => {
      this.removed = await removeReminder(vault, id);
    });
  }

  undoRemove(): Promise<boolean> {
    const { removed } = this;
    if (!removed) return Promise.resolve(true);
    return this.#keep((vault) => restoreReminder(vault, removed));
  }

  retry(): Promise<boolean> {
    return this.#unkept?.() ?? Promise.resolve(true);
  }

  letGo(): void {
    [this.removed, this.trouble, this.#unkept] = [null, null, null];
  }

  async #keep(write: (vault: Vault) => Promise<unknown>): Promise<boolean> {
    const { removed } = this;
    try {
      await write(this.#vault!);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.trouble = error.code;
      this.#unkept = () => this.#keep(write);
      return false;
    }
    // What was taken away before this is the past now, unless this is what took it away.
    if (this.removed === removed) this.removed = null;
    [this.trouble, this.#unkept] = [null, null];
    await this.load();
    return true;
  }
}

export const reminders = new Reminders();
