/** What a question may begin from, in words: forms to fill, and nothing that rewrites by itself. */

import { m } from '../../core/i18n';
import type { Start } from './rules';

const NAMES: Record<Start, () => string> = {
  mine: m.supervision_start_mine,
  torn: m.supervision_start_torn,
  try: m.supervision_start_try,
};

const FORMS: Record<Start, () => string> = {
  mine: m.supervision_form_mine,
  torn: m.supervision_form_torn,
  try: m.supervision_form_try,
};

export function startName(start: Start): string {
  return NAMES[start]();
}

export function formOf(start: Start): string {
  return FORMS[start]();
}
