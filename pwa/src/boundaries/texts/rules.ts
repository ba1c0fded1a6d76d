/** Texts to have ready: what they are about, in which tone, and what a policy says. Pure. */

import { isTimeOfDay } from '../../core/zones';
import { fieldsOf, isOneOf, tidy } from '../parts/found';

export const TONES = ['plain', 'warm', 'brief'] as const;
export type Tone = (typeof TONES)[number];

export const SITUATIONS = ['out_of_hours', 'on_leave', 'ill', 'lighter', 'no_room'] as const;
export type Situation = (typeof SITUATIONS)[number];

export const TEXT_LENGTH = 2000;
export const NUMBER_LENGTH = 40;

/** A text of one's own: a reply, or the policy that replies follow. */
export const KINDS = ['reply', 'policy'] as const;
export type TextKind = (typeof KINDS)[number];

export interface OwnText {
  kind: TextKind;
  text: string;
}

export function ownTextFrom(value: unknown): OwnText | null {
  const { kind, text } = fieldsOf(value);
  return isOneOf(KINDS, kind) && typeof text === 'string' ? { kind, text } : null;
}

export function tidyText({ kind, text }: OwnText): OwnText {
  return { kind, text: tidy(text, TEXT_LENGTH) };
}

/** One being written; `of` names the one being changed. */
export interface TextDraft extends OwnText {
  of: string | null;
}

export function draftFrom(value: unknown): TextDraft | null {
  const own = ownTextFrom(value);
  const { of } = fieldsOf(value);
  return own && { ...own, of: typeof of === 'string' ? of : null };
}

export const HOURS = ['working_hours', 'mornings', 'between'] as const;
export const SOON = ['same_day', 'next_day', 'two_days', 'week'] as const;
export const URGENT = ['service', 'emergency', 'both'] as const;

/** What the few questions of the builder were answered with. */
export interface Policy {
  tone: Tone;
  hours: (typeof HOURS)[number];
  /** `HH:MM`; of `between` alone. */
  from: string;
  to: string;
  soon: (typeof SOON)[number];
  urgent: (typeof URGENT)[number];
  /** The service's own; of `service` and `both`. */
  number: string;
}

export const USUAL_POLICY: Policy = {
  tone: 'plain',
  hours: 'working_hours',
  from: '09:00',
  to: '17:00',
  soon: 'next_day',
  urgent: 'emergency',
  number: '',
};

export type Missing = 'times' | 'number' | null;

/** What is still needed before the text says what was chosen. */
export function missingIn({ hours, from, to, urgent, number }: Policy): Missing {
  const hasTimes = isTimeOfDay(from) && isTimeOfDay(to) && from !== to;
  if (hours === 'between' && !hasTimes) return 'times';
  return urgent !== 'emergency' && number.trim() === '' ? 'number' : null;
}
