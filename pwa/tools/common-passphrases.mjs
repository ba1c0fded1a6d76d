/**
 * Writes src/accounts/common-passphrases.txt: `node tools/common-passphrases.mjs`. Of the 49,000 common
 * passwords in @zxcvbn-ts/language-common only those matter that are long enough to be taken at all.
 */
import fs from 'node:fs';
import path from 'node:path';
import passwords from '@zxcvbn-ts/language-common/src/passwords.json' with { type: 'json' };

const SHORTEST = 12;
const out = path.join(import.meta.dirname, '../src/accounts/common-passphrases.txt');

export function commonPassphrases() {
  const folded = passwords.map((word) => word.normalize('NFKC').toLowerCase());
  return [...new Set(folded)].filter((word) => [...word].length >= SHORTEST).sort();
}

if (import.meta.main) fs.writeFileSync(out, commonPassphrases().join('\n') + '\n');
