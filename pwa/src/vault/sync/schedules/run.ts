/** For tests: one schedule from a seed, from the empty phones to the last promise. */

import type { Phone } from '../testing';
import { endOf, INVARIANTS, type Invariant } from './invariants';
import { Play } from './play';
import { randomOf, seededCrypto } from './seeded';
import { someStep, type Weather } from './steps';
import { aWorld, type Server, type World } from './world';

/** A promise that was not kept, by its name; `rest` when the phones never came to rest, or a run broke. */
export class Broken extends Error {
  readonly promise: keyof typeof INVARIANTS | 'rest';

  constructor(promise: Broken['promise'], cause: Error) {
    super(`${promise}: ${cause.message}`, { cause });
    this.promise = promise;
  }
}

/** Two to four phones, some thirty steps. Rejects with `Broken`. */
export async function runSchedule(
  all: Phone[],
  seed: number,
  weather: Weather,
  server?: Server,
): Promise<void> {
  const random = randomOf(seed);
  const fair = seededCrypto(randomOf(~seed));
  try {
    const world = await aWorld(all, 2 + (seed % 3), server);
    const play = new Play(world);
    await named('rest', async () => {
      const steps = 15 + random(30);
      for (let step = 0; step < steps; step++) {
        await play.take(someStep(random, weather, world.phones.length, play.busy));
      }
      await play.rest();
    });
    await keepsPromises(world);
  } finally {
    fair();
  }
}

/** Rejects with `Broken`, for the first one that was not kept. */
export async function keepsPromises(world: World): Promise<void> {
  const end = await endOf(world);
  for (const [name, check] of Object.entries(INVARIANTS) as [Broken['promise'], Invariant][]) {
    await named(name, async () => check(end));
  }
}

async function named(promise: Broken['promise'], work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    throw new Broken(promise, error as Error);
  });
}
