/** The sealed weather of each day: one record a date, in which two phones meet. */

import type { Policy } from '../../vault/sync/policies';
import type { LocalDate, Vault } from '../../vault/vault';
import { fieldsOf } from '../parts/found';
import { UNSAID, weatherFrom, type DayWeather, type LoadKind, type Step } from './rules';

export const LOAD_WEATHER = 'load_weather';
/** Loss said on one phone and admin on the other are both. */
export const LOAD_WEATHER_POLICY: Policy = { fields: UNSAID };

export interface FoundWeather {
  days: DayWeather[];
  /** Days that could not be read. They stay where they are. */
  damaged: number;
}

export async function weatherOn(vault: Vault, dates: readonly LocalDate[]): Promise<FoundWeather> {
  const kept = await Promise.all(
    dates.map((on) => vault.singleton<unknown>(LOAD_WEATHER, on).then((found) => ({ on, found }))),
  );
  const read = kept.map(({ on, found }) => ({ on, weather: found && weatherFrom(found.value) }));
  return {
    days: read.map(({ on, weather }) => ({ on, weather: weather ?? UNSAID })),
    damaged: kept.filter(({ found }, at) => found && !read[at]!.weather).length,
  };
}

/** Says one kind of load of a day; null takes what was said of it away. */
export async function sayLoad(
  vault: Vault,
  on: LocalDate,
  kind: LoadKind,
  step: Step | null,
): Promise<void> {
  const next = (before: object) => ({ ...fieldsOf(before), on, [kind]: step });
  await vault.updateSingleton<object>(LOAD_WEATHER, { on, ...UNSAID }, next, on);
}
