import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyPhone } from '../vault/testing';
import { openVault } from '../vault/vault';
import { settle } from './player/held';
import PlayPage from './PlayPage.svelte';
import { localDateOf, logsOn } from './records';
import { logbook } from './logbook.svelte';
import { practices } from './store.svelte';
import { aBreath, aCatalogue, fullPhone } from './testing';

beforeEach(async () => {
  await emptyPhone();
  vi.stubGlobal('requestIdleCallback', () => 0);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(aCatalogue())));
  practices.catalogue = aCatalogue();
  practices.status = 'ready';
  logbook.letGo();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const play = () => {
  const onleave = vi.fn();
  const onfinished = vi.fn();
  render(PlayPage, { id: 'look-up', form: 'full', onleave, onfinished });
  return { onleave, onfinished };
};

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

const passTime = (ms: number) => {
  const before = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => before() + ms);
};

const stopEarly = async () => {
  await press('Start now');
  passTime(5_000);
  await press('Enough for now');
};

/** The page's own animations are the player's to test. */
const still = { pause() {}, play() {}, cancel() {}, currentTime: 0 };

beforeEach(() => {
  vi.spyOn(Element.prototype, 'animate').mockReturnValue(still as unknown as Animation);
});

const keptToday = async () => {
  return (await logsOn(await openVault(), localDateOf(new Date()))).logs;
};

test('a practice ended early is kept as enough, and the way on leads on', async () => {
  const { onfinished, onleave } = play();
  await stopEarly();
  await vi.waitFor(async () =>
    expect(await keptToday()).toMatchObject([
      { practice_id: 'look-up', form: 'full', ended: 'enough', seconds_done: 5 },
    ]),
  );
  expect(onfinished).not.toHaveBeenCalled();

  await press('To Today');
  await waitFor(() => expect(onfinished).toHaveBeenCalledOnce());
  expect(onleave).not.toHaveBeenCalled();
});

test('left before it began, nothing is kept', async () => {
  const { onfinished, onleave } = play();
  await press('Back');
  expect(onleave).toHaveBeenCalledOnce();
  cleanup();
  expect(onfinished).not.toHaveBeenCalled();
  expect(await keptToday()).toEqual([]);
});

test('left halfway by the back button, what was done is kept', async () => {
  play();
  await press('Start now');
  passTime(5_000);
  cleanup();
  await vi.waitFor(async () => expect(await keptToday()).toHaveLength(1));
});

test('left for help and not come back to, what was done is kept once', async () => {
  play();
  await press('Start now');
  passTime(5_000);
  history.pushState(null, '', '/help');
  cleanup();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await keptToday()).toEqual([]);
  settle();
  history.replaceState(null, '', '/');
  await vi.waitFor(async () =>
    expect(await keptToday()).toMatchObject([
      { practice_id: 'look-up', ended: 'enough', seconds_done: 5 },
    ]),
  );
});

test('on a full phone it stays on the screen until there is room', async () => {
  const full = fullPhone();
  const { onfinished } = play();
  await stopEarly();
  await screen.findByText(/The phone has no room left/);
  await press('To Today');
  expect(await screen.findByText('Back to here.')).toBeTruthy();
  expect(onfinished).not.toHaveBeenCalled();

  full.mockRestore();
  await press('Try now');
  await waitFor(() => expect(onfinished).toHaveBeenCalledOnce());
  expect(await keptToday()).toHaveLength(1);
});

test('on a full phone one may go on without keeping it', async () => {
  fullPhone();
  const { onfinished } = play();
  await stopEarly();
  await screen.findByText(/The phone has no room left/);
  await press('To Today');
  await press('Go on without keeping it');
  await waitFor(() => expect(onfinished).toHaveBeenCalledOnce());
  expect(logbook.unkept).toBeNull();
});

test('the practice begun is played to its end, whatever catalogue arrives', async () => {
  play();
  await press('Start now');
  practices.catalogue = aCatalogue({ version: 'newer', practices: [aBreath()] });
  passTime(5_000);
  await press('Enough for now');
  await vi.waitFor(async () => expect(await keptToday()).toHaveLength(1));
});

test('an address nobody knows says so here too', async () => {
  render(PlayPage, { id: 'nowhere', form: 'full', onleave: vi.fn(), onfinished: vi.fn() });
  expect(await screen.findByText('There is no practice at this address.')).toBeTruthy();
});
