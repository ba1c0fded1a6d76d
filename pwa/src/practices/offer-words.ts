/** The words of an offer. Apart from the library's, because these travel with the first screen. */

import { m } from '../core/i18n';
import type { Reason } from './rules';

const reasons: Record<Reason | 'nothing', () => string> = {
  before: m.practices_reason_before,
  between: m.practices_reason_between,
  hard: m.practices_reason_hard,
  day_end: m.practices_reason_day_end,
  week: m.practices_reason_week,
  short: m.practices_reason_short,
  time: m.practices_reason_time,
  nothing: m.practices_reason_nothing,
};

export const reasonText = (reason: Reason | 'nothing'): string => reasons[reason]();

/** `90 seconds`, `2 minutes`, `2 min 30 s`: whole minutes in words, never rounded. */
export function lengthText(seconds: number): string {
  if (seconds % 60 === 0) return m.core_minutes({ count: seconds / 60 });
  if (seconds < 120) return m.core_seconds({ count: seconds });
  return m.practices_length({ minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
