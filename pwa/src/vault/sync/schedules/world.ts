/** For tests: a few phones, their server, and what a schedule has written so far. */

import { isDeleted, type Content } from '../../content';
import { openSealed } from '../sealing';
import { ServerModel, type Past, type Reply, type Stored } from '../server-model';
import { aPhone, type Disk, type Phone } from '../testing';
import { fromText, type SyncRequest } from '../wire';

/** The model, or the real one beside it. */
export interface Server {
  readonly rows: Stored[];
  readonly last_seq: number;
  readonly history: string;
  readonly accepted: { id: string; version: number; seq: number }[];
  answer: (request: SyncRequest, isMember: boolean) => Reply | Promise<Reply>;
  backup: () => Past | Promise<Past>;
  restore: (past: Past, quietly?: boolean) => void | Promise<void>;
  purge: () => void | Promise<void>;
  put: (row: Stored) => void | Promise<void>;
}

export interface Note {
  token: string;
  /** The tokens this was written over, knowingly. */
  lineage: string[];
}

export interface World {
  /** All there are; `phones` are those that take part. */
  all: Phone[];
  phones: Phone[];
  server: Server;
  /** Every token of a note that a phone once kept, with the id it was written under, and by whom. */
  written: Map<string, { id: string; by: Phone }>;
  /** Those a person took away, knowing them. */
  removed: Set<string>;
  /** Per phone, the last it wrote into its own field of the settings. */
  settings: Map<Phone, number>;
  /** Ids whose row at the server was spoiled. */
  spoiled: Set<string>;
  /** Who was signed out, with the tokens there were by then. */
  left: Map<Phone, Set<string>>;
  /** Edits made while a request flew, and no more waiting once it was answered. */
  cleaned: string[];
  restored: boolean;
  /** Whether more than one phone wrote. */
  shared: boolean;
}

/** Phones that speak only in flights: see there. `first` is done before each of them is loaded. */
export async function somePhones(count: number, first: () => void = () => {}): Promise<Phone[]> {
  const post = () => Promise.reject(new Error('nobody listens'));
  const all: Phone[] = [];
  while (all.length < count) {
    first();
    all.push(await aPhone(post, all[0]));
  }
  return all;
}

/** The first `count` of the phones, empty, before a new server. */
export async function aWorld(
  all: Phone[],
  count: number,
  server: Server = new ServerModel(),
): Promise<World> {
  const phones = all.slice(0, count);
  for (const phone of phones) await phone.empty();
  return {
    ...{ all, phones, server, written: new Map(), removed: new Set(), settings: new Map() },
    ...{ spoiled: new Set(), left: new Map(), cleaned: [], restored: false, shared: false },
  };
}

/** The phones that are still signed in. */
export const members = ({ phones, left }: World) => phones.filter((phone) => !left.has(phone));

export interface Opened {
  id: string;
  content: Content & { copy_of?: string };
}

type Rows = Parameters<typeof openSealed>[1][];

/** What lies on a phone's disk and is not gone, opened. */
export function opened(phone: Phone, disk: Disk): Promise<Opened[]> {
  return open(phone, disk.records as Rows);
}

export function openedAtServer({ phones, server }: World): Promise<Opened[]> {
  const rows = server.rows.map((row) => ({ ...row, sealed: fromText(row.sealed)! }));
  return open(phones[0]!, rows);
}

async function open({ context }: Phone, rows: Rows): Promise<Opened[]> {
  const all = await Promise.all(
    rows.map(async (row) => ({ id: row.id, content: await openSealed(context.keys, row) })),
  );
  const live = all.filter(({ content }) => typeof content === 'string' || !isDeleted(content));
  return (live as Opened[]).sort((one, other) => (one.id < other.id ? -1 : 1));
}
