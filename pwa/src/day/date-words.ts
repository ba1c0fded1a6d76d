/** Dates as they are said in a sentence. Apart from the words of the rail, which the first screen carries. */

import { region } from '../core/i18n';
import type { LocalDate } from '../core/zones';

/** `Wednesday 25 November`. */
export function dateText(on: LocalDate): string {
  const style = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(region(), style).format(new Date(`${on}T00:00Z`));
}
