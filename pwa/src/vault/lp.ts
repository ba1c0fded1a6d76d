/** The one way names are written into keys and associated data: no two lists of fields look alike. */

import { concat, u32, utf8, type Bytes } from '../core/bytes';

export type Field = string | number | Uint8Array;

/** LP(a, b, …) of scheme IL1: each field as u32 length ‖ bytes. Throws RangeError. */
export function lp(...fields: Field[]): Bytes {
  return concat(...fields.map(bytesOf).flatMap((bytes) => [u32(bytes.length), bytes]));
}

function bytesOf(field: Field): Uint8Array {
  if (typeof field === 'string') return utf8(field);
  return typeof field === 'number' ? u32(field) : field;
}
