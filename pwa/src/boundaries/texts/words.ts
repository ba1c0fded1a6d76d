/** The words of the replies and of a policy, in three tones. */

import { m } from '../../core/i18n';
import { wallText } from '../../day/words';
import type { Policy, Situation, Tone } from './rules';

type Say = () => string;

const TONE_WORDS: Record<Tone, Say> = {
  plain: m.texts_tone_plain,
  warm: m.texts_tone_warm,
  brief: m.texts_tone_brief,
};

export const toneWord = (tone: Tone): string => TONE_WORDS[tone]();

const SITUATION_WORDS: Record<Situation, Say> = {
  out_of_hours: m.texts_out_of_hours,
  on_leave: m.texts_on_leave,
  ill: m.texts_ill,
  lighter: m.texts_lighter,
  no_room: m.texts_no_new,
};

export const situationWord = (situation: Situation): string => SITUATION_WORDS[situation]();

const REPLIES: Record<Situation, Record<Tone, Say>> = {
  out_of_hours: {
    plain: m.texts_out_of_hours_plain,
    warm: m.texts_out_of_hours_warm,
    brief: m.texts_out_of_hours_brief,
  },
  on_leave: {
    plain: m.texts_on_leave_plain,
    warm: m.texts_on_leave_warm,
    brief: m.texts_on_leave_brief,
  },
  ill: { plain: m.texts_ill_plain, warm: m.texts_ill_warm, brief: m.texts_ill_brief },
  lighter: {
    plain: m.texts_lighter_plain,
    warm: m.texts_lighter_warm,
    brief: m.texts_lighter_brief,
  },
  no_room: { plain: m.texts_no_new_plain, warm: m.texts_no_new_warm, brief: m.texts_no_new_brief },
};

export const replyText = (situation: Situation, tone: Tone): string => REPLIES[situation][tone]();

const HOURS_WORDS: Record<Policy['hours'], Say> = {
  working_hours: m.texts_hours_working,
  mornings: m.texts_hours_mornings,
  between: m.texts_hours_between,
};

export const hoursWord = (hours: Policy['hours']): string => HOURS_WORDS[hours]();

const SOON_WORDS: Record<Policy['soon'], Say> = {
  same_day: m.texts_soon_same_day,
  next_day: m.texts_soon_next_day,
  two_days: m.texts_soon_two_days,
  week: m.texts_soon_week,
};

export const soonWord = (soon: Policy['soon']): string => SOON_WORDS[soon]();

const URGENT_WORDS: Record<Policy['urgent'], Say> = {
  service: m.texts_urgent_service,
  emergency: m.texts_urgent_emergency,
  both: m.texts_urgent_both,
};

export const urgentWord = (urgent: Policy['urgent']): string => URGENT_WORDS[urgent]();

interface Frame {
  hours: (inputs: { hours: string }) => string;
  soon: (inputs: { soon: string }) => string;
  service: (inputs: { number: string }) => string;
  emergency: Say;
}

const FRAMES: Record<Tone, Frame> = {
  plain: {
    hours: m.texts_policy_hours_plain,
    soon: m.texts_policy_soon_plain,
    service: m.texts_policy_service_plain,
    emergency: m.texts_policy_emergency_plain,
  },
  warm: {
    hours: m.texts_policy_hours_warm,
    soon: m.texts_policy_soon_warm,
    service: m.texts_policy_service_warm,
    emergency: m.texts_policy_emergency_warm,
  },
  brief: {
    hours: m.texts_policy_hours_brief,
    soon: m.texts_policy_soon_brief,
    service: m.texts_policy_service_brief,
    emergency: m.texts_policy_emergency_brief,
  },
};

const HOURS_PHRASES: Record<'working_hours' | 'mornings', Say> = {
  working_hours: m.texts_phrase_working,
  mornings: m.texts_phrase_mornings,
};

const SOON_PHRASES: Record<Policy['soon'], Say> = {
  same_day: m.texts_phrase_same_day,
  next_day: m.texts_phrase_next_day,
  two_days: m.texts_phrase_two_days,
  week: m.texts_phrase_week,
};

/** Expects a policy with nothing missing. */
export function policyText({ tone, hours, from, to, soon, urgent, number }: Policy): string {
  const frame = FRAMES[tone];
  const when =
    hours === 'between'
      ? m.texts_phrase_between({ from: wallText(from), to: wallText(to) })
      : HOURS_PHRASES[hours]();
  return [
    frame.hours({ hours: when }),
    frame.soon({ soon: SOON_PHRASES[soon]() }),
    urgent !== 'emergency' && frame.service({ number: number.trim() }),
    urgent !== 'service' && frame.emergency(),
  ]
    .filter(Boolean)
    .join(' ');
}
