/** What a dialler makes of what a person wrote. */

/** Digits of any script, `*` and `#`, and a leading `+`; `''` when no digit is in it. */
export function dialled(written: string): string {
  const western = written.normalize('NFKC').replace(/\p{Nd}/gu, valueOf);
  const kept = western.replace(/[^\d+*#]/g, '').replace(/(?!^)\+/g, '');
  return /\d/.test(kept) ? kept : '';
}

/** `#` would begin a fragment of the address. */
export function telHref(number: string): string {
  return `tel:${number.replaceAll('#', '%23')}`;
}

/** Unicode keeps the ten digits of each script together, in order, from nought. */
function valueOf(digit: string): string {
  const at = digit.codePointAt(0)!;
  let nought = at;
  while (/\p{Nd}/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return String((at - nought) % 10);
}
