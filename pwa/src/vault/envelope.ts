/** Sealed JSON, bound to its place: who may lie where, and what becomes of the rest. */

import type { Bytes } from '../core/bytes';
import { fromBytes, toBytes } from './content';
import type { Keys } from './keys';
import { lp } from './lp';
import { pad, unpad } from './pad';
import { isSealed, open, seal } from './seal';
import type { Damage } from './types';

/** An `item` goes to the server one day; a summary or a draft never leaves the phone. */
export type Kind = 'item' | 'summaries' | 'drafts';

/** All of it is bound by the seal, and so is the owner. */
export interface Place {
  kind: Kind;
  /** A record's id, or the plain name of a summary or draft. */
  id: string;
  version: number;
  epoch: number;
}

/** Seal(K_e, LP(kind, owner, id, version, e), PAD(JSON)). Throws `too_large`. */
export async function sealJson(keys: Keys, place: Place, json: unknown): Promise<Bytes> {
  const key = keyFor(keys, place);
  if (!key) throw new RangeError('no such epoch');
  return seal(key, aadOf(keys, place), pad(toBytes(json)));
}

export type Opened = { json: unknown } | Damage;

/** Never throws: a damaged record is an answer like another. */
export async function openJson(keys: Keys, place: Place, sealed: unknown): Promise<Opened> {
  if (!isSealed(sealed)) return 'unknown_format';
  const key = keyFor(keys, place);
  if (!key) return 'too_new';
  try {
    return jsonOf(await open(key, aadOf(keys, place), sealed));
  } catch {
    // Altered bytes, or a place that nothing can have been sealed for.
    return 'not_authentic';
  }
}

function jsonOf(padded: Bytes): Opened {
  const bytes = unpad(padded);
  const json = bytes ? fromBytes(bytes) : undefined;
  return json === undefined ? 'unreadable' : { json };
}

function keyFor(keys: Keys, { kind, epoch }: Place): CryptoKey | undefined {
  return keys.at(epoch)?.[kind === 'item' ? 'items' : 'local'];
}

function aadOf({ owner }: Keys, { kind, id, version, epoch }: Place): Bytes {
  return lp(kind, owner, id, version, epoch);
}
