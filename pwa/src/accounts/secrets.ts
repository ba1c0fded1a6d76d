/** The secrets of an account: what a passphrase derives to, and the recovery code. */

import { base64url } from '../core/bytes';
import {
  makeCode,
  passphraseCredentials,
  readCode,
  recoveryCredentials,
  writeCode,
  type Credentials,
} from '../vault/wraps';
import { Refused } from './errors';
import { deriveRoot, type Watch } from './kdf';
import { bytesFrom, newKdf, type Kdf } from './kdf-rules';
import { judgePassphrase } from './passphrase';

export interface FromPassphrase {
  kdf: Kdf;
  /** In base64url, as it is sent. */
  auth: string;
  credentials: Credentials;
}

export interface FromCode {
  /** As a person reads it. */
  written: string;
  auth: string;
  credentials: Credentials;
}

/** Rejects with Refused `cancelled` or `kdf_unavailable`. */
export async function derive(text: string, kdf: Kdf, watch: Watch): Promise<FromPassphrase> {
  const root = await deriveRoot(text, kdf, watch);
  const credentials = await passphraseCredentials(root, bytesFrom(kdf.salt)!);
  return { kdf, auth: base64url(credentials.auth), credentials };
}

/** A passphrase that is new must be good enough. Rejects with Refused `weak_short` or `weak_common`. */
export async function mustBeGood(text: string): Promise<void> {
  const judgement = await judgePassphrase(text);
  if (judgement !== 'good') throw new Refused(judgement);
}

export async function deriveNew(text: string, watch: Watch): Promise<FromPassphrase> {
  await mustBeGood(text);
  return derive(text, newKdf(), watch);
}

export async function newCode(): Promise<FromCode> {
  const code = makeCode();
  const written = writeCode(code);
  return withCode(written, await recoveryCredentials(code));
}

/** Rejects with Refused `code_mistyped`: nothing needs asking for that. */
export async function typedCode(typed: string): Promise<FromCode> {
  const code = readCode(typed);
  if (!code) throw new Refused('code_mistyped');
  return withCode(typed, await recoveryCredentials(code));
}

function withCode(written: string, credentials: Credentials): FromCode {
  return { written, auth: base64url(credentials.auth), credentials };
}
