/** The running total of what was done: all that Today needs to know of the logs. */

import type { Vault } from '../vault/vault';

export const LOGS = 'practice_logs';
export const SUMMARY = 'practices';

/** How often in which form, and how often that was enough before the end. */
export interface Count {
  full: number;
  short: number;
  enough: number;
  last_at: string;
}

export interface PracticeSummary {
  counts: Record<string, Count>;
  /** Practice ids, the newest first, each once. */
  recents: string[];
}

export const NO_SUMMARY: PracticeSummary = { counts: {}, recents: [] };

/**
 * The running total. When it is gone or damaged it is counted anew from the logs themselves, by code
 * that is fetched only then.
 */
export async function summaryOf(vault: Vault): Promise<PracticeSummary> {
  const kept = await vault.summary<unknown>(SUMMARY);
  if (isSummary(kept)) return kept;
  const { recountSummary } = await import('./records');
  return recountSummary(vault);
}

export function isSummary(value: unknown): value is PracticeSummary {
  if (!isRecord(value) || !isRecord(value['counts']) || !Array.isArray(value['recents']))
    return false;
  return (
    value['recents'].every((id) => typeof id === 'string') &&
    Object.values(value['counts']).every(
      (count) => isRecord(count) && typeof count['last_at'] === 'string',
    )
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
