/** Keeps this phone in step with its account: looks when there is reason to, and says how things stand. */

import { Listeners } from '../listeners';
import type { Vault } from '../types';
import { alone } from './alone';
import { waitMs } from './backoff';
import type { Context, Inside, Refusal } from './context';
import { Held } from './held';
import type { Counters, Policies } from './policies';
import { letGo, rejectedEdits, tryAnew, type RejectedEdit } from './rejected';
import { formerCount } from './renewing';
import { run, type Ended } from './run';
import { counted, type Counted } from './state';
import { askToBeWoken, onTrigger } from './triggers';
import { troubleOfPhone, type Trouble } from './trouble';
import type { Post } from './wire';

export type { RejectedEdit } from './rejected';
export type { Refusal } from './context';
export type { Trouble } from './trouble';

export interface SyncState extends Counted {
  /** Records that still lie under a former key of the ring. */
  former: number;
  doing: boolean;
  trouble: Trouble | null;
}

/** An open vault, or what stands for one while the app is locked. */
export type Synced = Vault | { inside: () => Inside };

export interface Means {
  /** Of the account that `post` speaks for. */
  vault: Synced;
  post: Post;
  policies: Policies;
  counters: Counters;
  locked?: () => boolean;
  random?: () => number;
}

/** A quick hand writes several times in a second. */
const AFTER_WRITING_MS = 1000;
const AT_REST: SyncState = {
  ...{ waiting: 0, rejected: 0, refused: 0, former: 0, last_sync_at: null },
  ...{ doing: false, trouble: null },
};

export class SyncEngine {
  readonly #context: Context;
  readonly #inside: Inside;
  readonly #held: Held;
  readonly #random: () => number;
  readonly #states = new Listeners<SyncState>();
  readonly #refusals = new Listeners<Refusal>();
  readonly #tabs = new BroadcastChannel('interlude-sync');
  readonly #stops: (() => void)[] = [];
  #state = AT_REST;
  #running: Promise<SyncState> | undefined;
  #wanted = false;
  #stopped = false;
  #failures = 0;
  #rolledBack = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The server named a time: until then no trigger counts. */
  #asked = false;

  constructor({ vault, locked = () => false, random = Math.random, ...given }: Means) {
    this.#inside = insideOf(vault);
    this.#random = random;
    this.#context = { ...this.#inside, ...given, locked, refused: (one) => this.#refuse(one) };
    this.#held = new Held(this.#context);
  }

  get state(): SyncState {
    return this.#state;
  }

  /** Called at once, and whenever something changes. */
  onState(listener: (state: SyncState) => void): () => void {
    queueMicrotask(() => listener(this.#state));
    return this.#states.add(listener);
  }

  /** Told of each thing of the server's that was not taken. */
  onRefused(listener: (refusal: Refusal) => void): () => void {
    return this.#refusals.add(listener);
  }

  /** Looks now, and from now on by itself. */
  start(): void {
    this.#stops.push(onTrigger(() => this.#trigger()));
    this.#stops.push(this.#inside.changes.add(() => void this.#written()));
    this.#tabs.onmessage = ({ data }: MessageEvent<Trouble | null>) => void this.#heardOf(data);
    this.#trigger();
  }

  /** For good: after an account was left or changed, a new engine is made of the new vault. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const stop of this.#stops.splice(0)) stop();
    this.#tabs.close();
  }

  /** Resolves after a run that began later than this call. */
  async syncNow(): Promise<SyncState> {
    this.#wanted = true;
    this.#running ??= this.#runs().finally(() => (this.#running = undefined));
    return this.#running;
  }

  rejected(): Promise<RejectedEdit[]> {
    return rejectedEdits(this.#context);
  }

  /** Refused with `not_found`, and with `damaged` for a record that does not open. */
  async retryRejected(op: string): Promise<void> {
    await tryAnew(this.#context, op);
    await this.syncNow();
  }

  /** Only for a person who said so: what they wrote goes. Refused as `retryRejected`. */
  async letGoRejected(op: string): Promise<void> {
    await letGo(this.#context, op);
    await this.#count();
  }

  async #runs(): Promise<SyncState> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      await this.#once();
    }
    return this.#state;
  }

  async #once(): Promise<void> {
    clearTimeout(this.#timer);
    this.#set({ doing: true });
    try {
      const ended = await alone('interlude-sync', () => this.#attempt());
      this.#after(ended);
      await this.#count({ trouble: ended.trouble });
      if (!this.#stopped) this.#tabs.postMessage(ended.trouble);
    } finally {
      this.#set({ doing: false });
    }
  }

  async #attempt(): Promise<Ended> {
    this.#rolledBack = false;
    if (this.#stopped) return { trouble: this.#state.trouble, retry_after: null };
    try {
      await this.#held.tryAnew();
      const ended = await run(this.#context);
      await this.#held.tell();
      const trouble = ended.trouble ?? (this.#rolledBack ? 'rolled_back' : null);
      return { ...ended, trouble };
    } catch (error) {
      const trouble = troubleOfPhone(error);
      if (trouble === null) throw error;
      return { trouble, retry_after: null };
    }
  }

  /** After silence or a refusal it looks again by itself; not where a person must do something first. */
  #after({ trouble, retry_after }: Ended): void {
    this.#asked = false;
    const isOver = trouble === null || trouble === 'rolled_back' || NEEDS_PERSON.has(trouble);
    this.#failures = isOver ? 0 : this.#failures + 1;
    if (trouble === 'other_ring') this.stop();
    if (isOver || this.#stopped) return;
    this.#asked = retry_after !== null;
    this.#in(waitMs(this.#failures, retry_after, this.#random));
    // Once for each silence: a browser that has a network wakes at once, whatever the server does.
    if (trouble === 'unheard' && this.#state.trouble !== 'unheard') void askToBeWoken();
  }

  #in(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#asked = false;
      this.#trigger();
    }, ms);
  }

  #trigger(): void {
    if (!this.#asked && !this.#stopped) void this.syncNow();
  }

  /** By whomever: what the server sent, or another tab has on its way, is no reason to look. */
  async #written(): Promise<void> {
    const before = this.#state.waiting;
    await this.#count();
    const { waiting, trouble } = this.#state;
    const isNews = waiting > 0 && (waiting !== before || trouble === null);
    if (!isNews || this.#stopped || this.#asked || this.#isSignedOut()) return;
    this.#in(AFTER_WRITING_MS);
  }

  #isSignedOut(): boolean {
    const { trouble } = this.#state;
    return trouble === 'sign_in_expired' || trouble === 'sign_in_ended';
  }

  async #heardOf(trouble: Trouble | null): Promise<void> {
    await this.#count({ trouble });
  }

  async #count(more: Partial<SyncState> = {}): Promise<void> {
    const { owner, cur } = this.#context.keys;
    const former = await formerCount(owner, cur);
    this.#set({ ...(await counted(owner)), former, ...more });
  }

  #set(more: Partial<SyncState>): void {
    this.#state = { ...this.#state, ...more };
    this.#states.tell(this.#state);
  }

  #refuse(refusal: Refusal): void {
    if (refusal.code === 'rolled_back') this.#rolledBack = true;
    this.#refusals.tell(refusal);
  }
}

const NEEDS_PERSON: ReadonlySet<Trouble> = new Set([
  'sign_in_expired',
  'sign_in_ended',
  'key_missing',
  'old_app',
  'other_ring',
]);

function insideOf(vault: Synced): Inside {
  return (vault as { inside: () => Inside }).inside();
}
