/** Opens what the server or the phone holds, and seals what is to be written, without a database. */

import { base64url, utf8 } from '../../core/bytes';
import type { OutboxEntry, RecordRow, ServerRow } from '../../core/db';
import { contentOf, isDeleted, type Content, type Live } from '../content';
import { openJson, sealJson } from '../envelope';
import type { Keys } from '../keys';
import type { Damage } from '../types';

type Sealed = Pick<ServerRow, 'id' | 'version' | 'epoch' | 'sealed'>;

/** The server knows no collection: the seal tells it, and `expected`, where it is known, must agree. */
export async function openSealed(
  keys: Keys,
  row: Sealed,
  expected?: string,
): Promise<Content | Damage> {
  const { id, version, epoch, sealed } = row;
  const opened = await openJson(keys, { kind: 'item', id, version, epoch }, sealed);
  if (typeof opened === 'string') return opened;
  const type = (opened.json as { type?: unknown } | null)?.type;
  if (typeof type !== 'string' || type === '') return 'unreadable';
  return contentOf(opened.json, expected ?? type);
}

/** The row as it lies on the phone. A tombstone names no day: it keeps the slot of what it buried. */
export async function rowOf(
  keys: Keys,
  { id, version, epoch, sealed }: Sealed,
  content: Content,
  { seq, slot = '' }: { seq: number | null; slot?: string | undefined },
): Promise<RecordRow> {
  const day = isDeleted(content) ? slot : await slotOf(keys, content);
  const row: RecordRow = {
    id,
    collection: content.type,
    slot: day,
    version,
    epoch,
    seq,
    sealed,
  };
  if (isDeleted(content)) row.purgeable = true;
  return row;
}

function slotOf(keys: Keys, { type, on }: Live): Promise<string> | string {
  return on ? keys.slot(type, on) : '';
}

/** Throws `too_large`, as an edit of both phones together may be. */
export async function sealed(
  keys: Keys,
  id: string,
  version: number,
  content: Content,
): Promise<Sealed> {
  const epoch = keys.cur;
  const bytes = await sealJson(keys, { kind: 'item', id, version, epoch }, content);
  return { id, version, epoch, sealed: bytes };
}

/**
 * Far above all that other phones can know of a record which the server has no more: to them it is later
 * than the tombstone they may still have, which is not there to be compared with.
 */
export const LEAP = 1000;

/** An edit that no server has heard of. */
export function entryOf(row: RecordRow, base: number, after: string[] = []): OutboxEntry {
  const { id, version, epoch, sealed } = row;
  const purgeable = row.purgeable ?? false;
  const op = crypto.randomUUID();
  return { op, id, version, base, after, epoch, sealed, purgeable, sent: false };
}

export function serverRow({ id, version, epoch, sealed }: Sealed, seq: number): ServerRow {
  return { id, version, epoch, seq, sealed };
}

/**
 * The id of a copy comes from what is copied: two phones that keep the same copy meet in it. `nth` is for
 * one that a person has put to other use, or thrown away.
 */
export async function copyId(keys: Keys, id: string, content: Live, nth: number): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', utf8(canonical(content)));
  return keys.singletonId('copy', `${id} ${base64url(new Uint8Array(digest))} ${nth}`);
}

/** The same text for the same value, in whatever order its fields stand. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
