/** How weeks, months and a usual that moved are said. */

import { m, region } from '../../core/i18n';
import type { LocalDate } from '../../core/zones';
import { itemName, usualWord } from '../pulse/words';
import type { Moved } from './usual';

const instant = (on: LocalDate) => new Date(`${on}T00:00Z`);

function inRegion(on: LocalDate, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(region(), { ...style, timeZone: 'UTC' }).format(instant(on));
}

/** `10 March 2026`: a table may span years. */
export const fullDay = (on: LocalDate): string => inRegion(on, { dateStyle: 'long' });

/** `Mar`, and with the year where more than one year is drawn: `Mar 26`. */
export const monthName = (on: LocalDate, withYear: boolean): string =>
  inRegion(on, { month: 'short', ...(withYear && { year: '2-digit' }) });

/** `March`, or `March 2025` beside a day of another year. */
function monthOf(on: LocalDate, beside: LocalDate): string {
  const isSameYear = on.slice(0, 4) === beside.slice(0, 4);
  return inRegion(on, { month: 'long', ...(!isSameYear && { year: 'numeric' }) });
}

export function movedWords({ item, from, to }: Moved): string {
  return m.trends_moved({
    item: itemName(item),
    before: usualWord(item, from.usual),
    month: monthOf(from.on, to.on),
    now: usualWord(item, to.usual),
  });
}

const EARLY = [
  m.trends_early_1,
  m.trends_early_2,
  m.trends_early_3,
  m.trends_early_4,
  m.trends_early_5,
];

/** Null from six weeks on, and before the first. */
export const earlyWords = (weeks: number): string | null => EARLY[weeks - 1]?.() ?? null;
