import type { AccountRow } from '../core/db';
import { bringAlong, type Moved } from '../vault/bring-along';
import { openKeys } from '../vault/device';
import { openName } from '../vault/names';
import { bringing } from './alone';
import { isUnsigned, outcomeOf } from './errors';
import type { Watch } from './kdf';
import { finishSignOut } from './sign-out';
import { accountRow, noteSignIn, onNews } from './standing';
import type { Bringing, Busy, Device, EndedBecause, Outcome, Rooms, Status } from './types';

export type NotDone = Exclude<Outcome, { kind: 'done' }>;

const STATUS = { live: 'signed_in', expired: 'expired', ended: 'ended' } as const;

/** How things stand with the account of this phone, for all tabs; what can be done is in Account. */
export class AccountState {
  status = $state<Status>('opening');
  ended_because = $state<EndedBecause | null>(null);
  /** The login name. */
  name = $state<string | null>(null);
  devices = $state.raw<Device[] | null>(null);
  busy = $state.raw<Busy | null>(null);
  /** Not null while records are on their way, and after that while any could not be brought. */
  bringing = $state.raw<Bringing | null>(null);
  /** Null until the server was asked. */
  invite_needed = $state<boolean | null>(null);

  /** Starts the page anew. */
  protected readonly renew: () => void;
  protected rooms: Rooms = { drafts: [] };
  #unfollow: (() => void) | null = null;
  readonly #stoppable = new Set<AbortController>();
  readonly #under_way = new Map<string, Promise<unknown>>();

  constructor(renew: () => void) {
    this.renew = renew;
  }

  /** Reads how things stand, follows other tabs, goes on with what was left half way. Never rejects. */
  async open(rooms: Rooms): Promise<void> {
    this.rooms = rooms;
    this.#unfollow ??= onNews((news) => (news === 'ring' ? this.renew() : void this.read()));
    await this.read();
    void finishSignOut().catch(() => undefined);
    void this.bring().catch(() => undefined);
  }

  close(): void {
    this.#unfollow?.();
    this.#unfollow = null;
  }

  /** A phone whose storage does not open has no account; the vault says why. */
  protected async read(): Promise<void> {
    const row = await accountRow().catch(() => undefined);
    this.name = row ? await loginName(row) : null;
    this.ended_because = (row?.ended_because as EndedBecause | undefined) ?? null;
    this.status = row ? STATUS[row.sign_in] : 'none';
  }

  /** Goes on with records on their way, if there are any. Rejects as a write does. */
  protected async bring(): Promise<void> {
    const moved = await bringing(() => bringAlong(this.rooms, (so_far) => this.#tellMoved(so_far)));
    this.bringing = moved && moved.damaged > 0 ? moved : null;
  }

  #tellMoved(moved: Moved): void {
    this.bringing = moved;
    if (this.busy) this.busy = { doing: 'bringing', share: shareOf(moved) };
  }

  /**
   * Until the answer has made this phone another account's, or the same one's anew, nothing here may use
   * its cookies. A sign-out that the server has not heard of goes first: it needs the former cookies.
   */
  protected async standDown(): Promise<AccountRow | undefined> {
    await finishSignOut();
    const row = await accountRow();
    if (row?.sign_in === 'live') await noteSignIn('expired');
    await this.read();
    return row;
  }

  protected stop(): void {
    for (const controller of this.#stoppable) controller.abort();
  }

  /** A second tap while the first is under way is the first. */
  protected once<T>(what: string, work: () => Promise<T>): Promise<T> {
    const under_way = this.#under_way.get(what) as Promise<T> | undefined;
    if (under_way) return under_way;
    const done = work().finally(() => this.#under_way.delete(what));
    this.#under_way.set(what, done);
    return done;
  }

  protected async attempt<T>(work: (watch: Watch) => Promise<T>): Promise<T | NotDone> {
    const stopping = new AbortController();
    this.#stoppable.add(stopping);
    let mine: Busy | null = null;
    const tell: Watch['tell'] = (doing, share) => (this.busy = mine = { doing, share });
    try {
      return await work({ tell, signal: stopping.signal });
    } catch (error) {
      return this.#notDone(error);
    } finally {
      this.#stoppable.delete(stopping);
      // What else goes on meanwhile, and tells nothing of itself, leaves what is told as it is.
      if (mine) this.busy = null;
    }
  }

  async #notDone(error: unknown): Promise<NotDone> {
    const outcome = outcomeOf(error);
    if (outcome.kind === 'refused' && isUnsigned(outcome.code)) await this.read();
    return outcome;
  }

  protected async done(work: (watch: Watch) => Promise<void>): Promise<Outcome> {
    return this.attempt(async (watch) => {
      await work(watch);
      return { kind: 'done' } as const;
    });
  }
}

function shareOf({ done, damaged, all }: Moved): number {
  return all === 0 ? 1 : (done + damaged) / all;
}

async function loginName({ sealed_name }: AccountRow): Promise<string | null> {
  const keys = await openKeys().catch(() => null);
  return keys && openName(keys, { kind: 'login' }, sealed_name);
}
