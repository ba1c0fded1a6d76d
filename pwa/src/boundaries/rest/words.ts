/** How days off are said. */

import { m } from '../../core/i18n';
import { dateText } from '../../day/date-words';
import type { OffKind, TimeOff } from '../../day/time-off';

const KINDS: Record<OffKind, () => string> = {
  day: m.rest_kind_day,
  holiday: m.rest_kind_holiday,
  illness: m.rest_kind_illness,
};

export const offWord = (kind: OffKind): string => KINDS[kind]();

export function offText({ from, to, kind }: TimeOff): string {
  const what = offWord(kind);
  if (to === null) return m.rest_line_open({ what, from: dateText(from) });
  if (to === from) return m.rest_line_day({ what, day: dateText(from) });
  return m.rest_line({ what, from: dateText(from), to: dateText(to) });
}
