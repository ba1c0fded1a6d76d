/** What the guard found, as the rooms see it, and its kinds in words. */

import { m } from '../../core/i18n';

export type Kind =
  | 'name'
  | 'initials'
  | 'date'
  | 'age_place'
  | 'phone'
  | 'email'
  | 'address'
  | 'handle'
  | 'record'
  | 'said';

export interface Finding {
  kind: Kind;
  from: number;
  to: number;
  text: string;
}

const KINDS: Record<Kind, () => string> = {
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

export function kindName(kind: Kind): string {
  return KINDS[kind]();
}
