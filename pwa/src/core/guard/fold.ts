/** One spelling of a word: no accents, no possessive, lower case. */
export function fold(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']s$/u, '')
    .toLowerCase();
}

/** A list of words is written as one text: so it is smallest on its way to the phone. */
export const set = (words: string) => new Set(words.split(' '));
