/** Fetches the guard when the first words are typed: it weighs on no first screen. */

import type { Finding } from './guard-words';

interface GuardCode {
  findings: (text: string, allowed?: readonly string[]) => Finding[];
  allowedKey: (text: string) => string;
  gentler: (text: string, found: readonly Finding[], language: string) => string;
}

export async function fetchGuard(): Promise<GuardCode> {
  const parts = [import('../../core/guard/guard'), import('../../core/guard/gentler')] as const;
  const [{ findings, allowedKey }, { gentler }] = await Promise.all(parts);
  return { findings, allowedKey, gentler };
}
