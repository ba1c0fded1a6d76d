/** The log of learning in words: its kinds, and how long. */

import { m } from '../../core/i18n';
import { hoursAndMinutes, type Kind } from './rules';

const KINDS: Record<Kind, () => string> = {
  supervision: m.learning_kind_supervision,
  consultation: m.learning_kind_consultation,
  reading: m.learning_kind_reading,
  training: m.learning_kind_training,
  own_therapy: m.learning_kind_own_therapy,
  peer_group: m.learning_kind_peer_group,
  rest: m.learning_kind_rest,
};

export function kindName(kind: Kind): string {
  return KINDS[kind]();
}

/** `1 hour 30 minutes`, `45 minutes`, `2 hours`. */
export function longText(total: number): string {
  const { hours, minutes } = hoursAndMinutes(total);
  if (hours === 0) return m.core_minutes({ count: minutes });
  const long = m.learning_hours({ count: hours });
  if (minutes === 0) return long;
  return m.learning_hours_minutes({ hours: long, minutes: m.core_minutes({ count: minutes }) });
}
