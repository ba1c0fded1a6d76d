/** The words for an emergency number, and a sentence taken apart round the number in it. */

import { m } from '../../core/i18n';
import type { Emergency, What } from './countries';

const whats: Record<What, () => string> = {
  all: m.help_what_all,
  ambulance: m.help_what_ambulance,
  fire: m.help_what_fire,
  mobile: m.help_what_mobile,
  police: m.help_what_police,
};

const calls: Record<What, (inputs: { number: string }) => string> = {
  all: m.help_call_all,
  ambulance: m.help_call_ambulance,
  fire: m.help_call_fire,
  mobile: m.help_call_mobile,
  police: m.help_call_police,
};

export function whatWord(what: What): string {
  return whats[what]();
}

export function callEmergency({ what, number }: Emergency): string {
  return calls[what]({ number });
}

const PLACE = '\uFFFC';

/** What stands before and after the number, which needs an element of its own to keep its direction. */
export function aroundNumber(sentence: (number: string) => string): [string, string] {
  const [before = '', after = ''] = sentence(PLACE).split(PLACE);
  return [before, after];
}
