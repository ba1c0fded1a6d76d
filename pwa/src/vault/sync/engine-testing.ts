/** For tests: engines on a page whose timers stand still, and which sees what a browser tells it. */

import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import type { Means, SyncEngine } from './engine';
import type { Reply } from './server-model';
import { COUNTERS, heard, POLICIES, twoPhones, type Both } from './testing';

interface Scene {
  both: Both;
  page: EventTarget & { visibilityState: string };
  worker: EventTarget;
}

export const scene = {} as Scene;
const engines: SyncEngine[] = [];

/** Before each test an empty phone and a page that is seen; after it nothing is under way. */
export function onPage(): void {
  beforeAll(async () => {
    scene.both = await twoPhones();
  });
  afterAll(() => scene.both.close());
  beforeEach(async () => {
    await scene.both.anew();
    scene.page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    scene.worker = new EventTarget();
    vi.stubGlobal('document', scene.page);
    vi.stubGlobal('window', new EventTarget());
    const { locks } = navigator;
    vi.stubGlobal('navigator', { locks, serviceWorker: scene.worker, onLine: false });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(async () => {
    for (const engine of engines.splice(0)) engine.stop();
    await settled();
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
}

export function anEngine(given: Partial<Means> = {}): SyncEngine {
  const { here, line } = scene.both;
  const means = { vault: here.vault, post: line.post, policies: POLICIES, counters: COUNTERS };
  const engine = new here.modules.SyncEngine({ ...means, random: () => 1, ...given });
  engines.push(engine);
  return engine;
}

/** An engine that has looked once, at its start. */
export async function started(given?: Partial<Means>): Promise<SyncEngine> {
  const engine = anEngine(given);
  engine.start();
  await settled();
  scene.both.line.requests.length = 0;
  return engine;
}

const sleep = setTimeout;

/** Lets everything that is under way come to an end; no timer of the engine fires by this. */
export async function settled(): Promise<void> {
  let quiet = 0;
  while (quiet < 3) {
    await new Promise((go) => sleep(go, 4));
    quiet = engines.some(({ state }) => state.doing) ? 0 : quiet + 1;
  }
}

/** As many milliseconds, and all that comes of them. */
export async function pass(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  await settled();
}

/** How many requests there were. */
export const asked = () => scene.both.line.requests.length;

export const add = (n: number) => scene.both.here.vault.add('notes', { n });

/** A server that answers with nothing but a problem. */
export function refusing(status: number, body: object, retry_after: number | null = null) {
  return vi.fn(() => Promise.resolve(heard({ status, body: { ...body, retry_after } } as Reply)));
}
