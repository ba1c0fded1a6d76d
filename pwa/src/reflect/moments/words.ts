/** Moments in words: where one comes from, and the season it is of. */

import { m } from '../../core/i18n';
import { monthName } from '../parts/days';
import { lastMonthOf, type Source } from './rules';

const SOURCES: Record<Source, () => string> = {
  me: m.moments_from_me,
  thanks: m.moments_from_thanks,
  close: m.moments_from_close,
  practice: m.moments_from_practice,
};

export function sourceName(from: Source): string {
  return SOURCES[from]();
}

export function seasonName(season: string): string {
  return m.moments_season({ first: monthName(season), last: monthName(lastMonthOf(season)) });
}
