/** A record's row, opened; and one edit of it, sealed: the row to be, and the entry that waits. */

import type { RecordRow } from '../core/db';
import type { Edit, Standing } from './commit';
import { contentOf, isDeleted, type Content } from './content';
import { openJson, sealJson } from './envelope';
import type { Keys } from './keys';
import { nextStep } from './outbox';
import type { Damage } from './types';

/** A record lying in the slot of a day it is not of was moved there. */
export async function openRow(keys: Keys, row: RecordRow): Promise<Content | Damage> {
  const opened = await openJson(keys, { kind: 'item', ...row }, row.sealed);
  if (typeof opened === 'string') return opened;
  const content = contentOf(opened.json, row.collection);
  if (typeof content === 'string') return content;
  return row.slot === (await slotOf(keys, content, row)) ? content : 'unreadable';
}

/** `content` as the next version of what stands at `id`. Throws `too_large`. */
export async function sealEdit(
  keys: Keys,
  id: string,
  { was, last }: Standing,
  content: Content,
): Promise<Edit> {
  const { version, base, after, replaces } = nextStep(was, last);
  const { owner, cur: epoch } = keys;
  const sealed = await sealJson(keys, { kind: 'item', id, version, epoch }, content);
  const purgeable = isDeleted(content);
  const slot = await slotOf(keys, content, was);
  const { type: collection } = content;
  const row: RecordRow = { id, collection, slot, version, epoch, seq: was?.seq ?? null, sealed };
  if (purgeable) row.purgeable = true;
  const op = crypto.randomUUID();
  const entry = { op, id, version, base, after, epoch, sealed, purgeable, sent: false };
  return { owner, was, last, row, entry, replaces };
}

/** A tombstone names no day: it keeps the slot of what it buried. */
async function slotOf(keys: Keys, content: Content, was: RecordRow | undefined): Promise<string> {
  if (isDeleted(content)) return was?.slot ?? '';
  return content.on ? keys.slot(content.type, content.on) : '';
}
