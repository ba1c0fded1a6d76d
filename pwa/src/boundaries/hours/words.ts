/** How work hours are said. */

import { m, region } from '../../core/i18n';
import type { Stretch } from '../../day/hours';
import { wallText } from '../../day/words';
import { alike } from './rules';

export function stretchText({ from, to }: Stretch): string {
  const times = { from: wallText(from), to: wallText(to) };
  return to <= from ? m.hours_night(times) : m.hours_times(times);
}

/** `Mon–Fri, 9:00–17:30`, and so on for days that differ. */
export function weekText(days: Readonly<Record<number, readonly Stretch[]>>): string {
  const said = alike(days).map(({ first, last, times }) => {
    const span = first === last ? short(first) : `${short(first)}–${short(last)}`;
    return `${span}, ${times.map(stretchText).join(', ')}`;
  });
  return said.join(' · ');
}

/** The fifth of January 1970 was a Monday. */
function short(weekday: number): string {
  const format = new Intl.DateTimeFormat(region(), { weekday: 'short', timeZone: 'UTC' });
  return format.format(new Date(Date.UTC(1970, 0, 4 + weekday)));
}
