/** For tests: a server, or whoever stands in its place, that says what is not so. */

import type { Reply } from './server-model';
import type { SyncRequest } from './wire';

export type Row = Record<string, unknown>;
export type Body = Record<string, unknown> & { changes: Row[]; results: Row[] };
export type Lie = (body: Body, request: SyncRequest) => void;

/** What is made of a true answer. */
export function lie(about: Lie) {
  return (reply: Reply, request: SyncRequest): Reply => {
    about(reply.body as Body, request);
    return reply;
  };
}

export const uuid = () => crypto.randomUUID();

/** A row in the shape of the contract, and with nothing in it. */
export function row(given: Row): Row {
  const numbers = { version: 1, epoch: 1, seq: 4, purgeable: false };
  return { id: uuid(), ...numbers, sealed: Buffer.alloc(541, 1).toString('base64url'), ...given };
}

export function emptied(body: Body): void {
  for (const name of Object.keys(body)) Reflect.deleteProperty(body, name);
}
