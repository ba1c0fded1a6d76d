/** Run by `tests/schedules`, which listens on a port and says what happens, step by step. */

import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { ServerModel } from '../server-model';
import type { Phone } from '../testing';
import { PLANTS, weedOut } from './plants';
import { Play } from './play';
import { quickCrypto } from './quick';
import { keepsPromises } from './run';
import { randomOf, seededCrypto } from './seeded';
import type { Step } from './steps';
import { aWorld, somePhones, type World } from './world';

type Told = Step | { do: 'begin'; phones: number } | { do: 'rest' };

const { SYNC_PORT = '0', SYNC_PLANT } = process.env;
const plant = SYNC_PLANT === undefined ? undefined : PLANTS[SYNC_PLANT]!;

test('as it is told', { timeout: 7_200_000 }, async () => {
  const phones = await somePhones(4, () => {
    weedOut();
    plant?.phones?.();
  });
  quickCrypto();
  seededCrypto(randomOf(1));
  const socket = connect(Number(SYNC_PORT), '127.0.0.1');
  const told = new Listener(phones);
  for await (const line of createInterface({ input: socket })) {
    const answer = await told.hear(JSON.parse(line) as Told).catch(said);
    socket.write(JSON.stringify(answer) + '\n');
  }
  await Promise.all(phones.map((phone) => phone.modules.closeVault()));
  vi.unstubAllGlobals();
  expect(told.steps).toBeGreaterThan(0);
});

class Listener {
  steps = 0;
  readonly #all: Phone[];
  #world: World | undefined;
  #play: Play | undefined;

  constructor(all: Phone[]) {
    this.#all = all;
  }

  /** What is broken, or null. */
  async hear(told: Told): Promise<string | null> {
    if (told.do === 'begin') {
      const server = new ServerModel();
      plant?.server?.(server);
      this.#world = await aWorld(this.#all, told.phones, server);
      this.#play = new Play(this.#world);
    } else if (told.do === 'rest') {
      await this.#play!.rest();
      await keepsPromises(this.#world!);
    } else {
      this.steps++;
      await this.#play!.take(told);
    }
    return null;
  }
}

const said = (error: unknown) => (error as Error).message;
