import { expect, test, vi } from 'vitest';
import { fakeDevices, slow } from '../fixtures';
import { QUIET, type PlayerSettings } from '../settings';
import { timelineOf } from '../timeline';
import { Conductor } from './conductor';

const timeline = timelineOf(slow, 'full');
const finished = { started_at: '', ended_at: '', seconds_done: 30, ended: 'finished' } as const;

function conducted(settings: Partial<PlayerSettings>) {
  const all = fakeDevices();
  const ended = vi.fn();
  const conductor = new Conductor(
    all.devices,
    timeline,
    { ...QUIET, ...settings },
    () => 4200,
    ended,
  );
  return { ...all, ended, conductor };
}

test('nothing sounds or shakes unless it was switched on', () => {
  const { conductor, tones, pulse } = conducted({});
  conductor.unlock();
  conductor.onmove(0);
  conductor.oncue(timeline.cues[0]!);
  conductor.onend(finished, 0);
  expect(tones.unlock).not.toHaveBeenCalled();
  expect(tones.plan).not.toHaveBeenCalled();
  expect(pulse.play).not.toHaveBeenCalled();
});

test('tones are laid from where the run is, and taken back when it stands', () => {
  const { conductor, tones } = conducted({ tones: true });
  conductor.onmove(-3000);
  expect(tones.plan).toHaveBeenLastCalledWith(timeline, -3000);
  conductor.onstill();
  expect(tones.hush).toHaveBeenCalled();
});

test('tones switched on in the middle join from the middle; off, they fall silent', () => {
  const { conductor, tones } = conducted({});
  conductor.onmove(0);
  conductor.change({ ...QUIET, tones: true });
  expect(tones.unlock).toHaveBeenCalled();
  expect(tones.plan).toHaveBeenLastCalledWith(timeline, 4200);
  conductor.change(QUIET);
  expect(tones.hush).toHaveBeenCalled();
});

test('sound that the browser lets in late joins where the run is', () => {
  const { conductor, tones, ready } = conducted({ tones: true });
  ready.call();
  expect(tones.plan).not.toHaveBeenCalled();
  conductor.onmove(0);
  ready.call();
  expect(tones.plan).toHaveBeenLastCalledWith(timeline, 4200);
});

test('each cue and the end have their pulse', () => {
  const { conductor, pulse } = conducted({ vibration: true });
  conductor.onmove(0);
  conductor.oncue(timeline.cues[1]!);
  conductor.onend(finished, 0);
  expect(pulse.play.mock.calls).toEqual([['out'], ['end']]);
});

test('a step chosen while paused does not shake', () => {
  const { conductor, pulse } = conducted({ vibration: true });
  conductor.onmove(0);
  conductor.onstill();
  conductor.oncue(timeline.cues[1]!);
  expect(pulse.play).not.toHaveBeenCalled();
});

test('the end tone rings out after a finish, and not after enough or long past the end', () => {
  const all = conducted({ tones: true, vibration: true });
  all.conductor.onend(finished, 20);
  expect(all.tones.hush).not.toHaveBeenCalled();
  all.conductor.onend({ ...finished, ended: 'enough' }, 0);
  expect(all.tones.hush).toHaveBeenCalledTimes(1);
  all.conductor.onend(finished, 600_000);
  expect(all.tones.hush).toHaveBeenCalledTimes(2);
  expect(all.pulse.play).toHaveBeenCalledTimes(1);
  expect(all.ended).toHaveBeenCalledTimes(3);
});

test('the screen is kept awake only while a run moves', () => {
  const { conductor, awake } = conducted({});
  conductor.onmove(0);
  expect(awake.hold).toHaveBeenCalledTimes(1);
  conductor.onstill();
  expect(awake.release).toHaveBeenCalledTimes(1);
  conductor.onmove(0);
  conductor.onend(finished, 0);
  expect(awake.release).toHaveBeenCalledTimes(2);
});
