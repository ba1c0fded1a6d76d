/** The accounts' part of the API: each answer is its data, or thrown as Refused or Unheard. */

import { hear, http, type Reply, type Wire } from '../core/http/client';
import { changingCookies } from './alone';
import { dataOf, Refused } from './errors';
import { carryToken, signedIn } from './http';
import { agreedKdf, type Kdf } from './kdf-rules';

export type SignedIn = Wire['SignedIn'];
export type NewDevice = { id: string; sealed_name: string | null };

const asked = async <T>(request: Promise<Reply<T>>) => dataOf(await hear<T>(request));
const own = async <T>(request: () => Promise<Reply<T>>) => dataOf(await signedIn<T>(request));

export const registration = () =>
  asked<Wire['Registration']>(http.GET('/api/accounts/registration'));

/** Throws Refused `kdf_refused` for what this app does not agree to. */
export async function kdfOf(name: string): Promise<Kdf> {
  return agreed(await asked<Wire['Kdf']>(http.POST('/api/accounts/kdf', { body: { name } })));
}

export const signUp = (body: Wire['NewAccount']) =>
  changingCookies(() => asked<SignedIn>(http.POST('/api/accounts', { body })));

export const signIn = (body: Wire['SignIn']) =>
  changingCookies(() => asked<SignedIn>(http.POST('/api/accounts/sign-in', { body })));

/**
 * Needs the refresh cookie alone, so it works for a phone that has forgotten all else. Call it within
 * `changingCookies`, together with what decides that it is due.
 */
export async function endSignIn(): Promise<void> {
  carryToken();
  await asked(http.POST('/api/accounts/sign-in/end'));
}

export const askRecovery = (body: Wire['Recovery']) =>
  asked<Wire['RecoveryWrap']>(http.POST('/api/accounts/recovery', { body }));

export const putRecovery = (body: Wire['Recovered']) =>
  changingCookies(() => asked<SignedIn>(http.PUT('/api/accounts/recovery', { body })));

export const passkeyChallenge = () =>
  asked<Wire['Challenge']>(http.POST('/api/accounts/passkey-challenge'));

export const passkeySignIn = (body: Wire['Assertion']) =>
  changingCookies(() =>
    asked<Wire['PasskeySignedIn']>(http.POST('/api/accounts/passkey-sign-in', { body })),
  );

export const passkeys = () => own<Wire['Passkeys']>(() => http.GET('/api/accounts/passkeys'));

export const postPasskey = (body: Wire['NewPasskey']) =>
  own<Wire['Passkey']>(() => http.POST('/api/accounts/passkeys', { body }));

export const deletePasskey = (id: string) =>
  own(() =>
    http.DELETE('/api/accounts/passkeys/{passkey_id}', { params: { path: { passkey_id: id } } }),
  );

export const me = () => own<Wire['Me']>(() => http.GET('/api/accounts/me'));

export const putPassphrase = (body: Wire['NewPassphrase']) =>
  own<Wire['CredentialVersion']>(() => http.PUT('/api/accounts/passphrase', { body }));

export const putRing = (body: Wire['Rotation']) =>
  own<Wire['Rotated']>(() => http.PUT('/api/accounts/ring', { body }));

export const eraseThere = (body: Wire['Erase']) =>
  own(() => http.POST('/api/accounts/erase', { body }));

export const devices = () => own<Wire['Devices']>(() => http.GET('/api/accounts/devices'));

export const putDevice = (id: string, sealed_name: string) =>
  own<Wire['Device']>(() =>
    http.PUT('/api/accounts/devices/{device_id}', {
      params: { path: { device_id: id } },
      body: { sealed_name },
    }),
  );

export const deleteDevice = (id: string) =>
  own(() =>
    http.DELETE('/api/accounts/devices/{device_id}', { params: { path: { device_id: id } } }),
  );

export const signOutOthers = () =>
  own<Wire['SignedOut']>(() => http.POST('/api/accounts/devices/sign-out-others'));

export function agreed(offered: unknown): Kdf {
  const kdf = agreedKdf(offered);
  if (!kdf) throw new Refused('kdf_refused');
  return kdf;
}
