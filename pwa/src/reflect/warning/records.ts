/** The plan somebody wrote while well, and what they put aside for now. Sealed. */

import type { Policy } from '../../vault/sync/policies';
import type { Kept, Vault } from '../../vault/vault';
import type { WeekName } from '../trends/weeks';
import { planFrom, quietFrom, type Quiet, type WarningPlan } from './rules';

export const WARNING_PLAN = 'warning_plan';
/** They are somebody's words: written on two phones, both stay. */
export const WARNING_PLAN_POLICY: Policy = 'both';

export const WARNING_QUIET = 'warning_plan_quiet';
/** Each reason a field: one put aside here and another there are both put aside. */
export const WARNING_QUIET_POLICY: Policy = 'fields';

const FIELD = 'warning_plan';
/** What the draft of this page is kept under. */
export const WARNING_DRAFTS = [FIELD];

export interface ListedPlan extends WarningPlan {
  id: string;
}

export interface FoundPlans {
  /** The plan first; another one was written on another phone. */
  list: ListedPlan[];
  /** Records that could not be read. They stay where they are. */
  damaged: number;
}

export async function allPlans(vault: Vault): Promise<FoundPlans> {
  const { kept, damaged } = await vault.list<unknown>(WARNING_PLAN);
  const copiesLast = [...kept].sort(
    (a, b) => Number(isCopy(a.value)) - Number(isCopy(b.value)) || (a.id < b.id ? -1 : 1),
  );
  const list = copiesLast.flatMap(({ id, value }) => {
    const plan = planFrom(value);
    return plan ? [{ id, ...plan }] : [];
  });
  return { list, damaged: damaged.length + kept.length - list.length };
}

const isCopy = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'copy_of');

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export async function addPlan(vault: Vault, plan: WarningPlan, id: string): Promise<void> {
  await vault.add(WARNING_PLAN, plan, undefined, id);
}

export async function changePlan(vault: Vault, id: string, plan: WarningPlan): Promise<void> {
  await vault.change<WarningPlan>(WARNING_PLAN, id, (before) => ({ ...before, ...plan }));
}

/** Takes it away and hands back what `restorePlan` needs; null when it is gone already. */
export async function removePlan(vault: Vault, id: string): Promise<Kept<WarningPlan> | null> {
  const kept = await vault.get<WarningPlan>(WARNING_PLAN, id);
  if (kept) await vault.remove(WARNING_PLAN, id);
  return kept;
}

export async function restorePlan(vault: Vault, kept: Kept<WarningPlan>): Promise<void> {
  await vault.restore(WARNING_PLAN, kept);
}

export async function readQuiet(vault: Vault): Promise<Quiet> {
  return quietFrom((await vault.singleton<unknown>(WARNING_QUIET))?.value);
}

export async function putAside(
  vault: Vault,
  keys: readonly string[],
  week: WeekName,
): Promise<void> {
  const aside = Object.fromEntries(keys.map((key) => [key, week]));
  await vault.updateSingleton<object>(WARNING_QUIET, {}, (before) => ({ ...before, ...aside }));
}

/** One half written, and which it is of; null for a new one. */
export interface PlanDraft {
  of: string | null;
  plan: WarningPlan;
}

export async function readDraft(vault: Vault): Promise<PlanDraft | null> {
  const text = await vault.draft(FIELD);
  if (text === null) return null;
  try {
    const { of, plan } = JSON.parse(text) as Record<string, unknown>;
    const whole = planFrom(plan);
    return whole && { of: typeof of === 'string' ? of : null, plan: whole };
  } catch {
    return null;
  }
}

export function keepDraft(vault: Vault, draft: PlanDraft): Promise<void> {
  return vault.saveDraft(FIELD, JSON.stringify(draft));
}

export function dropDraft(vault: Vault): Promise<void> {
  return vault.dropDraft(FIELD);
}
