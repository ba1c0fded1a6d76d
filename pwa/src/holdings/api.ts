/** The API of what the server holds: each answer is its data, or thrown as Refused or Unheard. */

import { dataOf } from '../accounts/errors';
import { signedIn } from '../accounts/http';
import { http, type Wire } from '../core/http/client';

export type Holding = Wire['Holding'];
export type HeldRows = Wire['HeldRows'];
export type Cell = Wire['Cell'];

export async function listHoldings(): Promise<Holding[]> {
  const asked = signedIn<Wire['Holdings']>(() => http.GET('/api/holdings'));
  return dataOf(await asked).holdings;
}

/** Fifty rows from the one with this number, counted from 0. */
export async function listRows(table: string, start: number): Promise<HeldRows> {
  const params = { path: { table }, query: { start } };
  return dataOf(await signedIn<HeldRows>(() => http.GET('/api/holdings/{table}', { params })));
}
