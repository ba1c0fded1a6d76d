/** How what goes beyond a limit is said: plainly, and without a verdict. */

import { m } from '../../core/i18n';
import { lengthOf, longDay } from '../../day/words';
import type { Exceeded } from './rules';

export function exceededText(found: Exceeded): string {
  switch (found.kind) {
    case 'day':
      return m.limits_day_over({
        day: longDay(found.on),
        count: found.count,
        limit: found.limit,
      });
    case 'week':
      return (found.isNext ? m.limits_next_week_over : m.limits_week_over)({
        count: found.count,
        limit: found.limit,
      });
    case 'gap':
      return m.limits_gap_under({
        day: longDay(found.on),
        minutes: lengthOf(found.minutes),
        limit: lengthOf(found.limit),
      });
    case 'break':
      return m.limits_no_break({ day: longDay(found.on), limit: lengthOf(found.limit) });
  }
}
