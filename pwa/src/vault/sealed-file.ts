/**
 * One sealed file with all that a phone holds: "Interlude file 1\n" ‖ u32 length ‖ head ‖ Seal(K, LP("file", all
 * before it), JSON). K = HK(root, salt, "file") of a passphrase; the head says how, and whose file it is.
 */

import { concat, fromUtf8, u32, utf8, type Bytes } from '../core/bytes';
import { readCarried } from './carried-shape';
import type { Carried } from './carry';
import { fromBytes, toBytes } from './content';
import { FileError } from './file-error';
import { baseKey, hkdf } from './hk';
import { lp } from './lp';
import { open, seal } from './seal';

export const MOST_BYTES = 64_000_000;
const MOST_HEAD_BYTES = 1000;

const NAME = utf8('Interlude file ');
const START = concat(NAME, utf8('1\n'));
const HEAD_AT = START.length + 4;

export interface Head {
  owner: string;
  /** How the key is derived, as it stands in the file: not yet agreed to. */
  kdf: unknown;
}

export interface SealedFile {
  head: Head;
  /** All that stands before the sealed part, which is bound to it. */
  before: Bytes;
  sealed: Bytes;
}

/** HK(root, salt, "file"). Empties `root`. */
export async function fileKey(root: Bytes, salt: Bytes): Promise<CryptoKey> {
  const base = await baseKey(root);
  root.fill(0);
  const aes = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(hkdf(['file'], salt), base, aes, false, ['encrypt', 'decrypt']);
}

/** What `fitting` made. Throws FileError `too_large` for what would not be read back. */
export async function sealFile(key: CryptoKey, kdf: unknown, what: Carried): Promise<Bytes> {
  const { owner, records, drafts } = what;
  const head = utf8(JSON.stringify({ owner, kdf } satisfies Head));
  const before = concat(START, u32(head.length), head);
  const sealed = await seal(key, lp('file', before), toBytes({ records, drafts }));
  const whole = concat(before, sealed);
  if (whole.length > MOST_BYTES) throw new FileError('too_large');
  return whole;
}

/** Throws FileError for what no Interlude wrote, a later one did, or is too large to try. */
export async function readFile(file: Blob): Promise<SealedFile> {
  if (file.size > MOST_BYTES) throw new FileError('too_large');
  const whole: Bytes = new Uint8Array(await file.arrayBuffer());
  if (!startsWith(whole, NAME)) throw new FileError('not_a_file');
  if (!startsWith(whole, START)) throw new FileError('too_new');
  const length = whole.length < HEAD_AT ? 0 : new DataView(whole.buffer).getUint32(START.length);
  const end = HEAD_AT + length;
  if (length > MOST_HEAD_BYTES || end > whole.length) throw new FileError('damaged');
  return {
    head: headOf(whole.subarray(HEAD_AT, end)),
    before: whole.slice(0, end),
    sealed: whole.slice(end),
  };
}

/** Throws FileError `does_not_open`, `damaged` or `too_many`. */
export async function openFile(
  key: CryptoKey,
  { head, before, sealed }: SealedFile,
): Promise<Carried> {
  const plain = await open(key, lp('file', before), sealed).catch((error: unknown) => {
    throw new FileError('does_not_open', error);
  });
  return { owner: head.owner, ...readCarried(fromBytes(plain)) };
}

function startsWith(whole: Bytes, start: Bytes): boolean {
  return start.every((byte, at) => whole[at] === byte);
}

function headOf(bytes: Bytes): Head {
  const head = plainJson(bytes);
  const { owner, kdf } = (head ?? {}) as Partial<Record<keyof Head, unknown>>;
  if (typeof owner !== 'string') throw new FileError('damaged');
  return { owner, kdf };
}

function plainJson(bytes: Bytes): unknown {
  try {
    return JSON.parse(fromUtf8(bytes)) as unknown;
  } catch (error) {
    throw new FileError('damaged', error);
  }
}
