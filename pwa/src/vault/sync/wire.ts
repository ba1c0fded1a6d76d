/** What goes over the line: requests as they are sent, and the outcome of sending one. */

import type { Bytes } from '../../core/bytes';
import type { OutboxEntry } from '../../core/db';
import type { Answer, Problem } from '../../core/http/client';

export interface WireOp {
  op: string;
  id: string;
  version: number;
  base: number;
  after: string[];
  epoch: number;
  sealed: string;
  purgeable: boolean;
}

export interface SyncRequest {
  history: string | null;
  cursor: number;
  /** What the first answer of this reading said had been purged by then. */
  floor: number;
  limit: number;
  ops: WireOp[];
}

/** Beside what every refusal has: the server's past, and the last number it shares with the former. */
export type SyncProblem = Problem & { history?: string; since?: number };

/** The body of an answer is `unknown` on purpose: nothing in it is believed before `readAnswer`. */
export type Heard =
  Exclude<Answer<unknown>, { kind: 'refused' }> | { kind: 'refused'; problem: SyncProblem };

export type Post = (request: SyncRequest) => Promise<Heard>;

/** The most a request may carry; the server's own limits are 100 and 262,144 bytes. */
export const MOST_OPS = 100;
export const MOST_BYTES = 250_000;
/** The most rows a page of changes may have, and the most sealed bytes: the server stops at about 1 MB. */
export const PAGE = 250;
export const PAGE_BYTES = 3_000_000;

export function wireOp(entry: OutboxEntry): WireOp {
  const { op, id, version, base, after, epoch, purgeable } = entry;
  return { op, id, version, base, after, epoch, sealed: toText(entry.sealed), purgeable };
}

/** How many bytes of a request an entry takes: all of them are ASCII. */
export function weight({ after, sealed }: OutboxEntry): number {
  return 250 + 39 * after.length + Math.ceil((sealed.length * 4) / 3);
}

/** A multiple of three, so that pieces can be joined, and few enough to be arguments of one call. */
const PIECE = 24_576;

/** RFC 4648 part 5 without padding, of any length. */
export function toText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  }
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Null for what is not base64url without padding. */
export function fromText(text: unknown): Bytes | null {
  if (typeof text !== 'string' || !/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}
