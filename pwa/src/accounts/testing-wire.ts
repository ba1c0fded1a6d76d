/** For tests: the shapes of what goes over the wire, and how an answer is written. */

export interface Family {
  owner: string;
  device: string;
  generation: number;
}

export interface Kept {
  owner: string;
  name: string;
  auth: string;
  kdf: Json;
  wrap_passphrase: string;
  recovery_auth: string;
  wrap_recovery: string;
  credential_version: number;
  disabled?: boolean;
}

export interface KeptDevice {
  owner: string;
  id: string;
  sealed_name: string | null;
}

export type Json = Record<string, unknown>;

export interface Asked {
  route: string;
  body: Json;
  text: string;
  csrf: string | null;
}

export type Answer = [status: number, body?: Json];

export const TODAY = '2026-11-25';
export const HISTORY = '11111111-2222-3333-4444-555555555555';

export const KDF_OF_NOBODY = {
  ...{ algorithm: 'argon2id', memory_kib: 65536, passes: 3, lanes: 1 },
  salt: 'AAAAAAAAAAAAAAAAAAAAAA',
};

export const no = (status: number, code: string): Answer => [status, { code, title: '' }];
export const tokenOf = (kind: string, { device, generation }: Family) =>
  `${kind}.${device}.${generation}`;
export const pick = (from: Json, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, from[name]]));

export function respond([status, body]: Answer): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  const headers = { 'Content-Type': type };
  return new Response(body ? JSON.stringify(body) : null, { status, headers });
}
