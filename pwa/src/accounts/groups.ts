/** The groups of a recovery code, and what counts as the same when somebody types one. */

export function groupsOf(code: string): string[] {
  return code.split('-');
}

/** As Crockford has it: letter case, blanks and dashes are nothing; O is 0, I and L are 1. */
export function isSameGroup(typed: string, group: string): boolean {
  const plain = typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return plain === group;
}

/** Two of `count` places, from 0, the lower first. */
export function twoOf(count: number): [number, number] {
  const first = Math.floor(Math.random() * count);
  const other = (first + 1 + Math.floor(Math.random() * (count - 1))) % count;
  return first < other ? [first, other] : [other, first];
}
