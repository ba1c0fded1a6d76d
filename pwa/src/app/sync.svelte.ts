/**
 * In step with the server, as the shell sees it: fetched once the first screen stands, at work only while
 * this phone has an account.
 */

import { account } from '../accounts/account.svelte';
import { signedIn } from '../accounts/http';
import { noteSignIn } from '../accounts/standing';
import type { Rejected } from '../accounts/RejectedEdits.svelte';
import { http } from '../core/http/client';
import { m } from '../core/i18n';
import type { RejectedEdit, SyncEngine, Synced, SyncState } from '../vault/sync/engine';
import { openVault, VaultError } from '../vault/vault';

/** What the shell says of it on every screen. */
export type Line = 'waiting' | 'sign_in' | 'look';

const AT_REST: SyncState = {
  ...{ waiting: 0, rejected: 0, refused: 0, former: 0, last_sync_at: null },
  ...{ doing: false, trouble: null },
};

export class Sync {
  state = $state.raw<SyncState>(AT_REST);
  /** Edits the server would not take. */
  rejected = $state.raw<Rejected[]>([]);
  /** Why one of them could not be tried or let go. */
  refusal = $state<string | null>(null);
  /** Null where all is well, and where there is no account. */
  line = $derived.by(() => this.#line());

  #isHushed = $state(false);
  #opening: Promise<void> | null = null;
  #unfollow: () => void = () => undefined;
  #beginning: Promise<SyncEngine> | null = null;

  /** Reads how the account stands, and follows it from now on. Never rejects. */
  open(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  close(): void {
    this.#unfollow();
    this.#opening = null;
    void this.#end();
  }

  /** With what can be opened now: the app lock was opened. */
  async renew(): Promise<void> {
    await this.#end();
    const { ROOMS } = await import('./sync-rules');
    await account.open(ROOMS);
    await this.#follow(account.status);
  }

  /** Resolves when it was tried, whatever came of it. */
  async now(): Promise<void> {
    await (await this.#engine())?.syncNow();
  }

  async retry(op: string): Promise<void> {
    await this.#decide((engine) => engine.retryRejected(op));
  }

  /** Only for a person who said so: what they wrote gives way to what the server has. */
  async letGo(op: string): Promise<void> {
    await this.#decide((engine) => engine.letGoRejected(op));
  }

  /** Somebody who goes on without a sign-in is not asked for one on every screen. */
  hush(): void {
    this.#isHushed = true;
  }

  async #open(): Promise<void> {
    const { ROOMS } = await import('./sync-rules');
    await account.open(ROOMS);
    this.#unfollow = $effect.root(() => {
      $effect(() => void this.#follow(account.status));
    });
  }

  /** A phone that was signed out elsewhere counts what waits, and asks the server nothing. */
  async #follow(status: typeof account.status): Promise<void> {
    if (status === 'none') return this.#end();
    const isNew = this.#beginning === null;
    const engine = await this.#engine();
    if (status !== 'signed_in') return;
    this.#isHushed = false;
    if (!isNew) await engine?.syncNow();
  }

  /** Null where the vault would not open, which the shell says, or its code not be fetched. */
  #engine(): Promise<SyncEngine | null> {
    if (account.status === 'none') return Promise.resolve(null);
    this.#beginning ??= this.#begin();
    return this.#beginning.catch(() => {
      this.#beginning = null;
      return null;
    });
  }

  async #begin(): Promise<SyncEngine> {
    const [{ SyncEngine }, { POLICIES: policies, COUNTERS: counters }, open] = await Promise.all([
      import('../vault/sync/engine'),
      import('./sync-rules'),
      openOrLocked(),
    ]);
    const engine = new SyncEngine({ ...open, post, policies, counters });
    engine.onState((state) => void this.#hear(engine, state));
    engine.start();
    return engine;
  }

  async #end(): Promise<void> {
    const ending = this.#beginning;
    this.#beginning = null;
    [this.state, this.rejected] = [AT_REST, []];
    (await ending?.catch(() => null))?.stop();
  }

  async #hear(engine: SyncEngine, state: SyncState): Promise<void> {
    // Once for each time: what is still told of it after a sign-in must not undo that.
    const isNews = state.trouble === 'key_missing' && this.state.trouble !== 'key_missing';
    this.state = state;
    if (isNews && account.status === 'signed_in') await noteSignIn('expired');
    if (isInStep(state)) void this.#tell();
    if (state.rejected === 0) this.rejected = [];
    else if (!state.doing) this.rejected = await named(await engine.rejected());
  }

  /** What the server does for this phone, from what the records say: never before they are in step. */
  async #tell(): Promise<void> {
    if (account.status !== 'signed_in') return;
    const { afterSync } = await import('./after-sync').catch(() => ({ afterSync: null }));
    if ((await afterSync?.()) === 'changed') await this.now();
  }

  async #decide(how: (engine: SyncEngine) => Promise<void>): Promise<void> {
    const engine = await this.#engine();
    if (!engine) return;
    this.refusal = null;
    try {
      await how(engine);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      if (error.code !== 'not_found') this.refusal = m.app_edit_stuck();
    }
    await this.#hear(engine, engine.state);
  }

  #line(): Line | null {
    if (account.status === 'none' || account.status === 'opening') return null;
    if (account.status !== 'signed_in') return this.#isHushed ? null : 'sign_in';
    if (this.state.rejected > 0) return 'look';
    return this.state.waiting > 0 && this.state.trouble ? 'waiting' : null;
  }
}

function isInStep({ doing, waiting, trouble, last_sync_at }: SyncState): boolean {
  return !doing && waiting === 0 && trouble === null && last_sync_at !== null;
}

/** While the app is locked what waits is sent all the same: it is sealed. */
async function openOrLocked(): Promise<{ vault: Synced; locked: () => boolean }> {
  try {
    return { vault: await openVault(), locked: () => false };
  } catch (error) {
    if (!(error instanceof VaultError && error.code === 'locked')) throw error;
    const { lockedVault } = await import('../vault/sync/while-locked');
    return { vault: await lockedVault(), locked: () => true };
  }
}

const post = (body: Parameters<ConstructorParameters<typeof SyncEngine>[0]['post']>[0]) =>
  signedIn(() => http.POST('/api/vault/sync', { body }));

async function named(edits: RejectedEdit[]): Promise<Rejected[]> {
  const { editName, editText } = await import('./edit-words');
  return edits.map((edit) => {
    const { op, code } = edit;
    return { op, code, what: editName(edit), text: editText(edit) };
  });
}

export const sync = new Sync();
