/** Whether what was just done is the first thing ever done here. Pure. */

import type { Count } from '../../practices/records';

/** One practice in all, ended since the app was opened at `since`, in epoch milliseconds. */
export function isVeryFirst(counts: Record<string, Count>, since: number): boolean {
  const [only, ...others] = Object.values(counts);
  if (!only || others.length > 0 || only.full + only.short !== 1) return false;
  return Date.parse(only.last_at) >= since;
}
