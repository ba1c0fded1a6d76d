/**
 * The browser's own passkeys. Each answer is taken apart by hand: `toJSON()` carries the extensions' results, and
 * in them the very key.
 */

import { randomBytes, utf8, type Bytes } from '../core/bytes';
import { Refused } from './errors';

/** The same for everybody: what a passkey makes of it is its own. */
const INPUT = utf8('interlude/1 ring');
const TIMEOUT_MS = 120_000;
/** ES256, EdDSA, RS256: what platforms make today. */
const ALGORITHMS = [-7, -8, -257];

export interface Created {
  credential_id: Bytes;
  client_data_json: Bytes;
  attestation_object: Bytes;
  /** Many tell it only when they are first asked. */
  prf: Bytes | null;
}

export interface Asserted {
  credential_id: Bytes;
  client_data_json: Bytes;
  authenticator_data: Bytes;
  signature: Bytes;
  /** Whose it says it is: what it was made for. */
  user: Bytes | null;
  prf: Bytes;
}

/** An address has no passkeys, and neither has an old browser. Whether they open keys is known once one was made. */
export function mayHavePasskeys(): boolean {
  const isAddress = /^[\d.]+$|:/.test(location.hostname);
  return 'PublicKeyCredential' in globalThis && isSecureContext && !isAddress;
}

/** `challenge` null: nobody but this phone will ask for it. Rejects with Refused `cancelled` or `passkey_refused`. */
export async function create(
  user: { id: Bytes; name: string },
  challenge: Bytes | null,
): Promise<Created> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    rp: { id: location.hostname, name: 'Interlude' },
    user: { id: user.id, name: user.name, displayName: user.name },
    challenge: challenge ?? randomBytes(32),
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
    timeout: TIMEOUT_MS,
    extensions: { prf: { eval: { first: INPUT } } },
  };
  const made = await asked(navigator.credentials.create({ publicKey }));
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    credential_id: bytes(made.rawId),
    client_data_json: bytes(response.clientDataJSON),
    attestation_object: bytes(response.attestationObject),
    prf: prfOf(made),
  };
}

/** Rejects with Refused `cancelled`, `passkey_refused`, or `passkey_unable` for one that answers no key. */
export async function assert(
  credential_id: Bytes | null,
  challenge: Bytes | null,
): Promise<Asserted> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    rpId: location.hostname,
    challenge: challenge ?? randomBytes(32),
    allowCredentials: credential_id ? [{ type: 'public-key', id: credential_id }] : [],
    userVerification: 'required',
    timeout: TIMEOUT_MS,
    extensions: { prf: { eval: { first: INPUT } } },
  };
  const found = await asked(navigator.credentials.get({ publicKey }));
  const response = found.response as AuthenticatorAssertionResponse;
  const prf = prfOf(found);
  if (!prf) throw new Refused('passkey_unable');
  return {
    credential_id: bytes(found.rawId),
    client_data_json: bytes(response.clientDataJSON),
    authenticator_data: bytes(response.authenticatorData),
    signature: bytes(response.signature),
    user: response.userHandle && bytes(response.userHandle),
    prf,
  };
}

/** A person who says no and a browser that gave up waiting are one to a page. */
async function asked(request: Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const found = await request;
    if (found) return found as PublicKeyCredential;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name !== 'NotAllowedError' && name !== 'AbortError') throw new Refused('passkey_refused');
  }
  throw new Refused('cancelled');
}

function prfOf(credential: PublicKeyCredential): Bytes | null {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) return null;
  const found = first instanceof ArrayBuffer ? bytes(first) : bytes(first.buffer as ArrayBuffer);
  return found.length === 32 ? found : null;
}

function bytes(buffer: ArrayBuffer): Bytes {
  return new Uint8Array(buffer.slice(0));
}
