/** For tests: a few phones, their server, and what a schedule has written so far. */

import { isDeleted, type Content } from '../content';
import { openSealed } from './sealing';
import { ServerModel } from './server-model';
import { aLine, aPhone, type Line, type Phone } from './testing';
import { fromText } from './wire';

export interface Note {
  token: string;
  /** The tokens this was written over, knowingly. */
  lineage: string[];
}

export interface World {
  /** All there are; `phones` are those that take part. */
  all: Phone[];
  phones: Phone[];
  line: Line;
  /** Every token of a note that a phone once kept, and the id it was written under. */
  written: Map<string, string>;
  /** Those a person took away, knowing them. */
  removed: Set<string>;
  /** Per phone, the last it wrote into its own field of the settings. */
  settings: Map<string, number>;
  /** Ids whose row at the server was spoiled. */
  spoiled: Set<string>;
  restored: boolean;
}

export async function aWorld(count: number): Promise<World> {
  const line = aLine(new ServerModel());
  const all = [await aPhone(line.post)];
  while (all.length < count) all.push(await aPhone(line.post, all[0]));
  return fresh(all, all, line);
}

function fresh(all: Phone[], phones: Phone[], line: Line): World {
  const nothing = { written: new Map<string, string>(), removed: new Set<string>() };
  const more = { settings: new Map<string, number>(), spoiled: new Set<string>() };
  return { all, phones, line, ...nothing, ...more, restored: false };
}

/** The first `count` of its phones, empty, before a new server. */
export async function cleared({ all, line }: World, count: number): Promise<World> {
  Object.assign(line, { server: new ServerModel(), chance: () => 'well' });
  line.requests.length = 0;
  const phones = all.slice(0, count);
  for (const phone of phones) await phone.empty();
  return fresh(all, phones, line);
}

export interface Opened {
  id: string;
  content: Content & { copy_of?: string };
}

type Rows = Parameters<typeof openSealed>[1][];

/** What lies on a phone and is not gone, opened; `but` some ids. */
export async function opened(phone: Phone, but: ReadonlySet<string>): Promise<Opened[]> {
  return open(phone, (await phone.disk()).records as Rows, but);
}

export async function openedAtServer({ phones, line, spoiled }: World): Promise<Opened[]> {
  const rows = line.server.rows.map((row) => ({ ...row, sealed: fromText(row.sealed)! }));
  return open(phones[0]!, rows, spoiled);
}

async function open({ context }: Phone, rows: Rows, but: ReadonlySet<string>): Promise<Opened[]> {
  const all = await Promise.all(
    rows
      .filter(({ id }) => !but.has(id))
      .map(async (row) => ({ id: row.id, content: await openSealed(context.keys, row) })),
  );
  const live = all.filter(({ content }) => typeof content === 'string' || !isDeleted(content));
  return (live as Opened[]).sort((one, other) => (one.id < other.id ? -1 : 1));
}
