/** For tests of sync: several phones at once, each with a database and a memory of its own, and a line. */

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type { OutboxEntry, RecordRow, WrapRow } from '../../core/db';
import { sealJson, type Place } from '../envelope';
import type { Vault } from '../vault';
import type { Context, Inside, Refusal } from './context';
import type { Counters, Policies } from './policies';
import type { Ended } from './run';
import { ServerModel, type Reply } from './server-model';
import { toText, type Heard, type Post, type SyncRequest } from './wire';

export const MONDAY = '2026-11-23';

export const POLICIES: Policies = {
  logs: 'append',
  settings: { fields: { sound: false, volume: 5 } },
  sessions: 'fields',
  notes: 'both',
};

export const COUNTERS: Counters = {
  logs: { key: 'logs', empty: 0, add: (before) => (before as number) + 1 },
};

/** How `logs` are counted here when a phone itself writes one. */
export const COUNTING = { key: 'logs', empty: 0, next: (before: number) => before + 1 };

export type Disk = Record<string, unknown[]>;

export interface Phone {
  vault: Vault;
  indexedDB: IDBFactory;
  modules: Modules;
  context: Context;
  /** What the server sent and was not taken, since the phone was made. */
  refused: Refusal[];
  sync: () => Promise<Ended>;
  disk: () => Promise<Disk>;
  /** Lets every transaction but the keys' rows go: an empty phone with the same ring. */
  empty: () => Promise<void>;
}

type Modules = Awaited<ReturnType<typeof load>>;

async function load() {
  vi.resetModules();
  const [vault, run, db, engine, rejected, held, clock] = await Promise.all([
    import('../vault'),
    import('./run'),
    import('../../core/db'),
    import('./engine'),
    import('./rejected'),
    import('./held'),
    import('../../core/clock'),
  ]);
  return { ...vault, ...run, ...db, ...engine, ...rejected, ...held, ...clock };
}

/** With `like`, a phone of the same person: signed in, and with the ring of the other. */
export async function aPhone(post: Post, like?: Phone): Promise<Phone> {
  const indexedDB = new IDBFactory();
  globalThis.indexedDB = indexedDB;
  const modules = await load();
  if (like) await giveRing(modules, ((await like.disk()).keys as WrapRow[])[0]!);
  const vault = await apart(() => modules.openVault());
  const refused: Refusal[] = [];
  const inside = (vault as Vault & { inside: () => Inside }).inside();
  const given = { post, policies: POLICIES, counters: COUNTERS, locked: () => false };
  const context = { ...inside, ...given, refused: (one: Refusal) => void refused.push(one) };
  const sync = () => modules.run(context);
  const disk = () => diskOf(modules);
  const empty = () => emptied(modules);
  return { vault, indexedDB, modules, context, refused, sync, disk, empty };
}

function giveRing({ inTransaction }: Modules, wrap: WrapRow): Promise<unknown> {
  return inTransaction(['keys'], 'readwrite', (tx) => tx.objectStore('keys').put(wrap));
}

let phones = 0;

/** Phones do not hear each other, as tabs of one browser do. */
async function apart<T>(work: () => Promise<T>): Promise<T> {
  const name = `phone ${phones++} `;
  const Own = BroadcastChannel;
  class Channel extends Own {
    constructor(channel: string) {
      super(name + channel);
    }
  }
  vi.stubGlobal('BroadcastChannel', Channel);
  return work().finally(() => vi.stubGlobal('BroadcastChannel', Own));
}

const STORES = [
  'keys',
  'records',
  'outbox',
  'summaries',
  'sync',
  'rejected',
  'ancestors',
  'theirs',
  'unseen',
] as const;

function diskOf({ inTransaction }: Modules): Promise<Disk> {
  return inTransaction([...STORES], 'readonly', async (tx) => {
    const all = await Promise.all(STORES.map((store) => tx.objectStore(store).getAll()));
    return Object.fromEntries(STORES.map((store, at) => [store, all[at]!]));
  });
}

function emptied({ inTransaction }: Modules): Promise<void> {
  return inTransaction([...STORES], 'readwrite', async (tx) => {
    for (const store of STORES) if (store !== 'keys') await tx.objectStore(store).clear();
  });
}

