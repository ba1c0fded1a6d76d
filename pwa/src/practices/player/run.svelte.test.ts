import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { FakeGround, slow, square, threeSteps } from './fixtures';
import { Run } from './run.svelte';
import type { Script } from './script';
import { timelineOf } from './timeline';

function runOf(script: Script) {
  const ground = new FakeGround();
  const hooks = { onmove: vi.fn(), onstill: vi.fn(), oncue: vi.fn(), onend: vi.fn() };
  const run = new Run(timelineOf(script, 'full'), ground, hooks);
  const kinds = () => hooks.oncue.mock.calls.map(([cue]) => cue.kind);
  return { ground, hooks, run, kinds };
}

/** Past the three seconds of sitting down. */
function begun(script: Script) {
  const all = runOf(script);
  all.run.start();
  all.ground.pass(3000);
  return all;
}

test('a run goes from ready through every cue to its end, and tells it once', () => {
  const { run, ground, hooks, kinds } = runOf(square);
  expect(run.state).toBe('ready');
  run.start();
  expect(run.position.stage).toBe('settle');
  ground.pass(3000 + 31_999);
  expect(run.state).toBe('running');
  ground.pass(1);
  expect(run.state).toBe('finished');
  expect(kinds()).toEqual(['in', 'hold', 'out', 'rest', 'in', 'hold', 'out', 'rest']);
  expect(hooks.onend).toHaveBeenCalledExactlyOnceWith(
    {
      started_at: '2026-03-02T12:00:00.000Z',
      ended_at: '2026-03-02T12:00:35.000Z',
      seconds_done: 32,
      ended: 'finished',
    },
    0,
  );
});

test('ready waits for ever', () => {
  const { run, ground, hooks } = runOf(slow);
  ground.pass(3_600_000);
  expect(run.state).toBe('ready');
  expect(hooks.onend).not.toHaveBeenCalled();
});

test('a pause keeps its place however long it lasts', () => {
  const { run, ground } = begun(slow);
  ground.pass(5500);
  run.pause();
  ground.pass(600_000);
  expect(run.position).toMatchObject({ cue: { index: 1 }, seconds_left: 5 });
  run.goOn();
  ground.pass(500);
  expect(run.place_ms).toBe(6000);
  expect(run.position.seconds_left).toBe(4);
});

test('a paused run tells how long was practised, not how long it stood', () => {
  const { run, ground, hooks } = begun(slow);
  ground.pass(10_000);
  run.pause();
  ground.pass(60_000);
  run.enough();
  expect(hooks.onend.mock.calls[0]?.[0]).toMatchObject({ seconds_done: 10, ended: 'enough' });
});

test('asleep for ten minutes past the end, it ended when it should have', () => {
  const { run, ground, hooks } = begun(slow);
  ground.pass(1000);
  ground.show(false);
  ground.sleep(29_000 + 600_000);
  expect(run.state).toBe('running');
  ground.show(true);
  expect(run.state).toBe('finished');
  expect(hooks.onend).toHaveBeenCalledExactlyOnceWith(
    {
      started_at: '2026-03-02T12:00:00.000Z',
      ended_at: '2026-03-02T12:00:33.000Z',
      seconds_done: 30,
      ended: 'finished',
    },
    600_000,
  );
});

test('back from the background, it stands where the time is', () => {
  const { run, ground, hooks } = begun(slow);
  ground.show(false);
  ground.sleep(15_000);
  ground.show(true);
  expect(run.position.cue).toMatchObject({ index: 3, kind: 'out' });
  expect(run.head).toEqual({ place_ms: 15_000, running: true });
  expect(hooks.onmove).toHaveBeenLastCalledWith(15_000);
});

test('a hidden page sets one timer, for the end', () => {
  const { run, ground } = begun(slow);
  expect(ground.timerIn).toBeLessThanOrEqual(1000);
  ground.show(false);
  expect(ground.timerIn).toBe(30_000);
  ground.pass(30_000);
  expect(run.state).toBe('finished');
});

test('a pause pressed after the end has passed unseen is a finish', () => {
  const { run, ground, hooks } = begun(slow);
  ground.sleep(31_000);
  run.pause();
  expect(run.state).toBe('finished');
  expect(hooks.onstill).not.toHaveBeenCalled();
});

