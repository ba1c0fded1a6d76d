/** For tests: plays a schedule over several phones and their server, one step at a time. */

import { vi } from 'vitest';
import type { OutboxEntry, SyncRow } from '../../../core/db';
import type { Past } from '../server-model';
import { heard, type Phone } from '../testing';
import type { Heard, SyncRequest } from '../wire';
import { Edits } from './edits';
import { Flight } from './flight';
import type { Step } from './steps';
import { members, type World } from './world';

const UNHEARD: Heard = { kind: 'unheard', reason: 'timeout' };
const GARBLED: Heard = { kind: 'unheard', reason: 'garbled' };
const MOST_CALLS = 400;

export class Play {
  readonly #world: World;
  readonly #edits: Edits;
  readonly #flights = new Map<Phone, (Flight | undefined)[]>();
  /** Runs during which their phone was written to, since the request that flies had left. */
  readonly #written = new Map<Flight, Set<string>>();
  /** Requests that still wander about. */
  readonly #late: { phone: Phone; request: SyncRequest }[] = [];
  #backup: Past | null = null;

  constructor(world: World) {
    this.#world = world;
    this.#edits = new Edits(world);
  }

  /** The numbers of those with a run under way. */
  get busy(): number[] {
    return this.#world.phones.flatMap((phone, at) => (this.#under(phone).length > 0 ? [at] : []));
  }

  async take(step: Step): Promise<void> {
    const { phones, server } = this.#world;
    const phone = 'phone' in step ? phones[step.phone % phones.length]! : phones[0]!;
    switch (step.do) {
      case 'call':
        return this.#call(phone, step);
      case 'die':
        return this.#die(phone, step.after);
      case 'arrive':
        return this.#arriveLate(step.pick);
      case 'clock':
        // It may say what it likes: nothing is ordered by it.
        phone.modules.setClock(() => new Date(`${step.year}-06-01T12:00:00Z`));
        return;
      case 'leave':
        return this.#leave(phone);
      case 'backup':
        this.#backup = await server.backup();
        return;
      case 'restore':
        return this.#restore();
      case 'rewind':
        return this.#rewind();
      case 'purge':
        return this.#purge();
      case 'spoil':
        return this.#spoil(step.pick);
      default:
        return this.#edit(phone, step);
    }
  }

  /** All that is under way comes to its end, and everybody syncs until nobody has anything to say. */
  async rest(): Promise<void> {
    while (this.#late.length > 0) await this.#arriveLate(0);
    for (const phone of this.#world.phones) {
      for (const flight of this.#under(phone)) await this.#finish(phone, flight);
      this.#flights.delete(phone);
    }
    const { server } = this.#world;
    for (let round = 0; round < 12; round++) {
      const before = server.last_seq;
      for (const phone of members(this.#world)) await this.#sync(phone);
      const waiting = await Promise.all(members(this.#world).map(({ vault }) => vault.waiting()));
      if (round > 0 && before === server.last_seq && waiting.every((n) => n === 0)) return;
    }
    throw new Error('they never come to rest');
  }

  async #edit(phone: Phone, step: Step): Promise<void> {
    const isOther = [...this.#world.written.values()].some(({ by }) => by !== phone);
    this.#world.shared ||= isOther;
    const before = new Set(await opsOf(phone));
    await this.#edits.make(phone, step);
    const made = (await opsOf(phone)).filter((op) => !before.has(op));
    for (const flight of this.#under(phone)) {
      for (const op of made) this.#written.get(flight)?.add(op);
    }
  }

  #under(phone: Phone): Flight[] {
    return (this.#flights.get(phone) ?? []).filter((flight) => flight !== undefined);
  }

  async #call(phone: Phone, { tab, fate }: Step & { do: 'call' }): Promise<void> {
    const flights = this.#flights.get(phone) ?? [];
    this.#flights.set(phone, flights);
    const flight = flights[tab];
    if (!flight) flights[tab] = await this.#begin(phone);
    else if (flight.answer) await this.#hear(phone, flight, flight.answer);
    else if (fate === 'well') flight.answer = await this.#reach(phone, flight.asked!);
    else await this.#fail(phone, flight, fate);
    if (flights[tab]?.isOver) flights[tab] = undefined;
  }

  async #begin(phone: Phone): Promise<Flight> {
    const flight = await Flight.begin(phone);
    this.#written.set(flight, new Set());
    return flight;
  }

  async #fail(phone: Phone, flight: Flight, fate: string): Promise<void> {
    const request = flight.asked!;
    if (fate === 'late') this.#late.push({ phone, request });
    else if (fate !== 'lost') await this.#reach(phone, request);
    await this.#hear(phone, flight, fate === 'cut' ? GARBLED : UNHEARD);
  }

  async #hear(phone: Phone, flight: Flight, what: Heard): Promise<void> {
    const waits = await this.#mustStillWait(phone, flight, what);
    for (const each of this.#under(phone)) this.#written.set(each, new Set());
    await flight.hear(what);
    if (waits.length === 0) return;
    const left = new Set(await opsOf(phone));
    this.#world.cleaned.push(...waits.filter((op) => !left.has(op)));
  }

  /**
   * Edits made since the request left, where the answer says nothing but "taken". Not with a second tab,
   * which may have had them acknowledged; nor while all is read anew, when edits are given new names.
   */
  async #mustStillWait(phone: Phone, flight: Flight, what: Heard): Promise<string[]> {
    const made = this.#written.get(flight);
    if (!made?.size || what.kind !== 'answered' || this.#under(phone).length > 1) return [];
    const { results } = what.data as { results: { status: string }[] };
    if (flight.asked!.cursor === 0 || results.some(({ status }) => status !== 'ok')) return [];
    return (await opsOf(phone)).filter((op) => made.has(op));
  }

  async #reach(phone: Phone, request: SyncRequest): Promise<Heard> {
    const sent = JSON.parse(JSON.stringify(request)) as SyncRequest;
    const { server, left } = this.#world;
    return heard(await server.answer(sent, !left.has(phone)));
  }

  async #arriveLate(pick: number): Promise<void> {
    const [late] = this.#late.splice(pick % Math.max(1, this.#late.length), 1);
    if (late) await this.#reach(late.phone, late.request);
  }

  /** The phone dies at any one of its steps; what it does next it does as after a start. */
  async #die(phone: Phone, after: number): Promise<void> {
    const [flight] = this.#under(phone);
    let left = after;
    const begin = IDBDatabase.prototype.transaction;
    const dying = vi.spyOn(IDBDatabase.prototype, 'transaction');
    dying.mockImplementation(function (this: IDBDatabase, ...given: Parameters<typeof begin>) {
      if (left-- <= 0) throw new Error('the phone died');
      return begin.apply(this, given);
    });
    await this.#goOn(phone, flight).catch(died);
    dying.mockRestore();
    this.#flights.delete(phone);
  }

