/** For tests: a guard that knows two names, so that they say what a room does and not what a name is. */

import type { Finding } from './guard-words';

const NAMES = /Lucía|Marek/g;

export async function fetchGuard() {
  return Promise.resolve({ findings, allowedKey, gentler });
}

function findings(text: string, allowed: readonly string[] = []): Finding[] {
  const all = [...text.matchAll(NAMES)].map(([word]) => word);
  let from = 0;
  const found = all.map((word): Finding => {
    from = text.indexOf(word, from);
    const finding: Finding = { kind: 'name', from, to: from + word.length, text: word };
    from = finding.to;
    return finding;
  });
  return found.filter(({ text: word }) => !allowed.includes(allowedKey(word)));
}

function allowedKey(text: string): string {
  return text.toLowerCase();
}

function gentler(text: string, found: readonly Finding[]): string {
  return [...found]
    .sort((a, b) => b.from - a.from)
    .reduce((said, { from, to }) => `${said.slice(0, from)}somebody${said.slice(to)}`, text);
}