test('enough for now ends at any time, and a second time changes nothing', () => {
  const { run, ground, hooks } = begun(slow);
  ground.pass(7400);
  run.enough();
  run.enough();
  run.goOn();
  ground.pass(60_000);
  expect(run.state).toBe('ended_early');
  expect(run.position.cue?.kind).toBe('out');
  expect(hooks.onend).toHaveBeenCalledTimes(1);
  expect(hooks.onend.mock.calls[0]?.[0]).toMatchObject({ seconds_done: 7, ended: 'enough' });
});

test('enough before a beginning is nothing', () => {
  const { run, hooks } = runOf(slow);
  run.enough();
  expect(run.state).toBe('ready');
  expect(hooks.onend).not.toHaveBeenCalled();
});

test('the opening can be skipped, and counts for nothing', () => {
  const { run, ground, hooks } = runOf(slow);
  run.start();
  ground.pass(1000);
  run.skipOpening();
  expect(run.position.cue?.kind).toBe('in');
  ground.pass(30_000);
  expect(hooks.onend.mock.calls[0]?.[0]).toMatchObject({ seconds_done: 30, ended: 'finished' });
});

test('a step earlier, a step later, from the last one to the end', () => {
  const { run, ground, hooks } = begun(threeSteps);
  ground.pass(5000);
  run.later();
  expect(run.place_ms).toBe(20_000);
  run.earlier();
  expect(run.place_ms).toBe(0);
  run.earlier();
  expect(run.place_ms).toBe(0);
  run.later();
  run.later();
  ground.pass(2000);
  run.later();
  expect(run.state).toBe('finished');
  expect(hooks.onend.mock.calls[0]?.[0]).toMatchObject({ seconds_done: 7 });
});

test('a step later while paused stays paused, at the new step', () => {
  const { run, ground } = begun(threeSteps);
  run.pause();
  run.later();
  ground.pass(60_000);
  expect(run.state).toBe('paused');
  expect(run.position.cue?.index).toBe(1);
});

test('each change of place is told to the picture and the tones', () => {
  const { run, ground, hooks } = begun(threeSteps);
  expect(hooks.onmove.mock.calls).toEqual([[-3000]]);
  ground.pass(1000);
  run.pause();
  expect(hooks.onstill).toHaveBeenCalledTimes(1);
  expect(run.head).toEqual({ place_ms: 1000, running: false });
  run.goOn();
  run.later();
  expect(hooks.onmove.mock.calls).toEqual([[-3000], [1000], [20_000]]);
});

test('a closed run is heard of no more', () => {
  const { run, ground, hooks } = begun(slow);
  run.close();
  ground.pass(60_000);
  expect(hooks.onend).not.toHaveBeenCalled();
  expect(ground.watched).toBe(false);
});

test('however it is paused, hidden and put to sleep, the time done is the time it ran', () => {
  const act = fc.constantFrom('pass', 'sleep', 'hide', 'show', 'pause', 'goOn');
  const moves = fc.array(fc.tuple(act, fc.nat({ max: 4000 })), { maxLength: 40 });
  fc.assert(
    fc.property(moves, (all) => {
      const { run, ground, hooks } = begun(slow);
      let ran = 0;
      for (const [what, ms] of all) {
        const before = run.state;
        if (what === 'pass') ground.pass(ms);
        if (what === 'sleep') ground.sleep(ms);
        if (what === 'hide' || what === 'show') ground.show(what === 'show');
        if (what === 'pause') run.pause();
        if (what === 'goOn') run.goOn();
        if (before === 'running' && (what === 'pass' || what === 'sleep')) ran += ms;
      }
      ground.show(true);
      run.enough();
      expect(hooks.onend).toHaveBeenCalledTimes(1);
      const [outcome] = hooks.onend.mock.calls[0]!;
      expect(outcome.seconds_done).toBe(Math.round(Math.min(ran, 30_000) / 1000));
      expect(outcome.ended).toBe(ran >= 30_000 ? 'finished' : 'enough');
    }),
  );
});
