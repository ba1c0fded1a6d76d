/**
 * What is done while the app is locked: sealed to the ring's public key, as anybody can and only the ring opens.
 * HPKE (RFC 9180) in base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, empty associated data.
 */

import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concat, fromBase64url, type Bytes } from '../core/bytes';
import { fromBytes, toBytes } from './content';
import { lp } from './lp';
import { pad, unpad } from './pad';

const ENC_BYTES = 32;

const suite = () =>
  new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  });

/** The public half of 32 private bytes. */
export async function publicKeyOf(x: Bytes): Promise<Bytes> {
  const key = await suite().kem.importKey('raw', x.slice().buffer, false);
  return fromBase64url((await crypto.subtle.exportKey('jwk', key)).x!);
}

/** enc ‖ ciphertext of PAD(JSON), bound to its owner and place. */
export async function sealToBox(
  public_key: Bytes,
  owner: string,
  id: string,
  json: unknown,
): Promise<Bytes> {
  const hpke = suite();
  const recipientPublicKey = await hpke.kem.deserializePublicKey(public_key.slice().buffer);
  const sender = await hpke.createSenderContext({ recipientPublicKey, info: infoOf(owner, id) });
  const cipher = await sender.seal(pad(toBytes(json)).buffer);
  return concat(new Uint8Array(sender.enc), new Uint8Array(cipher));
}

/** Undefined for what was not sealed to this key for this place. */
export async function openFromBox(
  x: Bytes,
  owner: string,
  id: string,
  sealed: Bytes,
): Promise<unknown> {
  try {
    const hpke = suite();
    const recipientKey = await hpke.kem.importKey('raw', x.slice().buffer, false);
    const enc = sealed.slice(0, ENC_BYTES).buffer;
    const opener = await hpke.createRecipientContext({
      ...{ recipientKey, enc, info: infoOf(owner, id) },
    });
    const plain = unpad(new Uint8Array(await opener.open(sealed.slice(ENC_BYTES).buffer)));
    return plain ? fromBytes(plain) : undefined;
  } catch {
    return undefined;
  }
}

function infoOf(owner: string, id: string): ArrayBuffer {
  return lp('box', owner, id).buffer;
}
