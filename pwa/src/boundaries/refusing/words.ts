/** What is asked in each situation, and our ways to say no to it. */

import { m } from '../../core/i18n';
import type { Situation } from './rules';

interface Asked {
  name: () => string;
  requests: (() => string)[];
  phrases: (() => string)[];
}

const ASKED: Record<Situation, Asked> = {
  one_more: {
    name: m.refusing_one_more,
    requests: [m.refusing_one_more_request, m.refusing_one_more_request_2],
    phrases: [m.refusing_one_more_phrase, m.refusing_one_more_phrase_2],
  },
  late_call: {
    name: m.refusing_late_call,
    requests: [m.refusing_late_call_request, m.refusing_late_call_request_2],
    phrases: [m.refusing_late_call_phrase, m.refusing_late_call_phrase_2],
  },
  extra_shift: {
    name: m.refusing_extra_shift,
    requests: [m.refusing_extra_shift_request, m.refusing_extra_shift_request_2],
    phrases: [m.refusing_extra_shift_phrase, m.refusing_extra_shift_phrase_2],
  },
  favour: {
    name: m.refusing_favour,
    requests: [m.refusing_favour_request, m.refusing_favour_request_2],
    phrases: [m.refusing_favour_phrase, m.refusing_favour_phrase_2],
  },
};

export const situationWord = (situation: Situation): string => ASKED[situation].name();
export const requestsFor = (situation: Situation): string[] =>
  ASKED[situation].requests.map((say) => say());
export const oursFor = (situation: Situation): string[] =>
  ASKED[situation].phrases.map((say) => say());
