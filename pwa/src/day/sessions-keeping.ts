/** Writing the day's records. Apart from reading them, which the first screen does. */

import type { LocalDate } from '../core/zones';
import type { Kept, Vault } from '../vault/vault';
import { DAY_SETTINGS, fieldsOf, parseDaySettings, SESSIONS, type FoundSessions } from './records';
import { USUAL_DAY, type DaySettings, type SessionTime } from './rules';

/** No sessions on this day, whatever the week says. */
export async function addFreeDay(vault: Vault, on: LocalDate, id: string): Promise<void> {
  await vault.add(SESSIONS, { on, none: true }, on, id);
}

/** There are some after all: a day with a session is none without. */
export async function endFree(vault: Vault, free: FoundSessions['free']): Promise<void> {
  for (const { id } of free) {
    // Another tab may have been quicker.
    if (await vault.get(SESSIONS, id)) await vault.remove(SESSIONS, id);
  }
}

/** Tried anew with the same `id`, of `vault.newId()`, it is kept once. */
export function addSession(
  vault: Vault,
  time: SessionTime,
  id?: string,
): Promise<Kept<SessionTime>> {
  return vault.add(SESSIONS, time, time.on, id);
}

/** What a later Interlude keeps of the session stays. */
export function changeSession(
  vault: Vault,
  id: string,
  time: SessionTime,
): Promise<Kept<SessionTime>> {
  return vault.change<SessionTime>(
    SESSIONS,
    id,
    (before) => ({ ...fieldsOf(before), ...time }),
    time.on,
  );
}

/** Takes a session away and hands back what `restoreSession` needs; null when it is gone already. */
export async function removeSession(vault: Vault, id: string): Promise<Kept<SessionTime> | null> {
  const kept = await vault.get<SessionTime>(SESSIONS, id);
  if (kept) await vault.remove(SESSIONS, id);
  return kept;
}

export function restoreSession(vault: Vault, kept: Kept<SessionTime>): Promise<Kept<SessionTime>> {
  return vault.restore(SESSIONS, kept);
}

/** Only the fields named change: another tab's are kept, and those of a later Interlude. */
export async function changeDaySettings(
  vault: Vault,
  changes: Partial<DaySettings>,
): Promise<DaySettings> {
  const kept = await vault.updateSingleton<DaySettings>(DAY_SETTINGS, USUAL_DAY, (before) => ({
    ...fieldsOf(before),
    ...parseDaySettings(before),
    ...changes,
  }));
  return parseDaySettings(kept.value);
}
