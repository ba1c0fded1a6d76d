/** For tests: phones that share one server, each with its own disk, cookies and page. */

import { createHash } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { vi, type Mock } from 'vitest';
import { inTransaction } from '../core/db';
import { emptyPhone, onDisk } from '../vault/testing';
import { closeVault, openVault, type Vault } from '../vault/vault';
import { Account } from './account.svelte';
import type { FakeServer } from './testing';
import type { Outcome, Prepared } from './types';

export const GOOD = 'lamp corridor mug coat rain';
export const OTHER = 'a wholly different sentence';
export const ROOMS = { drafts: ['journal'] };

/** Takes passphrases as quickly as a test would like. What it derives to differs as it should. */
export class QuickWorker {
  onmessage: ((event: { data: Uint8Array | null }) => void) | null = null;
  onerror: (() => void) | null = null;

  postMessage(asked: { password: Uint8Array; salt: Uint8Array } | 'rehearse'): void {
    if (asked === 'rehearse') return;
    const { password, salt } = asked;
    const root = createHash('sha256').update(password).update('/').update(salt).digest();
    queueMicrotask(() => this.onmessage?.({ data: Uint8Array.from(root) }));
  }

  terminate(): void {
    this.onmessage = null;
  }
}

export class Phone {
  account!: Account;
  renewed!: Mock<() => void>;
  vault!: Vault;
  #disk = new IDBFactory();
  #cookies: FakeServer['cookies'] = { access: null, refresh: null };

  readonly #server: FakeServer;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  /** The phone in the hand: what follows happens on it. Opened as after a cold start. */
  async take(): Promise<this> {
    await closeVault();
    globalThis.indexedDB = this.#disk;
    const { access, refresh } = this.#cookies;
    this.#server.hand(access ?? refresh);
    this.#server.cookies = { access, refresh };
    return this.reload();
  }

  async reload(): Promise<this> {
    this.account?.close();
    await closeVault();
    this.vault = await openVault();
    this.renewed = vi.fn<() => void>();
    this.account = new Account(this.renewed);
    await this.account.open(ROOMS);
    return this;
  }

  /** Puts it away, with its cookies. */
  async lay(): Promise<void> {
    this.#cookies = this.#server.cookies;
    this.account.close();
    await closeVault();
  }

  async signUp(name = 'Quill', passphrase = GOOD): Promise<string> {
    const prepared = await this.account.prepareSignUp(name, passphrase);
    await expectDone(this.account.signUp());
    return codeOf(prepared);
  }
}

export function codeOf(prepared: Prepared): string {
  if (prepared.kind !== 'ready') throw new Error(`not prepared: ${JSON.stringify(prepared)}`);
  return prepared.code;
}

export async function expectDone(outcome: Promise<{ kind: string }>): Promise<void> {
  const { kind, ...more } = await outcome;
  if (kind !== 'done') throw new Error(`${kind} ${JSON.stringify(more)}`);
}

/** What lies on the disk but for `stores`; what takes how long, in `meta`, is never of interest. */
export async function diskBut(...stores: string[]): Promise<Record<string, unknown[]>> {
  const disk = Object.entries(await onDisk());
  return Object.fromEntries(disk.filter(([name]) => !['meta', ...stores].includes(name)));
}

/** One bit of the first record of it, changed from outside. */
export function spoilFirst(): Promise<unknown> {
  return inTransaction(['records'], 'readwrite', async (tx) => {
    const [row] = await tx.objectStore('records').getAll();
    const sealed = row!.sealed.with(40, row!.sealed[40]! ^ 1);
    return tx.objectStore('records').put({ ...row!, sealed });
  });
}

export const refused = (code: string): Outcome => ({ kind: 'refused', code }) as Outcome;
export const NO_NETWORK: Outcome = { kind: 'unheard', reason: 'no_network' };

/** Before each test: nothing anywhere. */
export async function anew(): Promise<void> {
  await emptyPhone();
  vi.stubGlobal('Worker', QuickWorker);
}