  async #goOn(phone: Phone, flight: Flight | undefined): Promise<void> {
    if (!flight) await Flight.begin(phone);
    else await flight.hear(flight.answer ?? (await this.#reach(phone, flight.asked!)));
  }

  #leave(phone: Phone): void {
    const { left, written, phones } = this.#world;
    if (left.has(phone) || left.size + 2 > phones.length) return;
    left.set(phone, new Set(written.keys()));
  }

  async #restore(): Promise<void> {
    if (!this.#backup) return;
    await this.#world.server.restore(this.#backup);
    this.#world.restored = true;
  }

  /**
   * All learn of it before one of them brings anything: later the numbers may have come so far again that
   * nobody can tell. That is why a history has a name.
   */
  async #rewind(): Promise<void> {
    if (!this.#backup) return;
    await this.rest();
    await this.#world.server.restore(this.#backup, true);
    this.#world.restored = true;
    const phones = members(this.#world);
    const flights = await Promise.all(phones.map((phone) => this.#begin(phone)));
    const answers = [];
    for (const [at, phone] of phones.entries()) {
      answers.push(await this.#reach(phone, flights[at]!.asked!));
    }
    for (const [at, phone] of phones.entries()) {
      await this.#hear(phone, flights[at]!, answers[at]!);
      await this.#finish(phone, flights[at]!);
    }
  }

  /** Nobody is left without one answer for the half year after which tombstones go. */
  async #purge(): Promise<void> {
    if (this.busy.length > 0 || this.#late.length > 0) return;
    const disks = await Promise.all(this.#world.phones.map((phone) => phone.disk()));
    const haveAll = disks.every(({ sync }) => (sync as SyncRow[]).some(({ cursor }) => cursor > 0));
    if (haveAll) await this.#world.server.purge();
  }

  async #spoil(pick: number): Promise<void> {
    const { server, spoiled } = this.#world;
    const row = server.rows[pick % Math.max(1, server.rows.length)];
    if (!row || spoiled.has(row.id)) return;
    const bytes = Buffer.from(row.sealed, 'base64url');
    bytes[40]! ^= 1;
    spoiled.add(row.id);
    const last_op = crypto.randomUUID();
    await server.put({ ...row, last_op, sealed: bytes.toString('base64url') });
  }

  async #sync(phone: Phone): Promise<void> {
    await this.#finish(phone, await this.#begin(phone));
  }

  async #finish(phone: Phone, flight: Flight): Promise<void> {
    for (let call = 0; !flight.isOver; call++) {
      if (call > MOST_CALLS) throw new Error('a run never ends');
      await this.#hear(phone, flight, flight.answer ?? (await this.#reach(phone, flight.asked!)));
    }
  }
}

async function opsOf({ modules }: Phone): Promise<string[]> {
  const all = await modules.inTransaction(['outbox', 'rejected'], 'readonly', (tx) =>
    Promise.all([tx.objectStore('outbox').getAll(), tx.objectStore('rejected').getAll()]),
  );
  return (all.flat() as OutboxEntry[]).map(({ op }) => op);
}

function died(error: unknown): void {
  if ((error as Error).message !== 'the phone died') throw error;
}
