/** What a person did and how they like the player: the sealed records of this room. */

import type { Counter, Policy } from '../vault/sync/policies';
import {
  VaultError,
  type Counting,
  type Damaged,
  type LocalDate,
  type Vault,
} from '../vault/vault';
import type { Form } from './format';
import {
  isRecord,
  isSummary,
  LOGS,
  NO_SUMMARY,
  SUMMARY,
  type Count,
  type PracticeSummary,
} from './summary';

export { LOGS, NO_SUMMARY, SUMMARY, summaryOf, type Count, type PracticeSummary } from './summary';

export const SETTINGS = 'player_settings';
const RECENTS = 5;

export const LOGS_POLICY: Policy = 'append';

/** One doing of a practice. Times are ISO instants in UTC; `enough` is an early stop, and as good. */
export interface PracticeLog {
  practice_id: string;
  form: Form;
  started_at: string;
  ended_at: string;
  seconds_done: number;
  ended: 'finished' | 'enough';
}

/** `reduced: null` follows the phone. `volume` is 0 to 1. */
export interface PlayerSettings {
  tones: boolean;
  vibration: boolean;
  volume: number;
  reduced: boolean | null;
}

export const PLAYER_DEFAULTS: PlayerSettings = {
  tones: false,
  vibration: false,
  volume: 0.5,
  reduced: null,
};

export const SETTINGS_POLICY: Policy = { fields: PLAYER_DEFAULTS };

/** Counts a log that another phone wrote. What is no log, or no total, is left as it is. */
export const LOGS_COUNTER: Counter = {
  key: SUMMARY,
  empty: NO_SUMMARY,
  add: (before, value) => (isSummary(before) && isLog(value) ? counted(before, value) : before),
};

export interface DamagedLog {
  id: string;
  code: Damaged['code'] | 'misshapen';
}

export interface Logs {
  logs: PracticeLog[];
  damaged: DamagedLog[];
}

/**
 * Seals the log and counts it in one step. Refused as the vault refuses (`no_room` and others); tried
 * anew with the same `id`, of `vault.newId()`, it is kept and counted once.
 */
export async function keepLog(vault: Vault, log: PracticeLog, id?: string): Promise<void> {
  const total: Counting<PracticeSummary> = {
    key: SUMMARY,
    empty: NO_SUMMARY,
    // A misshapen total must not stand in the way of a log; it is counted anew when next read.
    next: (before) => (isSummary(before) ? counted(before, log) : before),
  };
  await vault.addCounted(LOGS, log, dayOf(log), total, id);
}

/** Logs that began on this day, the newest first, and those that could not be opened. */
export async function logsOn(vault: Vault, on: LocalDate): Promise<Logs> {
  return sorted(await vault.list<unknown>(LOGS, on));
}

/** The total counted anew from the logs that open, in place of one that is gone or damaged. */
export async function recountSummary(vault: Vault): Promise<PracticeSummary> {
  const anew = await vault.recount<unknown, PracticeSummary>(SUMMARY, LOGS, (kept) => {
    const { logs } = sorted({ kept, damaged: [] });
    return logs.length === 0 ? null : logs.reduceRight(counted, NO_SUMMARY);
  });
  return anew ?? NO_SUMMARY;
}

/** After logs were taken away: what is gone counts no more, and where none is left, nothing does. */
export async function countAnew(vault: Vault): Promise<void> {
  await vault.recount<unknown, PracticeSummary>(SUMMARY, LOGS, (kept) =>
    sorted({ kept, damaged: [] }).logs.reduceRight(counted, NO_SUMMARY),
  );
}

/**
 * Takes damaged logs away for good: only for a person who was told and said yes. Each is tried; then
 * the first refusal, if any, is thrown. One that another tab took away is none.
 */
export async function discard(vault: Vault, damaged: readonly DamagedLog[]): Promise<void> {
  const refusals: unknown[] = [];
  for (const { id, code } of damaged) {
    const taken = code === MISSHAPEN ? vault.remove(LOGS, id) : vault.discardDamaged(LOGS, id);
    await taken.catch((error: unknown) => isGone(error) || refusals.push(error));
  }
  if (refusals.length > 0) throw refusals[0];
}

