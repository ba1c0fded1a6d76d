/** What is read of a week, and the one change that is written of it. Sealed. */

import type { LocalDate } from '../../core/zones';
import { HELPS } from '../../practices/helps/records';
import { isAnswer, isEasier } from '../../practices/helps/rules';
import { logsOn } from '../../practices/records';
import type { Policy } from '../../vault/sync/policies';
import type { Kept, Vault } from '../../vault/vault';
import { allPulses } from '../pulse/records';
import type { Steps } from '../pulse/rules';
import { mondayOf, type WeekName } from '../trends/weeks';
import { changeFrom, daysOf, type Change, type EdgesOn, type WeekSeen } from './rules';

export const REVIEWS = 'reviews';
/** They are somebody's words: written on two phones, both stay. */
export const REVIEWS_POLICY: Policy = 'both';

const FIELD = 'weekly_review';
/** What the draft of this page is kept under. */
export const REVIEW_DRAFTS = [FIELD];

export async function readWeek(
  vault: Vault,
  week: WeekName,
  edgesOn: EdgesOn | null,
): Promise<WeekSeen> {
  const dates = daysOf(week);
  const pulses = (await allPulses(vault)).list.filter(({ on }) => dates.includes(on));
  const edges = (await edgesOn?.(dates)) ?? [];
  const logs = await Promise.all(dates.map((on) => logsOn(vault, on)));
  const days = dates.map((on, at) => ({
    on,
    practices: logs[at]!.logs.length,
    hasPulse: pulses.some((pulse) => pulse.on === on),
    ...(edges[at] ?? { kept: 0, bent: 0 }),
  }));
  const steps = pulses.reduce<Steps>((all, pulse) => ({ ...all, ...pulse.steps }), {});
  return { week, days, steps, easier: await easierOn(vault, dates) };
}

async function easierOn(vault: Vault, dates: readonly LocalDate[]): Promise<string[]> {
  const listed = await Promise.all(dates.map((on) => vault.list<unknown>(HELPS, on)));
  const answers = listed.flatMap(({ kept }) => kept.map(({ value }) => value)).filter(isAnswer);
  const easier = answers.filter(({ after }) => isEasier(after));
  return [...new Set(easier.map(({ practice_id }) => practice_id))];
}

export interface ListedChange extends Change {
  id: string;
}

export interface FoundChanges {
  list: ListedChange[];
  /** Records that could not be read. They stay where they are. */
  damaged: number;
}

/** Of one week: one, or one a phone. */
export async function changesOf(vault: Vault, week: WeekName): Promise<FoundChanges> {
  const { kept, damaged } = await vault.list<unknown>(REVIEWS, mondayOf(week));
  const list = kept.flatMap(({ id, value }) => {
    const change = changeFrom(value);
    return change ? [{ id, ...change }] : [];
  });
  return {
    list: list.sort((a, b) => (a.id < b.id ? -1 : 1)),
    damaged: damaged.length + kept.length - list.length,
  };
}

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export async function addChange(vault: Vault, change: Change, id: string): Promise<void> {
  await vault.add(REVIEWS, change, mondayOf(change.week), id);
}

/** Takes it away and hands back what `restoreChange` needs; null when it is gone already. */
export async function removeChange(vault: Vault, id: string): Promise<Kept<Change> | null> {
  const kept = await vault.get<Change>(REVIEWS, id);
  if (kept) await vault.remove(REVIEWS, id);
  return kept;
}

export async function restoreChange(vault: Vault, kept: Kept<Change>): Promise<void> {
  await vault.restore(REVIEWS, kept);
}

export async function readDraft(vault: Vault): Promise<Change | null> {
  const text = await vault.draft(FIELD);
  if (text === null) return null;
  try {
    return changeFrom(JSON.parse(text));
  } catch {
    return null;
  }
}

export function keepDraft(vault: Vault, change: Change): Promise<void> {
  return vault.saveDraft(FIELD, JSON.stringify(change));
}

export function dropDraft(vault: Vault): Promise<void> {
  return vault.dropDraft(FIELD);
}
