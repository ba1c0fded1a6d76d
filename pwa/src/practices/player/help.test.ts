import { screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { slow, square, threeSteps } from './fixtures';
import { settle, WAITS_MS } from './held';
import type { Script } from './script';
import { begun, button, click, letElementsMove, play, said } from './stage-hands';

beforeEach(letElementsMove);

afterEach(() => {
  settle();
  history.replaceState(null, '', '/');
});

/** As the shell does it: first the address, then the screen. */
function toHelp(view: { unmount: () => void }) {
  history.pushState(null, '', '/help');
  view.unmount();
}

async function leftForHelp(practice: Script, done_ms: number) {
  const view = await begun(practice);
  await view.pass(done_ms);
  toHelp(view);
  return view;
}

test('help is no end: back from it, the practice stands paused where it was', async () => {
  const before = await leftForHelp(slow, 5500);
  expect(before.onfinish).not.toHaveBeenCalled();
  expect(before.awake.release).toHaveBeenCalled();

  const after = play(slow, { straightaway: true });
  expect(said(after)).toBe('Paused');
  expect(screen.getByText('0:25 left')).toBeTruthy();
  await after.pass(60_000);
  await click('Go on');
  expect(said(after)).toBe('Breathe out');
  await after.pass(24_500);
  expect(after.onfinish).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({
      started_at: '2026-03-02T12:00:00.000Z',
      seconds_done: 30,
      ended: 'finished',
    }),
  );
  expect(before.onfinish).not.toHaveBeenCalled();
});

test('steps skipped before help are still not counted after it', async () => {
  const view = await begun(threeSteps);
  await view.pass(5000);
  await click('Next step');
  toHelp(view);
  const after = play(threeSteps);
  await after.pass(1000);
  await click('Go on');
  await after.pass(2000);
  await click('Enough for now');
  expect(after.onfinish).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ seconds_done: 7, ended: 'enough' }),
  );
});

test('whoever does not come back has done what they did', async () => {
  const { onfinish, ground } = await leftForHelp(slow, 12_000);
  ground.pass(WAITS_MS);
  expect(onfinish).toHaveBeenCalledExactlyOnceWith({
    started_at: '2026-03-02T12:00:00.000Z',
    ended_at: '2026-03-02T12:00:15.000Z',
    seconds_done: 12,
    ended: 'enough',
    form: 'full',
  });
});

test('another practice, once begun, tells of the one left behind', async () => {
  const { onfinish } = await leftForHelp(slow, 12_000);
  play(square);
  expect(onfinish).not.toHaveBeenCalled();
  await click('Begin');
  expect(onfinish).toHaveBeenCalledOnce();
});

test('left for help twice, it is told once', async () => {
  await leftForHelp(slow, 5000);
  const second = play(slow);
  toHelp(second);
  const third = play(slow);
  expect(said(third)).toBe('Paused');
  history.replaceState(null, '', '/');
  third.unmount();
  expect(second.onfinish).not.toHaveBeenCalled();
  expect(third.onfinish).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ seconds_done: 5, ended: 'enough' }),
  );
});

test('left for help while settling in, it waits too, and tells nothing if nobody returns', async () => {
  const view = play(slow);
  await click('Begin');
  await view.pass(1000);
  toHelp(view);
  const after = play(slow);
  expect(button('Go on')).toBeTruthy();
  toHelp(after);
  settle();
  expect(after.onfinish).not.toHaveBeenCalled();
});

test('help before a beginning, or after an end, holds nothing', async () => {
  toHelp(play(slow));
  const ended = await leftForHelp(slow, 30_000);
  expect(ended.onfinish).toHaveBeenCalledOnce();
  play(slow);
  expect(button('Begin')).toBeTruthy();
});
