/** For tests: schedules by the thousand, each weather a test of its own. */

import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ServerModel } from '../server-model';
import type { Phone } from '../testing';
import { quickCrypto } from './quick';
import { Broken, runSchedule } from './run';
import type { Weather } from './steps';
import { somePhones, type Server } from './world';

const IN_CHECK = 1000;
/** `make fuzz` sets them: from which seed, how many, and where to write down what came of each weather. */
const { SYNC_SEED = '1', SYNC_RUNS = String(IN_CHECK), SYNC_REPORT } = process.env;

export interface Report {
  weather: string;
  schedules: number;
  broken: { seed: number; promise: string }[];
}

/** `begin` makes an empty server; it is the model of one unless told otherwise. */
export function keepEveryPromise(
  weathers: Record<string, Weather>,
  begin: (weather: Weather) => Server | Promise<Server> = aModel,
): void {
  let phones: Phone[];
  let slow: () => void;
  beforeAll(async () => {
    phones = await somePhones(4);
    slow = quickCrypto();
  });
  afterAll(async () => {
    slow();
    vi.unstubAllGlobals();
    await Promise.all(phones.map((phone) => phone.modules.closeVault()));
  });

  test.each(Object.entries(weathers))(
    `%s: ${SYNC_RUNS} schedules keep every promise`,
    async (name, weather) => {
      const report: Report = { weather: name, schedules: 0, broken: [] };
      const last = Number(SYNC_SEED) + Number(SYNC_RUNS);
      for (let seed = Number(SYNC_SEED); seed < last; seed++, report.schedules++) {
        await runSchedule(phones, seed, weather, await begin(weather)).catch((error: unknown) => {
          if (!(error instanceof Broken)) throw error;
          report.broken.push({ seed, promise: error.message });
        });
      }
      if (SYNC_REPORT) appendFileSync(SYNC_REPORT, JSON.stringify(report) + '\n');
      expect(report).toEqual({ ...report, schedules: Number(SYNC_RUNS), broken: [] });
    },
    7_200_000,
  );
}

function aModel({ since }: Weather): ServerModel {
  const server = new ServerModel();
  server.tellsSince = since;
  return server;
}
