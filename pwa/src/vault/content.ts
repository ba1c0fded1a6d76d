/** What lies inside a sealed record: its type, its day, and its value or the mark that it is gone. */

import { fromUtf8, utf8, type Bytes } from '../core/bytes';
import type { Damage, LocalDate } from './types';

export interface Live {
  type: string;
  on?: LocalDate;
  value: unknown;
  /** Not edited: sent by a phone that had it, to a server that had it no more. Any edit drops the mark. */
  given_back?: true;
}

export interface Tombstone {
  type: string;
  deleted: true;
}

export type Content = Live | Tombstone;

export function isDeleted(content: Content): content is Tombstone {
  return (content as Partial<Tombstone>).deleted === true;
}

const OURS = new Set(['type', 'on', 'value', 'deleted', 'given_back']);

/** `next`, and what a later Interlude put beside the fields of `before`: an edit here must not lose it. */
export function carrying(before: Content | null | undefined, next: Live): Live {
  const theirs = Object.entries(before ?? {}).filter(([name]) => !OURS.has(name));
  return { ...next, ...Object.fromEntries(theirs) };
}

/** Throws TypeError for a value that JSON has no word for: it would be lost without a sound. */
export function live(type: string, value: unknown, on?: LocalDate | null): Live {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError('not a JSON value');
  const copy = JSON.parse(json) as unknown;
  return on ? { type, on: checked(on), value: copy } : { type, value: copy };
}

function checked(on: LocalDate): LocalDate {
  if (!isDate(on)) throw new RangeError('not a local date');
  return on;
}

function isDate(on: unknown): on is LocalDate {
  return typeof on === 'string' && /^\d{4}-\d\d-\d\d$/.test(on);
}

export function toBytes(json: unknown): Bytes {
  return utf8(JSON.stringify(json));
}

/** `undefined` for what is not JSON in UTF-8. */
export function fromBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

/** The content of `collection` with all its fields, known here or not; or why it is none. */
export function contentOf(json: unknown, collection: string): Content | Damage {
  if (typeof json !== 'object' || json === null) return 'unreadable';
  const { type, on, deleted, parts } = json as Record<string, unknown>;
  if (type !== collection) return 'unreadable';
  // A record over 128 KiB will name its parts; this version writes none and must not lose one.
  if (parts !== undefined) return 'too_new';
  if (deleted === true) return json as Tombstone;
  if (!('value' in json) || !(on === undefined || isDate(on))) return 'unreadable';
  return json as Live;
}
