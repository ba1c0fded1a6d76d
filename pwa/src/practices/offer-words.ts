/** The words of an offer. Apart from the library's, because these travel with the first screen. */

import { m } from '../core/i18n';
import type { Choice } from './rules';

const WHY_NOT_ITS_MOMENT = {
  short: m.practices_reason_short,
  time: m.practices_reason_time,
};

/** Why this one: where its moment is the reason, in the practice's own words. */
export function reasonText({ practice, reason }: Choice): string {
  return reason === 'short' || reason === 'time' ? WHY_NOT_ITS_MOMENT[reason]() : practice.text.why;
}

/** `90 seconds`, `2 minutes`, `2 min 30 s`: whole minutes in words, never rounded. */
export function lengthText(seconds: number): string {
  if (seconds % 60 === 0) return m.core_minutes({ count: seconds / 60 });
  if (seconds < 120) return m.core_seconds({ count: seconds });
  return m.practices_length({ minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
