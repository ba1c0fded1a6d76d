import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { play, type Misfortunes } from './driver';
import { INVARIANTS } from './invariants';
import { aWorld, cleared, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await aWorld(4);
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await Promise.all(world.all.map((phone) => phone.modules.closeVault()));
});

const CALM: Misfortunes = {
  faults: 0,
  crashes: false,
  restores: false,
  since: true,
  purges: false,
  spoils: false,
};

const weathers: [string, number, Misfortunes][] = [
  ['a line that fails half the time', 35, { ...CALM, faults: 0.5 }],
  ['phones that die at any step', 35, { ...CALM, faults: 0.3, crashes: true }],
  ['tombstones that are purged', 30, { ...CALM, faults: 0.2, purges: true }],
  [
    'a server restored from its backup',
    35,
    { ...CALM, faults: 0.3, crashes: true, restores: true },
  ],
  [
    'a restored server that cannot say since when',
    20,
    { ...CALM, faults: 0.2, restores: true, since: false },
  ],
  [
    'all of it at once',
    25,
    { faults: 0.3, crashes: true, restores: true, since: true, purges: true, spoils: true },
  ],
  ['rows that were spoiled at the server', 20, { ...CALM, faults: 0.2, spoils: true }],
];

test.each(weathers)(
  '%s: %d schedules keep every promise',
  async (name, runs, luck) => {
    const from = Number(process.env['SYNC_SEED'] ?? 1);
    const all = Number(process.env['SYNC_RUNS'] ?? runs);
    for (let seed = from; seed < from + all; seed++) {
      world = await cleared(world, 2 + (seed % 3));
      try {
        await play(world, seed, 30, luck);
        for (const check of Object.values(INVARIANTS)) await check(world);
      } catch (error) {
        throw new Error(`${name}, seed ${seed}: ${(error as Error).message}`, { cause: error });
      }
    }
    expect(all).toBeGreaterThan(0);
  },
  600_000,
);
