/** How what comes from elsewhere, opened, comes to lie under the ring of this phone: nothing in its way is lost. */

import type { LocalRow, RecordRow, ServerRow, Transaction } from '../core/db';
import { ancestorOf, findStanding, isStill, type Edit, type Standing } from './commit';
import { isDeleted, type Content, type Live } from './content';
import { openRow, sealEdit } from './edit';
import { sealJson } from './envelope';
import type { Keys } from './keys';
import { type Known } from './leaving';

/** What becomes of one: written anew, or nothing at all because nothing of it is missing. */
export interface Landing {
  edit?: Edit;
  ancestor?: ServerRow;
  draft?: LocalRow;
}

export const LANDING_STORES = [
  'keys',
  'records',
  'outbox',
  'ancestors',
  'summaries',
  'drafts',
] as const;

/**
 * One that is there under the same id with other content stays, and this one lies beside it, once however
 * often it comes. `may_return`: over a tombstone it comes back.
 */
export async function landRecord(
  keys: Keys,
  id: string,
  content: Live,
  may_return = false,
): Promise<Landing> {
  const standing = await findStanding(id);
  const there = await openedAt(keys, standing);
  const isGone = typeof there === 'object' && there !== null && isDeleted(there);
  if (there === null || (isGone && may_return)) {
    return { edit: await sealEdit(keys, id, standing, content) };
  }
  return isEqual(there, content) ? {} : landBeside(keys, id, content);
}

/** What has been made of the copy since, if it is there already, is the person's own doing. */
async function landBeside(keys: Keys, id: string, content: Live): Promise<Landing> {
  const copy = { ...content, copy_of: id };
  const beside = await keys.singletonId('copy_of', JSON.stringify(copy));
  const standing = await findStanding(beside);
  return standing.was ? {} : { edit: await sealEdit(keys, beside, standing, copy) };
}

/** Where there is a value too, that one holds. Null when it does not open. */
export async function landSingleton(
  keys: Keys,
  content: Live,
  key: string,
): Promise<Landing | null> {
  const id = await keys.singletonId(content.type, key);
  const standing = await findStanding(id);
  const there = await openedAt(keys, standing);
  if (typeof there === 'string') return null;
  const isThere = there !== null && !isDeleted(there);
  const next = isThere ? completed(there, content) : content;
  if (isEqual(there, next)) return {};
  const edit = await sealEdit(keys, id, standing, next);
  return standing.was ? { edit } : { edit, ancestor: neverSent(edit.row) };
}

export async function landDraft(keys: Keys, field: string, text: unknown): Promise<Landing> {
  const place = { kind: 'drafts', id: field, version: 1, epoch: keys.cur } as const;
  const name = await keys.nameOf('drafts', field);
  const sealed = await sealJson(keys, place, text);
  return { draft: { name, version: 1, epoch: place.epoch, sealed } };
}

/** By which key a record is the one there is of its collection; null when it is one of many. */
export async function singletonKey(
  keys: Keys,
  { id, collection }: RecordRow,
  { singletons = [] }: Known,
): Promise<string | null> {
  const named = singletons.filter((one) => one.collection === collection);
  for (const key of ['', ...named.map((one) => one.key)]) {
    if ((await keys.singletonId(collection, key)) === id) return key;
  }
  return null;
}

/** False, with nothing put, when something changed after `landing` was decided upon. */
export async function putLanding(
  tx: Pick<Transaction<(typeof LANDING_STORES)[number], 'readwrite'>, 'objectStore'>,
  { edit, ancestor, draft }: Landing,
): Promise<boolean> {
  if (edit && !(await isStill(tx, edit))) return false;
  if (edit?.replaces !== undefined) await tx.objectStore('outbox').delete(edit.replaces);
  if (edit) await tx.objectStore('outbox').add(edit.entry);
  if (edit) await tx.objectStore('records').put(edit.row);
  const built_upon = ancestor ?? (edit && ancestorOf(edit));
  if (built_upon) await tx.objectStore('ancestors').put(built_upon);
  // Totals are counted anew from the records when they are next read.
  if (edit) await tx.objectStore('summaries').clear();
  // What was typed since is newer.
  const drafts = tx.objectStore('drafts');
  if (draft && !(await drafts.get(draft.name))) await drafts.put(draft);
  return true;
}

async function openedAt(keys: Keys, { was }: Standing): Promise<Content | string | null> {
  return was ? openRow(keys, was) : null;
}

/**
 * The merge with the account's own, which is not on this phone yet, must tell what was only brought
 * along from what the person changes after: no server holds a version with the number 0.
 */
function neverSent({ id, version, epoch, sealed }: RecordRow): ServerRow {
  return { id, version, epoch, seq: 0, sealed };
}

/** `theirs`, with the fields that only `ours` has a value for. */
function completed(theirs: Live, ours: Live): Live {
  return { ...(filled(theirs, ours) as Live), value: filled(theirs.value, ours.value) };
}

function filled(theirs: unknown, ours: unknown): unknown {
  if (!isFields(ours) || !isFields(theirs)) return theirs;
  const missing = Object.entries(ours).filter(([name]) => !(name in theirs));
  return { ...theirs, ...Object.fromEntries(missing) };
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
