/** Fetches the guard when the first words are typed: it weighs on no first screen. */

import type { Finding } from './guard-words';

interface GuardCode {
  findings: (text: string, allowed?: readonly string[]) => Finding[];
  allowedKey: (text: string) => string;
  gentler: (text: string, found: readonly Finding[], language: string) => string;
}

// By pattern, so that this room is built and checked also where the guard is not there yet.
const files = import.meta.glob<Partial<GuardCode>>('../../core/guard/{guard,gentler}.ts');

export async function fetchGuard(): Promise<GuardCode> {
  const parts = await Promise.all(Object.values(files).map((fetch) => fetch()));
  const { findings, allowedKey, gentler } = Object.assign({}, ...parts) as Partial<GuardCode>;
  if (!findings || !allowedKey || !gentler) throw new Error('the guard is not there');
  return { findings, allowedKey, gentler };
}
