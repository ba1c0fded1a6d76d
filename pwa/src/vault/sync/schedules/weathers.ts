/** For tests: what schedules go through. */

import { CALM, type Weather } from './steps';

/** Of the line, and of the phones. */
export const OUTSIDE: Record<string, Weather> = {
  'a line that fails half the time': { ...CALM, faults: 0.5 },
  'one who writes, and others who read': { ...CALM, faults: 0.5, crashes: true, writers: 1 },
  'phones that die at any step': { ...CALM, faults: 0.3, crashes: true },
  'phones that are signed out': { ...CALM, faults: 0.3, leaves: true },
  'rows that were spoiled at the server': { ...CALM, faults: 0.2, spoils: true },
};

const RESTORED: Weather = { ...CALM, faults: 0.2, disasters: 0.2, restores: true };

/** Of the server. */
export const INSIDE: Record<string, Weather> = {
  'tombstones that are purged': { ...CALM, faults: 0.2, purges: true },
  'a server restored from its backup': { ...RESTORED, faults: 0.3, crashes: true },
  'a restored server that cannot say since when': { ...RESTORED, since: false },
  'a server set back without a word': { ...CALM, faults: 0.2, rewinds: true },
  'all of it at once': {
    ...{ ...RESTORED, faults: 0.3, crashes: true },
    ...{ purges: true, spoils: true, leaves: true },
  },
};

export const WEATHERS = { ...OUTSIDE, ...INSIDE };
