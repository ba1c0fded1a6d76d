/** What a week of work hours says in one line, and what it begins as. Pure. */

import { MOST_STRETCHES, type Stretch } from '../../day/hours';
import { WEEKDAYS } from '../../day/weekly';

/** What most begin with, in one tap. */
export const USUAL: { weekdays: readonly number[]; times: readonly Stretch[] } = {
  weekdays: [1, 2, 3, 4, 5],
  times: [{ from: '09:00', to: '17:30' }],
};

export const NEW_STRETCH: Stretch = { from: '09:00', to: '17:00' };

export interface Alike {
  /** Days that follow each other, the first and the last of them. */
  first: number;
  last: number;
  times: readonly Stretch[];
}

/** Days beside each other with the same times are said together; days without are left out. */
export function alike(days: Readonly<Record<number, readonly Stretch[]>>): Alike[] {
  const runs: Alike[] = [];
  for (const day of WEEKDAYS) {
    const times = days[day] ?? [];
    const last = runs.at(-1);
    if (times.length === 0) continue;
    if (last && last.last === day - 1 && isSame(last.times, times)) last.last = day;
    else runs.push({ first: day, last: day, times });
  }
  return runs;
}

function isSame(a: readonly Stretch[], b: readonly Stretch[]): boolean {
  return a.length === b.length && a.every(({ from, to }, at) => sameAs({ from, to }, b[at]!));
}

const sameAs = (a: Stretch, b: Stretch) => a.from === b.from && a.to === b.to;

/** In the order they begin, each once. */
export function withStretch(times: readonly Stretch[], added: Stretch): Stretch[] {
  const others = times.filter((each) => !sameAs(each, added));
  return [...others, added]
    .sort((a, b) => (a.from < b.from || (a.from === b.from && a.to < b.to) ? -1 : 1))
    .slice(0, MOST_STRETCHES);
}

export function withoutStretch(times: readonly Stretch[], taken: Stretch): Stretch[] {
  return times.filter((each) => !sameAs(each, taken));
}
