/** The way through something serious, and the kinds of it that have a line of their own. */

import { m } from '../../core/i18n';

export const STEPS = [
  { name: 'safe', title: m.serious_safe },
  { name: 'know', title: m.serious_know },
  { name: 'with', title: m.serious_with },
  { name: 'next', title: m.serious_session },
  { name: 'later', title: m.serious_later },
  { name: 'end', title: m.serious_end },
] as const;

export const HAPPENED = ['death', 'hurt', 'complaint'] as const;
export type Happened = (typeof HAPPENED)[number];
