/** What makes a passphrase good enough, and five random words for who would rather not think of one. */

export type Judgement = 'good' | 'weak_short' | 'weak_common';

const SHORTEST = 12;
const WORDS = 5;

/** Only what is known to be tried first is refused; how a good one looks is nobody's business. */
export async function judgePassphrase(text: string): Promise<Judgement> {
  const plain = text.normalize('NFKC').toLowerCase();
  if ([...plain].length < SHORTEST) return 'weak_short';
  const joined = plain.replace(/\s/gu, '');
  if (isRepeated(plain) || isRepeated(joined)) return 'weak_common';
  const common = await commonOnes();
  return common.has(plain) || common.has(joined) ? 'weak_common' : 'good';
}

/** One short piece over and over, or nothing but blanks. */
function isRepeated(text: string): boolean {
  return text === '' || /^(.{1,8})\1+$/su.test(text);
}

let loaded: Promise<Set<string>> | undefined;

function commonOnes(): Promise<Set<string>> {
  loaded ??= import('./common-passphrases.txt?raw').then(
    ({ default: text }) => new Set(text.trim().split('\n')),
  );
  return loaded;
}

/** Five words of the 7,776 of the EFF's long list: 64 bits, with blanks between them. */
export async function fiveWords(): Promise<string> {
  const { default: list } = await import('@zxcvbn-ts/language-common/src/diceware.json');
  return Array.from({ length: WORDS }, () => list[below(list.length)]!).join(' ');
}

/** Each number is as likely as another: those drawn from the uneven rest are drawn anew. */
function below(limit: number): number {
  const even = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const [drawn] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn! < even) return drawn! % limit;
  }
}
