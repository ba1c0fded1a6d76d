import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ServerModel } from '../server-model';
import type { Phone } from '../testing';
import { PLANTS, weedOut } from './plants';
import { quickCrypto } from './quick';
import { Broken, runSchedule } from './run';
import { somePhones } from './world';

/** Found after a handful, most of them; never found by chance alone. */
const MOST_SCHEDULES = 400;

let phones: Phone[] = [];
let slow: () => void;
beforeEach(() => {
  slow = quickCrypto();
});
afterEach(async () => {
  slow();
  weedOut();
  await Promise.all(phones.map((phone) => phone.modules.closeVault()));
  vi.unstubAllGlobals();
});

test.each(Object.entries(PLANTS))('%s: the schedules find it', async (_, plant) => {
  phones = await somePhones(4, () => {
    weedOut();
    plant.phones?.();
  });
  for (let seed = 1; seed <= MOST_SCHEDULES; seed++) {
    const model = new ServerModel();
    plant.server?.(model);
    const found = await runSchedule(phones, seed, plant.weather, model).catch((error) => error);
    // A run that breaks off is a mistake in the planting: what is planted must look as if all were well.
    if (found instanceof Broken) return expect(found.promise).not.toBe('rest');
  }
  expect.fail(`not found in ${MOST_SCHEDULES} schedules`);
});