export async function playerSettings(vault: Vault): Promise<PlayerSettings> {
  return settingsFrom((await vault.singleton<unknown>(SETTINGS))?.value);
}

/** Only the fields named change: another tab's are kept, and those of a later Interlude. */
export async function keepPlayerSettings(
  vault: Vault,
  changes: Partial<PlayerSettings>,
): Promise<void> {
  await vault.updateSingleton<unknown>(SETTINGS, {}, (before) => ({
    ...(isRecord(before) && before),
    ...settingsFrom(before),
    ...changes,
  }));
}

/** The settings of `after` that are not as they were. */
export function changedSettings(
  before: PlayerSettings,
  after: PlayerSettings,
): Partial<PlayerSettings> {
  const names = Object.keys(after) as (keyof PlayerSettings)[];
  const changed = names.filter((name) => after[name] !== before[name]);
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}

/** The total with one log more. */
export function counted(before: PracticeSummary, log: PracticeLog): PracticeSummary {
  const { practice_id: id } = log;
  const { full, short, enough, last_at } = before.counts[id] ?? NEVER;
  const count: Count = {
    full: full + (log.form === 'full' ? 1 : 0),
    short: short + (log.form === 'short' ? 1 : 0),
    enough: enough + (log.ended === 'enough' ? 1 : 0),
    last_at: last_at > log.ended_at ? last_at : log.ended_at,
  };
  const counts = { ...before.counts, [id]: count };
  const others = before.recents.filter((recent) => recent !== id);
  // A log of another phone arrives late: the last one counted need not be the last one done.
  const doneAt = (one: string) => Date.parse(counts[one]?.last_at ?? '') || 0;
  const newest = [id, ...others].sort((one, other) => doneAt(other) - doneAt(one));
  return { counts, recents: newest.slice(0, RECENTS) };
}

/** The day on the phone's calendar that an instant falls in. */
export function localDateOf(instant: Date): LocalDate {
  const two = (number: number) => String(number).padStart(2, '0');
  const year = String(instant.getFullYear()).padStart(4, '0');
  return `${year}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

/** Opened, but no practice log. The vault itself would have said why it did not open. */
const MISSHAPEN = 'misshapen' as const;
const NEVER: Count = { full: 0, short: 0, enough: 0, last_at: '' };

function isGone(error: unknown): boolean {
  return error instanceof VaultError && error.code === 'not_found';
}

/** A practice over midnight belongs to the day it began in. */
export function dayOf(log: PracticeLog): LocalDate {
  return localDateOf(new Date(log.started_at));
}

function sorted(listing: { kept: { id: string; value: unknown }[]; damaged: Damaged[] }): Logs {
  const sound = listing.kept.map(({ value }) => value).filter(isLog);
  const unread = listing.kept.filter(({ value }) => !isLog(value));
  return {
    logs: sound.sort((a, b) => (a.started_at < b.started_at ? 1 : -1)),
    damaged: [...listing.damaged, ...unread.map(({ id }) => ({ id, code: MISSHAPEN }))],
  };
}

function isLog(value: unknown): value is PracticeLog {
  if (!isRecord(value)) return false;
  const { practice_id, form, started_at, ended_at, seconds_done, ended } = value;
  return (
    typeof practice_id === 'string' &&
    (form === 'full' || form === 'short') &&
    isInstant(started_at) &&
    isInstant(ended_at) &&
    typeof seconds_done === 'number' &&
    (ended === 'finished' || ended === 'enough')
  );
}

function settingsFrom(value: unknown): PlayerSettings {
  const given = isRecord(value) ? value : {};
  const { tones, vibration, volume, reduced } = given;
  return {
    tones: typeof tones === 'boolean' ? tones : PLAYER_DEFAULTS.tones,
    vibration: typeof vibration === 'boolean' ? vibration : PLAYER_DEFAULTS.vibration,
    volume: typeof volume === 'number' ? Math.min(1, Math.max(0, volume)) : PLAYER_DEFAULTS.volume,
    reduced: typeof reduced === 'boolean' ? reduced : null,
  };
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}
