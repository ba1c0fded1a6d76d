/** For tests: what can happen in a schedule, one thing at a time, and chance that chooses among it. */

import type { Fate } from '../testing';
import type { Random } from './seeded';

/** `phone` counts from 0; `pick` chooses among what there is, whatever that is by then. */
export type Step =
  | { do: 'add' | 'set' | 'log'; phone: number }
  | { do: 'change' | 'remove'; phone: number; pick: number }
  /** Half a call: a run begins, or what it asks arrives, or the answer does. `tab` 1 is a second one. */
  | { do: 'call'; phone: number; tab: 0 | 1; fate: Fate | 'late' }
  /** A request arrives that its phone has long given up. */
  | { do: 'arrive'; pick: number }
  /** Going on, the phone dies at its `after`th transaction; with nothing under way, where it stands. */
  | { do: 'die'; phone: number; after: number }
  | { do: 'clock'; phone: number; year: number }
  /** The phone is signed out from elsewhere. */
  | { do: 'leave'; phone: number }
  /** `rewind` is a restored server that does not say so, met by phones that were in step. */
  | { do: 'backup' | 'restore' | 'rewind' | 'purge' }
  | { do: 'spoil'; pick: number };

/** What may happen in a schedule. */
export interface Weather {
  /** Share of requests that go wrong. */
  faults: number;
  /** Share of steps that are none of a phone's doing. */
  disasters: number;
  crashes: boolean;
  restores: boolean;
  /** Whether a restored server says which numbers both pasts share. */
  since: boolean;
  rewinds: boolean;
  purges: boolean;
  spoils: boolean;
  leaves: boolean;
  /** How many of the phones write. */
  writers: number;
}

export const CALM: Weather = {
  ...{ faults: 0, disasters: 0.07, crashes: false, restores: false, since: true, rewinds: false },
  ...{ purges: false, spoils: false, leaves: false, writers: Infinity },
};

const FAILING = ['lost', 'unanswered', 'cut', 'late'] as const;

/** One step; `busy` are the phones with a run under way, which are likelier to go on. */
export function someStep(
  random: Random,
  weather: Weather,
  phones: number,
  busy: readonly number[],
): Step {
  const dice = random(100);
  if (dice < 38) return someEdit(random, random(Math.min(phones, weather.writers)));
  const isGoingOn = busy.length > 0 && random(10) < 7;
  const phone = isGoingOn ? busy[random(busy.length)]! : random(phones);
  const calm = 100 - 100 * weather.disasters;
  if (dice < calm - 5) return someCall(random, weather, phone);
  if (dice < calm && weather.crashes) return { do: 'die', phone, after: random(12) };
  return someDisaster(random, weather, phone);
}

function someEdit(random: Random, phone: number): Step {
  const dice = random(100);
  if (dice < 25) return { do: 'add', phone };
  if (dice < 60) return { do: 'change', phone, pick: random(16) };
  if (dice < 70) return { do: 'remove', phone, pick: random(16) };
  return { do: dice < 85 ? 'set' : 'log', phone };
}

function someCall(random: Random, { faults }: Weather, phone: number): Step {
  const tab = random(12) === 0 ? 1 : 0;
  const fails = random(100) < faults * 100;
  const fate = fails ? FAILING[random(FAILING.length)]! : 'well';
  return { do: 'call', phone, tab, fate };
}

function someDisaster(random: Random, weather: Weather, phone: number): Step {
  const pick = random(16);
  const dice = random(8);
  if (dice < 2 && (weather.restores || weather.rewinds)) return { do: 'backup' };
  if (dice === 2 && weather.restores) return { do: 'restore' };
  if (dice === 2 && weather.rewinds) return { do: 'rewind' };
  if (dice === 3 && weather.purges) return { do: 'purge' };
  if (dice === 4 && weather.spoils) return { do: 'spoil', pick };
  if (dice === 5 && weather.leaves) return { do: 'leave', phone };
  if (dice === 6) return { do: 'clock', phone, year: 2000 + random(60) };
  return { do: 'arrive', pick };
}
