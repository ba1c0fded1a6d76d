/** For tests: what must hold whatever happened, each with its name. */

import { expect } from 'vitest';
import type { Live } from '../content';
import { opened, openedAtServer, type Note, type Opened, type World } from './world';
import type { Phone } from './testing';

export type Invariant = (world: World) => Promise<void>;

const NONE: ReadonlySet<string> = new Set();
const valueOf = ({ content }: Opened) => (content as Live).value;

/** After all is said, every phone and the server hold the same, and nothing waits. */
const allAreEqual: Invariant = async (world) => {
  const server = await openedAtServer(world);
  for (const phone of world.phones) {
    expect(await opened(phone, world.spoiled)).toEqual(server);
    const disk = await phone.disk();
    for (const store of ['outbox', 'rejected', 'ancestors'] as const) {
      const ids = (disk[store] as { id: string }[]).map(({ id }) => id);
      expect({ [store]: ids.filter((id) => !world.spoiled.has(id)) }).toEqual({ [store]: [] });
    }
  }
};

/** What was written is there, or was knowingly written over or taken away, or lies in a copy. */
const nothingIsLost: Invariant = async (world) => {
  const all = (await Promise.all(world.phones.map((phone) => opened(phone, NONE)))).flat();
  const notes = all.filter(({ content }) => content.type === 'notes').map(valueOf) as Note[];
  const found = new Set(notes.flatMap(({ token, lineage }) => [token, ...lineage]));
  const isSafe = (token: string) => found.has(token) || world.removed.has(token);
  const lost = [...world.written].filter(([token, id]) => !isSafe(token) && !world.spoiled.has(id));
  expect(lost).toEqual([]);
};

/** Each phone writes a field of its own: merging field by field loses none of them. */
const noFieldIsLost: Invariant = async (world) => {
  const [{ context }] = world.phones as [Phone];
  if (world.spoiled.has(await context.keys.singletonId('settings', ''))) return;
  const all = await opened(world.phones[0]!, world.spoiled);
  const settings = all.filter(({ content }) => content.type === 'settings').map(valueOf);
  for (const [field, last] of world.settings) {
    const values = settings.map((value) => (value as Record<string, number>)[field] ?? -1);
    expect({ field, last: Math.max(...values) }).toEqual({ field, last });
  }
};

/** A copy is only of what is nowhere else, and of what cannot be merged. */
const noCopyIsNeedless: Invariant = async (world) => {
  if (world.restored) return;
  const all = await opened(world.phones[0]!, world.spoiled);
  const byId = new Map(all.map((one) => [one.id, one]));
  for (const { content } of all.filter((one) => one.content.copy_of !== undefined)) {
    expect(content.type).toBe('notes');
    const original = byId.get(content.copy_of!);
    if (!original) continue;
    const { token } = (content as Live).value as Note;
    const there = valueOf(original) as Note;
    expect([there.token, ...there.lineage]).not.toContain(token);
  }
};

/** A total that is there at all counts each log once. */
const totalsAreRight: Invariant = async (world) => {
  for (const { vault } of world.phones) {
    const total = await vault.summary<number>('logs');
    if (total !== null) expect(total).toBe((await vault.list('logs')).kept.length);
  }
};

/** An older version never comes after a newer one, and no number is left out or given twice. */
const versionsRise: Invariant = ({ line, spoiled }) => {
  const last = new Map<string, number>();
  for (const { id, version } of line.server.accepted) {
    expect(version).toBeGreaterThan(last.get(id) ?? 0);
    last.set(id, version);
  }
  const seqs = line.server.accepted.map(({ seq }) => seq);
  expect(new Set(seqs).size).toBe(seqs.length);
  if (spoiled.size === 0) expect(seqs).toEqual(seqs.map((_, at) => at + 1));
  return Promise.resolve();
};

/** What one phone could not take harms no other record: this one is told, and only this one. */
const onlyTheSpoiledIsRefused: Invariant = async (world) => {
  for (const phone of world.phones) {
    const { theirs } = (await phone.disk()) as { theirs: { id: string }[] };
    for (const { id } of theirs) expect(world.spoiled).toContain(id);
  }
};

export const INVARIANTS: Record<string, Invariant> = {
  allAreEqual,
  nothingIsLost,
  noFieldIsLost,
  noCopyIsNeedless,
  totalsAreRight,
  versionsRise,
  onlyTheSpoiledIsRefused,
};
