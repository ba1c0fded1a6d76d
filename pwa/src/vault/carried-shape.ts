/** What may stand in a sealed file: whoever knows its passphrase may have written anything there. */

import type { Carried } from './carry';
import { contentOf, isDeleted, toBytes, type Live } from './content';
import { FileError } from './file-error';
import { BUCKETS } from './pad';

export const MOST_RECORDS = 60_000;
/** Far deeper than any room nests, and far from where a program runs out of stack. */
const DEEPEST = 32;
const LONGEST_NAME = 200;
const MOST_CONTENT_BYTES = BUCKETS.at(-1)! - 4;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COLLECTION = /^[a-z][a-z0-9_.-]{0,59}$/;
/** Keys that could change what an object is, where a value is copied carelessly. */
const PROTOTYPES = new Set(['__proto__', 'constructor', 'prototype']);

type Parts = Pick<Carried, 'records' | 'drafts'>;

/** Throws FileError `damaged` or `too_many`. `unopened` is 0: what did not open is not in a file. */
export function readCarried(json: unknown): Omit<Carried, 'owner'> {
  const { records, drafts } = (json ?? {}) as Record<string, unknown>;
  if (!Array.isArray(records) || !Array.isArray(drafts)) throw new FileError('damaged');
  const parts = { records, drafts } as Parts;
  mustBeFew(parts);
  const isWhole = parts.records.every(isRecord) && parts.drafts.every(isDraft);
  if (!isWhole || !areDistinct(parts)) throw new FileError('damaged');
  return {
    records: parts.records.map(({ id, key, content }) => ({ id, key, content })),
    drafts: parts.drafts.map(({ field, text }) => ({ field, text })),
    unopened: { records: 0, drafts: 0 },
  };
}

/** What of it `readCarried` takes; the rest is counted as not opened. Throws FileError `too_many`. */
export function fitting(what: Carried): Carried {
  mustBeFew(what);
  const records = what.records.filter(isRecord);
  const drafts = what.drafts.filter(isDraft);
  const unopened = {
    records: what.unopened.records + what.records.length - records.length,
    drafts: what.unopened.drafts + what.drafts.length - drafts.length,
  };
  return { owner: what.owner, records, drafts, unopened };
}

function mustBeFew({ records, drafts }: Parts): void {
  if (records.length + drafts.length > MOST_RECORDS) throw new FileError('too_many');
}

function isRecord(one: unknown): boolean {
  const { id, key, content } = (one ?? {}) as Record<string, unknown>;
  const isPlace = typeof id === 'string' && ID.test(id) && (key === null || isName(key));
  return isPlace && isContent(content);
}

function isDraft(one: unknown): boolean {
  const { field, text } = (one ?? {}) as Record<string, unknown>;
  return isName(field) && text !== undefined && isTame(text) && fits(text);
}

function isContent(content: unknown): content is Live {
  const { type } = (content ?? {}) as Partial<Live>;
  if (typeof type !== 'string' || !COLLECTION.test(type) || !isTame(content)) return false;
  const read = contentOf(content, type);
  return typeof read !== 'string' && !isDeleted(read) && fits(read);
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && name.length <= LONGEST_NAME;
}

function fits(value: unknown): boolean {
  return toBytes(value).length <= MOST_CONTENT_BYTES;
}

function isTame(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth > DEEPEST) return false;
  return Object.entries(value).every(
    ([name, inner]) => !PROTOTYPES.has(name) && isTame(inner, depth + 1),
  );
}

/** Two of one place would stand in each other's way. */
function areDistinct({ records, drafts }: Parts): boolean {
  const ids = new Set(records.map(({ id }) => id));
  const ones = records.flatMap(({ key, content }) => (key === null ? [] : [[content.type, key]]));
  const names = [...ones, ...drafts.map(({ field }) => [field])].map((name) =>
    JSON.stringify(name),
  );
  return ids.size === records.length && new Set(names).size === names.length;
}