/** What becomes of one request: by default it arrives and is answered. */
export type Fate = 'well' | 'lost' | 'unanswered' | 'cut';

export interface Line {
  post: Post;
  server: ServerModel;
  requests: SyncRequest[];
  /** Taken in turn; after that `chance` decides. */
  fates: Fate[];
  chance: () => Fate;
  /** Happens while a request flies, before it arrives. */
  meanwhile: (() => Promise<unknown>)[];
  /** What a server that lies makes of its true answer. */
  lies: ((reply: Reply, request: SyncRequest) => Reply | null)[];
}

export function aLine(server: ServerModel): Line {
  const line: Line = {
    ...{ post, server, requests: [], fates: [], meanwhile: [], lies: [] },
    chance: () => 'well',
  };
  async function post(request: SyncRequest): Promise<Heard> {
    line.requests.push(request);
    const fate = line.fates.shift() ?? line.chance();
    await line.meanwhile.shift()?.();
    if (fate === 'lost') return { kind: 'unheard', reason: 'no_network' };
    const sent = JSON.parse(JSON.stringify(request)) as SyncRequest;
    const reply = line.server.answer(sent);
    if (fate === 'unanswered') return { kind: 'unheard', reason: 'timeout' };
    if (fate === 'cut') return { kind: 'unheard', reason: 'garbled' };
    return heard(line.lies.shift()?.(structuredClone(reply), sent) ?? reply);
  }
  return line;
}

export function heard({ status, body }: Reply): Heard {
  const data = JSON.parse(JSON.stringify(body)) as Record<string, unknown>;
  if (status === 200) return { kind: 'answered', data, etag: null };
  const problem = { status, detail: null, retry_after: null, title: '', ...data };
  return { kind: 'refused', problem: problem as never };
}

/** What a person sees: every live record, opened, by id. */
export async function seen(phone: Phone, collection: string): Promise<Record<string, unknown>> {
  const { kept } = await phone.vault.list(collection);
  const all = kept.map(({ id, value, on }) => [id, on ? { value, on } : value] as const);
  return Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1)));
}

export const WELL: Ended = { trouble: null, retry_after: null };

/** Two phones of one person and their server; `anew` empties all three. */
export async function twoPhones() {
  const line = aLine(new ServerModel());
  const here = await aPhone(line.post);
  const there = await aPhone(line.post, here);
  const both = { line, here, there, server: line.server };
  async function anew(): Promise<void> {
    both.server = line.server = new ServerModel();
    for (const list of [line.requests, line.fates, line.meanwhile, line.lies]) list.length = 0;
    for (const phone of [here, there]) {
      phone.refused.length = 0;
      await phone.empty();
    }
  }
  const close = async () => {
    for (const phone of [here, there]) await phone.modules.closeVault();
    vi.unstubAllGlobals();
  };
  return Object.assign(both, { anew, close });
}

export type Both = Awaited<ReturnType<typeof twoPhones>>;

/** Both phones and the server hold the same record, and nothing waits. */
export async function inStepWith({ here, there }: Both): Promise<void> {
  for (let round = 0; round < 3; round++) for (const phone of [here, there]) await phone.sync();
}

export async function outbox(phone: Phone): Promise<OutboxEntry[]> {
  return (await phone.disk()).outbox as OutboxEntry[];
}

export async function rows(phone: Phone): Promise<RecordRow[]> {
  return (await phone.disk()).records as RecordRow[];
}

/** Seals what a phone of this person, of whatever version, may have sent. */
export async function planted(
  { context: { keys } }: Phone,
  place: { id: string; version?: number; epoch?: number; seal_as?: Partial<Place> },
  json: unknown,
): Promise<{ id: string; version: number; epoch: number; sealed: string; purgeable: boolean }> {
  const { id, version = 1, epoch = 1 } = place;
  const bound: Place = { kind: 'item', id, version, epoch: 1, ...place.seal_as };
  const sealed = toText(await sealJson(keys, bound, json));
  return { id, version, epoch, sealed, purgeable: false };
}
