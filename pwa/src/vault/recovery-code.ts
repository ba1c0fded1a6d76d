/** The recovery code: 128 random bits as 28 letters, with a check of its own for a hurried hand. */

import { concat, randomBytes, type Bytes } from '../core/bytes';

/** Crockford's 32 letters: none of I, L, O, U, which are read as others or spell words. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 28;
const CODE_BYTES = 16;
/** 16 bytes, one byte of check, and four bits that are always zero. */
const BITS = LENGTH * 5;

export function makeCode(): Bytes {
  return randomBytes(CODE_BYTES);
}

/** Seven groups of four letters. */
export function writeCode(code: Uint8Array): string {
  const bits = bitsOf(concat(code, Uint8Array.of(crc8(code)))).padEnd(BITS, '0');
  const letters = bits.match(/.{5}/g)!.map((five) => LETTERS[parseInt(five, 2)]!);
  return letters.join('').match(/.{4}/g)!.join('-');
}

/** Null when a letter is wrong, missing or too many. Case, blanks and dashes do not matter. */
export function readCode(typed: string): Bytes | null {
  const letters = [...plain(typed)].map((letter) => LETTERS.indexOf(letter));
  if (letters.length !== LENGTH || letters.includes(-1)) return null;
  const bits = letters.map((five) => five.toString(2).padStart(5, '0')).join('');
  const bytes = Uint8Array.from(bits.match(/.{8}/g)!, (eight) => parseInt(eight, 2));
  const code = bytes.slice(0, CODE_BYTES);
  return bytes[CODE_BYTES] === crc8(code) && bits.endsWith('0000') ? code : null;
}

function plain(typed: string): string {
  const letters = typed.normalize('NFKC').toUpperCase();
  return letters
    .replace(/[\p{White_Space}\p{Dash}\p{Cf}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

function bitsOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
}

/**
 * CRC-8 with x⁸ + x² + x + 1. Its factor of degree seven divides no difference of one letter, nor of two
 * that changed places, so each of these is caught for certain, not with 255 chances in 256.
 */
function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x107) & 0xff : crc << 1;
  }
  return crc;
}
