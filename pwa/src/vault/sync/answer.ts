/** Reads an answer of the server, believing nothing: what cannot be true is refused as a whole. */

import type { OutboxEntry, ServerRow } from '../../core/db';
import { fromText, PAGE_BYTES, type SyncRequest } from './wire';

export type Result =
  | { kind: 'ok'; entry: OutboxEntry; seq: number }
  /** `null`: the server holds nothing under this id. */
  | { kind: 'conflict'; entry: OutboxEntry; current: ServerRow | null }
  | { kind: 'rejected'; entry: OutboxEntry; code: string };

export interface SyncAnswer {
  history: string;
  results: Result[];
  /** In the order of their numbers; each id once. */
  changes: ServerRow[];
  cursor: number;
  more: boolean;
  floor: number;
}

/** The server said what cannot be so. Nothing of its answer was taken. */
export class Untrue extends Error {}

/** Throws `Untrue`. `sent` are the entries of the request, in its order. */
export function readAnswer(
  body: unknown,
  request: SyncRequest,
  sent: readonly OutboxEntry[],
): SyncAnswer {
  const { history, results, changes, cursor, more, floor = null } = fields(body, 'answer');
  must(isUuid(history) && (request.history ?? history) === history, 'history');
  must(typeof more === 'boolean' && isCount(cursor) && (floor === null || isCount(floor)), 'page');
  const read = readChanges(changes, request);
  const judged = readResults(results, sent);
  const brought = judged.filter(({ kind }) => kind === 'ok').map(seqOf);
  checkCursor({ cursor, more, floor, changes: read, brought }, request);
  for (const result of judged) must(more || seqOf(result) <= cursor, 'a number to come');
  return { history, results: judged, changes: read, cursor, more, floor: floor ?? request.floor };
}

function readChanges(changes: unknown, { cursor, limit }: SyncRequest): ServerRow[] {
  must(Array.isArray(changes) && changes.length <= limit, 'changes');
  const read = changes.map(readRow);
  must(new Set(read.map(({ id }) => id)).size === read.length, 'one id twice');
  must(
    read.every(({ seq }, at) => seq > (read[at - 1]?.seq ?? cursor)),
    'order',
  );
  must(read.reduce((sum, { sealed }) => sum + sealed.length, 0) <= PAGE_BYTES, 'size');
  return read;
}

/**
 * The sealed bytes are judged later, one row at a time: a row that is no row of ours harms no other. But
 * what says which row it is, and where it stands, must be there.
 */
function readRow(row: unknown): ServerRow {
  const { id, version, epoch, seq, sealed } = fields(row, 'row');
  must(isUuid(id) && isCount(seq) && seq > 0, 'row');
  must(isU32(version) && isU32(epoch), 'numbers of a row');
  return { id, version, epoch, seq, sealed: fromText(sealed) ?? new Uint8Array(0) };
}

interface Page {
  cursor: number;
  more: boolean;
  floor: number | null;
  changes: ServerRow[];
  /** The numbers of the edits that the server took. */
  brought: number[];
}

/**
 * It stands at the last row of the page. Beyond that it can only be where rows at the end were purged,
 * and those lie below the floor; or where this very request brought all that came since, which is not
 * sent back.
 */
function checkCursor({ cursor, more, floor, changes, brought }: Page, request: SyncRequest): void {
  const reached = changes.at(-1)?.seq ?? endOf(brought, request.cursor);
  must(cursor >= reached, 'a cursor that goes back');
  must(!more || (changes.length > 0 && cursor === reached), 'more of nothing');
  const isUnknown = floor === null && request.cursor === 0;
  must(isUnknown || cursor <= Math.max(reached, floor ?? 0), 'a cursor that jumps');
}

/** How far the numbers go on from `cursor` without a gap: in a gap another phone's edit could be hidden. */
function endOf(brought: readonly number[], cursor: number): number {
  const numbers = new Set(brought);
  let end = cursor;
  while (numbers.has(end + 1)) end++;
  return end;
}

function readResults(results: unknown, sent: readonly OutboxEntry[]): Result[] {
  must(Array.isArray(results) && results.length === sent.length, 'results');
  const read = results.map((result, at) => readResult(result, sent[at]!));
  const seqs = read.filter(({ kind }) => kind === 'ok').map(seqOf);
  must(new Set(seqs).size === seqs.length, 'one number twice');
  return read;
}

/** An acknowledgement is one that names the very edit, its record and its version. */
function readResult(result: unknown, entry: OutboxEntry): Result {
  const { op, status, id, version, seq, current, code } = fields(result, 'result');
  if (status === 'rejected') {
    must(op === entry.op || op === null, 'op');
    must(typeof code === 'string' && /^[a-z_]{1,64}$/.test(code), 'code');
    return { kind: 'rejected', entry, code };
  }
  must(op === entry.op, 'op');
  if (status === 'conflict')
    return { kind: 'conflict', entry, current: readCurrent(current, entry) };
  must(status === 'ok' && id === entry.id && version === entry.version, 'acknowledgement');
  must(isCount(seq) && seq > 0, 'number');
  return { kind: 'ok', entry, seq };
}

function readCurrent(current: unknown, { id }: OutboxEntry): ServerRow | null {
  if (current === null) return null;
  const row = readRow(current);
  must(row.id === id, 'a conflict with another record');
  return row;
}

function seqOf(result: Result): number {
  if (result.kind === 'ok') return result.seq;
  return result.kind === 'conflict' ? (result.current?.seq ?? 0) : 0;
}

function must(isTrue: boolean, what: string): asserts isTrue {
  if (!isTrue) throw new Untrue(what);
}

function fields(value: unknown, what: string): Record<string, unknown> {
  must(typeof value === 'object' && value !== null && !Array.isArray(value), what);
  return value as Record<string, unknown>;
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isU32(value: unknown): value is number {
  return isCount(value) && value > 0 && value <= 0xffffffff;
}
