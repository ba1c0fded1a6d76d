/** What the guard found, as the rooms see it, and its kinds in words. */

import type { FindingKind } from '../../core/guard/kinds';
import { m } from '../../core/i18n';

export type { Finding } from '../../core/guard/kinds';

const KINDS: Record<FindingKind, () => string> = {
  name: m.guard_kind_name,
  initials: m.guard_kind_initials,
  date: m.guard_kind_date,
  age_place: m.guard_kind_age_place,
  phone: m.guard_kind_phone,
  email: m.guard_kind_email,
  address: m.guard_kind_address,
  handle: m.guard_kind_handle,
  record: m.guard_kind_record,
  said: m.guard_kind_said,
};

export function kindName(kind: FindingKind): string {
  return KINDS[kind]();
}
