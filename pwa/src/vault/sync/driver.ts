/** For tests: plays a schedule of edits, syncs and misfortunes over several phones, decided by a seed. */

import { vi } from 'vitest';
import type { SyncRow } from '../../core/db';
import { randomOf, seededCrypto, type Random } from './seeded';
import type { ServerModel } from './server-model';
import { COUNTING, MONDAY, type Fate, type Phone } from './testing';
import type { Note, World } from './world';

export interface Misfortunes {
  /** Share of requests that go wrong. */
  faults: number;
  crashes: boolean;
  restores: boolean;
  /** Whether a restored server says which numbers both pasts share. */
  since: boolean;
  purges: boolean;
  spoils: boolean;
}

class Play {
  readonly #world: World;
  readonly #random: Random;
  readonly #luck: Misfortunes;
  #backup: ReturnType<ServerModel['backup']> | null = null;
  #tokens = 0;

  constructor(world: World, seed: number, luck: Misfortunes) {
    this.#world = world;
    this.#random = randomOf(seed);
    this.#luck = luck;
    world.line.chance = () => this.#fate();
    world.line.server.tellsSince = luck.since;
  }

  async play(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) await this.#step(this.#phone());
  }

  #fate(): Fate {
    if (this.#random(100) >= this.#luck.faults * 100) return 'well';
    return (['lost', 'unanswered', 'cut'] as const)[this.#random(3)]!;
  }

  #phone(): Phone {
    return this.#world.phones[this.#random(this.#world.phones.length)]!;
  }

  async #step(phone: Phone): Promise<void> {
    // Its clock may say what it likes: nothing is ordered by it.
    const year = 2000 + this.#random(60);
    phone.modules.setClock(() => new Date(`${year}-06-01T12:00:00Z`));
    const dice = this.#random(100);
    if (dice < 45) return this.edit(phone);
    if (dice < 75) return this.#sync(phone);
    if (dice < 82) return this.#editInFlight(phone);
    if (dice < 86) return this.#together();
    if (dice < 92) return this.#crash(phone);
    return this.#disaster();
  }

  async edit(phone: Phone): Promise<void> {
    const dice = this.#random(100);
    if (dice < 25) return this.#addNote(phone);
    if (dice < 60) return this.#changeNote(phone);
    if (dice < 70) return this.#removeNote(phone);
    if (dice < 85) return this.#setting(phone);
    await phone.vault.addCounted('logs', { n: this.#tokens++ }, MONDAY, COUNTING);
  }

  #token(id: string): string {
    const token = `t${this.#tokens++}`;
    this.#world.written.set(token, id);
    return token;
  }

  async #addNote({ vault }: Phone): Promise<void> {
    const on = this.#random(2) ? MONDAY : '2026-11-24';
    const id = vault.newId();
    await vault.add<Note>('notes', { token: this.#token(id), lineage: [] }, on, id);
  }

  async #someNote({ vault }: Phone) {
    const { kept } = await vault.list<Note>('notes');
    kept.sort((one, other) => (one.id < other.id ? -1 : 1));
    return kept[this.#random(Math.max(1, kept.length))];
  }

  async #changeNote(phone: Phone): Promise<void> {
    const note = await this.#someNote(phone);
    if (!note) return;
    const token = this.#token(note.id);
    await phone.vault
      .change<Note>('notes', note.id, (before) => ({
        token,
        lineage: [...before.lineage, before.token],
      }))
      .catch((error: unknown) => this.#gone(error, token));
  }

  /** A sync in flight was quicker: the note is gone, and nothing was written. */
  #gone(error: unknown, token: string): void {
    if ((error as { code?: string }).code !== 'not_found') throw error;
    this.#world.written.delete(token);
  }

  async #removeNote(phone: Phone): Promise<void> {
    const note = await this.#someNote(phone);
    if (!note) return;
    await phone.vault.remove('notes', note.id).catch((error: unknown) => this.#gone(error, ''));
    for (const token of [note.value.token, ...note.value.lineage]) this.#world.removed.add(token);
  }

  async #setting(phone: Phone): Promise<void> {
    const field = `phone${this.#world.phones.indexOf(phone)}`;
    const n = this.#tokens++;
    const empty: Record<string, unknown> = { sound: false, volume: 5 };
    await phone.vault.updateSingleton('settings', empty, (before) => ({ ...before, [field]: n }));
    this.#world.settings.set(field, n);
  }

  async #sync(phone: Phone): Promise<void> {
    await phone.sync();
  }

  async #editInFlight(phone: Phone): Promise<void> {
    this.#world.line.meanwhile.push(() => this.edit(phone));
    await phone.sync();
    this.#world.line.meanwhile.length = 0;
  }

  /** Two phones at once, or two tabs of one in a browser without locks. */
  async #together(): Promise<void> {
    await Promise.all([this.#phone().sync(), this.#phone().sync()]);
  }

  /** The phone dies at any one of its steps; what it does next it does as after a start. */
  async #crash(phone: Phone): Promise<void> {
    if (!this.#luck.crashes) return this.#sync(phone);
    let left = this.#random(12);
    const begin = IDBDatabase.prototype.transaction;
    const dying = vi.spyOn(IDBDatabase.prototype, 'transaction');
    dying.mockImplementation(function (this: IDBDatabase, ...given: Parameters<typeof begin>) {
      if (left-- <= 0) throw new Error('the phone died');
      return begin.apply(this, given);
    });
    await phone.sync().catch(died);
    dying.mockRestore();
  }

  async #disaster(): Promise<void> {
    const { line } = this.#world;
    const dice = this.#random(4);
    if (dice === 0 && this.#luck.restores) this.#backup = line.server.backup();
    if (dice === 1 && this.#backup && this.#luck.restores) {
      line.server.restore(this.#backup);
      this.#world.restored = true;
    }
    if (dice === 2 && this.#luck.purges && (await this.#allWereHeard())) line.server.purge();
    if (dice === 3 && this.#luck.spoils) this.#spoil();
  }

  /** Nobody is left without one answer for the half year after which tombstones go. */
  async #allWereHeard(): Promise<boolean> {
    const disks = await Promise.all(this.#world.phones.map((phone) => phone.disk()));
    return disks.every(({ sync }) => (sync as SyncRow[]).some(({ cursor }) => cursor > 0));
  }

  #spoil(): void {
    const { line, spoiled } = this.#world;
    const row = line.server.rows[this.#random(Math.max(1, line.server.rows.length))];
    if (!row || spoiled.has(row.id)) return;
    const bytes = Buffer.from(row.sealed, 'base64url');
    bytes[40]! ^= 1;
    line.server.put({ ...row, sealed: bytes.toString('base64url') });
    spoiled.add(row.id);
  }
}

function died(error: unknown): void {
  if ((error as Error).message !== 'the phone died') throw error;
}

export async function play(
  world: World,
  seed: number,
  steps: number,
  luck: Misfortunes,
): Promise<void> {
  const fair = seededCrypto(randomOf(~seed));
  try {
    await new Play(world, seed, luck).play(steps);
    world.line.chance = () => 'well';
    await quiet(world);
  } finally {
    fair();
  }
}

/** Everybody syncs, undisturbed, until nobody has anything to say. */
async function quiet({ phones, line }: World): Promise<void> {
  for (let round = 0; round < 12; round++) {
    const before = line.server.last_seq;
    for (const phone of phones) await phone.sync();
    const waiting = await Promise.all(phones.map(({ vault }) => vault.waiting()));
    if (round > 0 && before === line.server.last_seq && waiting.every((n) => n === 0)) return;
  }
  throw new Error('they never come to rest');
}
