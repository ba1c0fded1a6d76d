/**
 * For tests: what must hold whatever happened, each with its name. Together they say: after all came to
 * rest everybody is in step (1); no edit is missing (2); what was written while a request flew still
 * waits (3); a lost answer makes no copy, nor does the same content (4); versions rise and numbers are
 * dense (5); a restored server is followed and given back what it forgot (6); no cursor is ahead (7);
 * one damaged record stops nothing (8); who was signed out learns nothing new (9).
 */

import { expect } from 'vitest';
import type { SyncRow } from '../../../core/db';
import type { Live } from '../../content';
import type { Disk, Phone } from '../testing';
import { fieldOf } from './edits';
import { members, opened, openedAtServer, type Note, type Opened, type World } from './world';

/** What lies where in the end. */
export interface End {
  world: World;
  server: Opened[];
  phones: Map<Phone, Here>;
}

interface Here {
  disk: Disk;
  all: Opened[];
}

export type Invariant = (end: End) => void | Promise<void>;

export async function endOf(world: World): Promise<End> {
  const phones = new Map<Phone, Here>();
  for (const phone of world.phones) {
    const disk = await phone.disk();
    phones.set(phone, { disk, all: await opened(phone, disk) });
  }
  return { world, server: await openedAtServer(world), phones };
}

const valueOf = ({ content }: Opened) => (content as Live).value;
const sound = ({ spoiled }: World, all: Opened[]) => all.filter(({ id }) => !spoiled.has(id));
const isNote = ({ content }: Opened) => content.type === 'notes';

/** (1) After all is said, every phone and the server hold the same, and nothing waits. */
const allAreEqual: Invariant = ({ world, server, phones }) => {
  for (const phone of members(world)) {
    const { all, disk } = phones.get(phone)!;
    expect(sound(world, all)).toEqual(sound(world, server));
    for (const store of ['outbox', 'rejected', 'ancestors'] as const) {
      const ids = (disk[store] as { id: string }[]).map(({ id }) => id);
      expect({ [store]: ids.filter((id) => !world.spoiled.has(id)) }).toEqual({ [store]: [] });
    }
  }
};

/** (2) What was written is there, or was knowingly written over or taken away, or lies in a copy. */
const nothingIsLost: Invariant = ({ world, phones }) => {
  const found = new Set([...phones.values()].flatMap(tokensIn));
  const isSafe = (token: string) => found.has(token) || world.removed.has(token);
  const lost = [...world.written].filter(
    ([token, { id }]) => !isSafe(token) && !world.spoiled.has(id),
  );
  expect(lost.map(([token]) => token)).toEqual([]);
};

function tokensIn({ all }: Here): string[] {
  const notes = all.filter(isNote).map(valueOf) as Note[];
  return notes.flatMap(({ token, lineage }) => [token, ...lineage]);
}

/** (2) Each phone writes a field of its own: merging field by field loses none of them. */
const noFieldIsLost: Invariant = async ({ world, server }) => {
  const [first] = members(world) as [Phone];
  if (world.spoiled.has(await first.context.keys.singletonId('settings', ''))) return;
  const settings = sound(world, server)
    .filter(({ content }) => content.type === 'settings')
    .map(valueOf);
  for (const [phone, last] of world.settings) {
    if (world.left.has(phone)) continue;
    const field = fieldOf(world, phone);
    const values = settings.map((value) => (value as Record<string, number>)[field] ?? -1);
    expect({ field, last: Math.max(...values) }).toEqual({ field, last });
  }
};

/** (3) Looked for after each answer. */
const anEditInFlightStillWaits: Invariant = ({ world }) => {
  expect(world.cleaned).toEqual([]);
};

/** (4) A copy is only of what is nowhere else, and of what cannot be merged. */
const noCopyIsNeedless: Invariant = ({ world, server }) => {
  if (world.restored) return;
  const all = sound(world, server);
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

/** (4) Where one phone alone writes there is nobody to be at odds with, whatever the line does. */
const noCopyOfOnesOwn: Invariant = ({ world, server }) => {
  if (world.restored || world.shared || world.spoiled.size > 0) return;
  expect(server.filter(({ content }) => content.copy_of !== undefined)).toEqual([]);
};

/** (5) An older version never comes after a newer one, and no number is left out or given twice. */
const versionsRise: Invariant = ({ world: { server, spoiled } }) => {
  const last = new Map<string, number>();
  for (const { id, version } of server.accepted) {
    expect(version).toBeGreaterThan(last.get(id) ?? 0);
    last.set(id, version);
  }
  const seqs = server.accepted.map(({ seq }) => seq);
  expect(new Set(seqs).size).toBe(seqs.length);
  if (spoiled.size === 0) expect(seqs).toEqual(seqs.map((_, at) => at + 1));
};

/** (6, 7) Everybody reads on where the server stands, in the history that is its present one. */
const everybodyFollows: Invariant = ({ world, phones }) => {
  const { history, last_seq: cursor } = world.server;
  for (const phone of members(world)) {
    const state = (phones.get(phone)!.disk.sync as SyncRow[]).find(({ name }) => name === 'state');
    expect(state).toMatchObject({ history, cursor, starting_over: false });
  }
};

/** (8) What one phone could not take harms no other record: this one is told, and only this one. */
const onlyTheSpoiledIsRefused: Invariant = ({ world, phones }) => {
  for (const phone of members(world)) {
    const { theirs } = phones.get(phone)!.disk as { theirs: { id: string }[] };
    for (const { id } of theirs) expect(world.spoiled).toContain(id);
  }
};

/** (9) Nothing that others wrote since. Its own words it keeps. */
const whoLeftLearnsNothing: Invariant = ({ world, phones }) => {
  for (const [phone, known] of world.left) {
    const isOwn = (token: string) => world.written.get(token)?.by === phone;
    const news = tokensIn(phones.get(phone)!).filter((token) => !known.has(token) && !isOwn(token));
    expect(news).toEqual([]);
  }
};

/** A total that is there at all counts each log once. */
const totalsAreRight: Invariant = async ({ world }) => {
  for (const { vault } of world.phones) {
    const total = await vault.summary<number>('logs');
    if (total !== null) expect(total).toBe((await vault.list('logs')).kept.length);
  }
};

export const INVARIANTS = {
  allAreEqual,
  nothingIsLost,
  noFieldIsLost,
  anEditInFlightStillWaits,
  noCopyIsNeedless,
  noCopyOfOnesOwn,
  versionsRise,
  everybodyFollows,
  onlyTheSpoiledIsRefused,
  whoLeftLearnsNothing,
  totalsAreRight,
} satisfies Record<string, Invariant>;
