/** For tests: a reminder at 12:50 on weekdays, in Berlin. */

import type { Reminder } from './rules';

export function aReminder(given: Partial<Reminder> = {}): Reminder {
  return {
    kind: 'break',
    text: 'soup, sitting down',
    at: '12:50',
    weekdays: [1, 2, 3, 4, 5],
    zone: 'Europe/Berlin',
    state: 'on',
    paused_until: null,
    skips: [],
    moves: [],
    plan_id: crypto.randomUUID(),
    ...given,
  };
}
