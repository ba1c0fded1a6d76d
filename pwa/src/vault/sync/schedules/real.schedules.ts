/** Run by `tests/schedules`, which names a database, and perhaps a mistake of the model's. */

import { afterAll, beforeAll } from 'vitest';
import { keepEveryPromise } from './keeping';
import { PLANTS } from './plants';
import { RealServer, Twins } from './real';
import { WEATHERS } from './weathers';

const { SYNC_DATABASE = 'sqlite', SYNC_PLANT } = process.env;
const plant = SYNC_PLANT === undefined ? undefined : PLANTS[SYNC_PLANT]!.server;

let real: RealServer;
beforeAll(async () => {
  real = await new RealServer(SYNC_DATABASE).up();
}, 120_000);
afterAll(() => real.end());

/** The real one always says since when its past is another. */
const possible = Object.entries(WEATHERS).filter(([, { since }]) => since);

keepEveryPromise(Object.fromEntries(possible), () => Twins.begin(real, plant));
